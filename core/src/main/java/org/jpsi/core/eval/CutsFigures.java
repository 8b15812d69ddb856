package org.jpsi.core.eval;

import java.util.List;

/// Figures of rectangular cuts beside a model, with the cuts as text.
///
/// @param selections of each of the cuts, as an expression for `select:`
public record CutsFigures(RectangularCuts cuts, List<String> selections) {
  public CutsFigures {
    selections = List.copyOf(selections);
  }
}

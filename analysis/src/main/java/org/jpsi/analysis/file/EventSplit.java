package org.jpsi.analysis.file;

import java.util.Optional;
import org.jpsi.core.table.Split;

/// Split of the events.
///
/// @param fractions of the events
/// @param by expression of which events of equal value share a part; where there is none, the part
///   is drawn for each event
public record EventSplit(Split.Fractions fractions, Optional<String> by) {
  public static final EventSplit DEFAULT =
      new EventSplit(Split.Fractions.DEFAULT, Optional.empty());
}

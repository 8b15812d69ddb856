package org.jpsi.report;

import java.util.List;

/// Displayable: a thing that shows several others, one after the other, such as a run its verdict
/// and figures.
public interface Displayable {
  /// What it shows: text, figures, tables.
  List<Object> displayed();
}

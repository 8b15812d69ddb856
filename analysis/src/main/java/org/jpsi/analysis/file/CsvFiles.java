package org.jpsi.analysis.file;

import java.util.List;

/// CSV files of an analysis: whether they have a header, and what their columns are called where
/// they have none.
///
/// @param header whether they have one
/// @param columns names in the order of the files; empty for `c0`, `c1` and so on, or with a header
public record CsvFiles(boolean header, List<String> columns) {
  /// With a header.
  public static final CsvFiles USUAL = new CsvFiles(true, List.of());

  public CsvFiles {
    columns = List.copyOf(columns);
  }
}

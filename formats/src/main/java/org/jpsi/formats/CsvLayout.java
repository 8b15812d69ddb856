package org.jpsi.formats;

import java.util.List;

/// Layout of CSV files: whether they have a header, and what their columns are called where they
/// have none. Files of other formats know their columns.
///
/// @param header whether the first row, or the comment above it, has the names of the columns
/// @param columns their names in the order of the file, with units as in `pt [GeV]`; where there is
///   no header and they are empty, the columns are `c0`, `c1` and so on
public record CsvLayout(boolean header, List<String> columns) {
  /// With a header.
  public static final CsvLayout USUAL = new CsvLayout(true, List.of());

  public CsvLayout {
    columns = List.copyOf(columns);
    if (header && !columns.isEmpty()) {
      throw new IllegalArgumentException("CsvLayout: expected names only where there is no header");
    }
  }

  /// Without a header.
  ///
  /// @param columns their names; empty for `c0`, `c1` and so on
  public static CsvLayout withoutHeader(List<String> columns) {
    return new CsvLayout(false, columns);
  }
}

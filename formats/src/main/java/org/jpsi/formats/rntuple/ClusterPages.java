package org.jpsi.formats.rntuple;

/// Pages of one cluster: a range of entries of which all columns are stored together.
///
/// @param first entry of the cluster
/// @param starts of each column the first of its pages in the list, and after the last their end
/// @param suppressed of each column whether another representation of its field is stored
record ClusterPages(
    PageList list, int number, long first, long entries, int[] starts, boolean[] suppressed) {
  long end() {
    return first + entries;
  }

  /// Whether the list has a column; those that were added later are absent.
  boolean has(int column) {
    return column < suppressed.length;
  }

  boolean isSuppressed(int column, ColumnDescription description) {
    return has(column) ? suppressed[column] : description.firstElement() < 0;
  }

  int firstPage(int column) {
    return has(column) ? starts[column] : 0;
  }

  int endPage(int column) {
    return has(column) ? starts[column + 1] : 0;
  }
}

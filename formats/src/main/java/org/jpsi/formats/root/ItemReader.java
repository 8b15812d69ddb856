package org.jpsi.formats.root;

import java.util.List;
import org.jpsi.core.table.Column;

/// Reader of streamed values of one {@link ItemLayout}: it appends each to the columns that they
/// make.
interface ItemReader {
  /// Reads `n` items that lie one after the other. A header that they have in common is read once.
  void read(RootInput b, int n);

  /// Reads `n` items whose objects lie member by member: a header that comes then only is read
  /// once.
  default void readMemberwise(RootInput b, int n) {
    read(b, n);
  }

  /// The number of rows so far.
  int rows();

  /// Adds the columns of what was read: a row for each item. Their name is that of nothing.
  void columns(List<Column> into);
}

package org.jpsi.core.table;

/// One named column of a table. The unit is as the file tells it: `"GeV"`, `"rad"`, `"1"` for a
/// number without dimension, `""` where nothing is known.
public sealed interface Column permits NumberColumn, TextColumn {
  String name();

  String unit();

  /// Events in it.
  int rows();

  /// The rows `from` to `to`, the latter excluded; copies.
  Column slice(int from, int to);

  /// The rows at these places, in this order; a row may be taken more than once.
  Column take(int[] rows);

  /// This column under another name.
  Column named(String name);

  /// What kind of column it is, in words for messages: `float32`, `int32[3]`, `text`.
  String typeName();
}

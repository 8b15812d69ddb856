package org.jpsi.core.table;

/// Column of a table: a name, a unit and one value per row. The unit is the one in the file:
/// `"GeV"`, `"rad"`, `"1"` for a number without dimension, `""` where nothing is known.
public sealed interface Column permits NumberColumn, TextColumn, JaggedColumn {
  String name();

  String unit();

  /// The number of rows (events).
  int rows();

  /// Rows `from` to `to` - 1, copied.
  Column slice(int from, int to);

  /// The rows at these indices, in this order, copied; a row may occur more than once.
  Column take(int[] rows);

  /// This column under another name.
  Column withName(String name);

  /// The type of its values, for messages: `float32`, `int32[2][3]`, `text`, `float32[]`.
  String typeName();
}

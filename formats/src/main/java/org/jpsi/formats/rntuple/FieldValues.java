package org.jpsi.formats.rntuple;

import org.jpsi.core.table.NumberType;

/// Values of the innermost field of a column.
sealed interface FieldValues {
  FieldColumns columns();

  /// Numbers, or fixed arrays of them.
  record Numbers(FieldColumns columns, NumberType type, int width) implements FieldValues {}

  /// Texts.
  record Texts(FieldColumns columns) implements FieldValues {}

  /// The numbers of items of a collection (ROOT::RNTupleCardinality).
  record Counts(FieldColumns columns, NumberType type) implements FieldValues {}
}

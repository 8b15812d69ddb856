package org.jpsi.core.expression;

import org.jpsi.core.table.NumberColumn;

/// Type of a value inside expressions. Of two types of numbers, the later one is that of their sum,
/// except that two BOOL add up to an INT64.
enum ValueType {
  /// Truth, the result of a comparison: the integers 0 and 1.
  BOOL,
  /// Integer from -2^63 to 2^63 - 1.
  INT64,
  /// Integer of an expression that has a uint64 in it: from -2^63 to 2^64 - 1, so that a difference
  /// may be negative.
  UINT64,
  FLOAT64,
  TEXT;

  boolean isInteger() {
    return compareTo(UINT64) <= 0;
  }

  /// The type in which integers are computed: INT64 of truths.
  ValueType integer() {
    return this == BOOL ? INT64 : this;
  }

  static ValueType of(NumberColumn column) {
    return switch (column.type()) {
      case BOOL -> BOOL;
      case UINT64 -> UINT64;
      case FLOAT32, FLOAT64 -> FLOAT64;
      default -> INT64;
    };
  }

  static ValueType wider(ValueType a, ValueType b) {
    return a.compareTo(b) < 0 ? b : a;
  }
}

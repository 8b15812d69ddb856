package org.jpsi.core.table;

/// Numeric type (dtype) of a column, as stored in a file. A table keeps it, so that integers are
/// written back as integers.
public enum NumberType {
  BOOL,
  INT8,
  UINT8,
  INT16,
  UINT16,
  INT32,
  UINT32,
  INT64,
  UINT64,
  FLOAT32,
  FLOAT64;

  /// Whether this is an integer type or BOOL.
  public boolean isInteger() {
    return this != FLOAT32 && this != FLOAT64;
  }

  /// Whether every value of another type is a value of this one.
  boolean holds(NumberType other) {
    if (this == other) {
      return true;
    }
    if (!isInteger()) {
      return other.isInteger() ? other.bits() <= significandBits() : this == FLOAT64;
    }
    return other.isInteger()
        && (isSigned()
            ? bits() >= other.bits() + (other.isSigned() ? 0 : 1)
            : !other.isSigned() && bits() >= other.bits());
  }

  private boolean isSigned() {
    return this == INT8 || this == INT16 || this == INT32 || this == INT64;
  }

  private int significandBits() {
    return this == FLOAT32 ? 24 : 53;
  }

  private int bits() {
    return switch (this) {
      case BOOL -> 1;
      case INT8, UINT8 -> 8;
      case INT16, UINT16 -> 16;
      case INT32, UINT32, FLOAT32 -> 32;
      case INT64, UINT64, FLOAT64 -> 64;
    };
  }
}

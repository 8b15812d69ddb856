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
}

package org.jpsi.core.table;

/// How a number is stored in a file; a table keeps it, so that what was an integer is written back
/// as one.
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

  /// True for all but the two floating types.
  public boolean integer() {
    return this != FLOAT32 && this != FLOAT64;
  }
}

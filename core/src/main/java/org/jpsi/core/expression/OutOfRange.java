package org.jpsi.core.expression;

/// Signal that a value cannot be computed at one event of a block: an integer result is beyond its
/// type, or jagged columns that are combined differ in their numbers of items. It becomes an error
/// where that event alone gives it again: in a larger block the event may not need the result.
final class OutOfRange extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String expected;
  private final String found;
  private final String remedy;
  private final int position;

  /// @param found what the event has
  /// @param position of the operation in the expression
  OutOfRange(String expected, String found, String remedy, int position) {
    super(null, null, false, false);
    this.expected = expected;
    this.found = found;
    this.remedy = remedy;
    this.position = position;
  }

  /// An integer result that is beyond its type.
  ///
  /// @param operation with its values: `3 * 4`
  /// @param position of the operator in the expression
  OutOfRange(ValueType type, String operation, int position) {
    this(
        "an integer from "
            + (type == ValueType.INT64
                ? Long.MIN_VALUE + " to " + Long.MAX_VALUE
                : Long.MIN_VALUE + " to " + Long.toUnsignedString(-1)),
        operation,
        AS_FLOAT64,
        position);
  }

  /// Remedy where no integer type holds a result.
  static final String AS_FLOAT64 = "compute it as float64, as in 1.0 * x";

  String expected() {
    return expected;
  }

  String found() {
    return found;
  }

  String remedy() {
    return remedy;
  }

  int position() {
    return position;
  }
}

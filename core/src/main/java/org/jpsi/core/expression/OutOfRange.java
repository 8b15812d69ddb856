package org.jpsi.core.expression;

/// Signal that an integer result is beyond its type at one event of a block. It becomes an error
/// where that event alone gives it again: in a larger block the event may not need the result.
final class OutOfRange extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ValueType type;
  private final String operation;
  private final int position;

  /// @param operation with its values: `3 * 4`
  /// @param position of the operator in the expression
  OutOfRange(ValueType type, String operation, int position) {
    super(null, null, false, false);
    this.type = type;
    this.operation = operation;
    this.position = position;
  }

  String operation() {
    return operation;
  }

  String range() {
    return type == ValueType.INT64
        ? Long.MIN_VALUE + " to " + Long.MAX_VALUE
        : Long.MIN_VALUE + " to " + Long.toUnsignedString(-1);
  }

  int position() {
    return position;
  }
}

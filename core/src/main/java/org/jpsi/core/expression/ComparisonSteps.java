package org.jpsi.core.expression;

import org.jpsi.core.table.NumberColumn;

/// Steps that compare, exactly whatever the types: the mathematical values of integers, also with
/// float64 where those cannot hold the integer.
final class ComparisonSteps {
  // Outcomes of a comparison, bits of a mask.
  private static final int LESS = 1;
  private static final int EQUAL = 2;
  private static final int GREATER = 4;
  private static final int UNORDERED = 8;

  private ComparisonSteps() {}

  /// The outcomes for which an operator is true, by IEEE 754.
  private static int outcomes(InfixOperator operator) {
    return switch (operator) {
      case EQUAL -> EQUAL;
      case NOT_EQUAL -> LESS | GREATER | UNORDERED;
      case LESS -> LESS;
      case LESS_OR_EQUAL -> LESS | EQUAL;
      case GREATER -> GREATER;
      case GREATER_OR_EQUAL -> GREATER | EQUAL;
      default -> throw new IllegalArgumentException(operator.symbol);
    };
  }

  /// The same outcomes with both sides exchanged.
  private static int exchanged(int outcomes) {
    return (outcomes & (EQUAL | UNORDERED))
        | ((outcomes & LESS) != 0 ? GREATER : 0)
        | ((outcomes & GREATER) != 0 ? LESS : 0);
  }

  private static long truth(int outcome, int outcomes) {
    return (outcome & outcomes) != 0 ? 1 : 0;
  }

  private static int outcome(int compared) {
    return compared < 0 ? LESS : compared == 0 ? EQUAL : GREATER;
  }

  private static int compare(double a, double b) {
    return a < b ? LESS : a == b ? EQUAL : a > b ? GREATER : UNORDERED;
  }

  /// Compares an int64 with a float64. Rounding is monotonic: only where the rounded integer equals
  /// the other does the exact one decide.
  static int compare(long a, double b) {
    int rounded = compare((double) a, b);
    if (rounded != EQUAL) {
      return rounded;
    }
    return b == 0x1p63 ? LESS : outcome(Long.compare(a, (long) b));
  }

  /// Compares an unsigned integer with a float64.
  static int compareUnsigned(long a, double b) {
    int rounded = compare(NumberColumn.unsigned(a), b);
    if (rounded != EQUAL || a >= 0) {
      return rounded == EQUAL ? compare(a, b) : rounded;
    }
    return b == 0x1p64
        ? LESS
        : outcome(Long.compareUnsigned(a, (long) (b - 0x1p63) + Long.MIN_VALUE));
  }

  /// A comparison of slots a and a + 1. Integers are both INT64 (or BOOL) or both UINT64.
  static Step of(InfixOperator operator, ValueType left, ValueType right, int slot) {
    int outcomes = outcomes(operator);
    if (left == ValueType.TEXT) {
      return texts(operator == InfixOperator.EQUAL, slot);
    }
    if (left == ValueType.FLOAT64 && right == ValueType.FLOAT64) {
      return numbers(outcomes, slot);
    }
    if (left == ValueType.FLOAT64) {
      return mixed(right, slot + 1, slot, exchanged(outcomes), slot);
    }
    if (right == ValueType.FLOAT64) {
      return mixed(left, slot, slot + 1, outcomes, slot);
    }
    return left == ValueType.UINT64 ? unsigned(outcomes, slot) : integers(outcomes, slot);
  }

  private static Step texts(boolean equal, int slot) {
    return (frame, n) -> {
      String[] a = frame.texts(slot);
      String[] b = frame.texts(slot + 1);
      long[] to = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        to[i] = a[i].equals(b[i]) == equal ? 1 : 0;
      }
    };
  }

  private static Step numbers(int outcomes, int slot) {
    return (frame, n) -> {
      double[] a = frame.numbers(slot);
      double[] b = frame.numbers(slot + 1);
      long[] to = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        to[i] = truth(compare(a[i], b[i]), outcomes);
      }
    };
  }

  private static Step integers(int outcomes, int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      for (int i = 0; i < n; i++) {
        a[i] = truth(outcome(Long.compare(a[i], b[i])), outcomes);
      }
    };
  }

  private static Step unsigned(int outcomes, int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      long[] s = frame.signs(slot);
      long[] t = frame.signs(slot + 1);
      for (int i = 0; i < n; i++) {
        a[i] = truth(outcome(Uint64Steps.compare(a[i], s[i], b[i], t[i])), outcomes);
      }
    };
  }

  private static Step mixed(ValueType integer, int integers, int numbers, int outcomes, int slot) {
    boolean signed = integer != ValueType.UINT64;
    return (frame, n) -> {
      long[] a = frame.integers(integers);
      double[] b = frame.numbers(numbers);
      long[] s = frame.signs(integers);
      long[] to = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        boolean asInt64 = signed || s[i] < 0;
        to[i] = truth(asInt64 ? compare(a[i], b[i]) : compareUnsigned(a[i], b[i]), outcomes);
      }
    };
  }
}

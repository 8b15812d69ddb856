package org.jpsi.core.expression;

/// Steps of exact arithmetic in int64.
final class Int64Steps {
  private Int64Steps() {}

  static Step negate(int slot, int position) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        if (a[i] == Long.MIN_VALUE) {
          throw outOfRange("-(" + a[i] + ")", position);
        }
        a[i] = -a[i];
      }
    };
  }

  static Step abs(int slot, int position) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        if (a[i] == Long.MIN_VALUE) {
          throw outOfRange("abs(" + a[i] + ")", position);
        }
        a[i] = Math.abs(a[i]);
      }
    };
  }

  static Step sign(int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        a[i] = Long.signum(a[i]);
      }
    };
  }

  /// The smaller or the larger one of slots a and a + 1.
  static Step extreme(boolean max, int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      for (int i = 0; i < n; i++) {
        a[i] = a[i] > b[i] == max ? a[i] : b[i];
      }
    };
  }

  /// `+`, `-` or `*` on slots a and a + 1.
  static Step of(InfixOperator operator, int slot, int position) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      int wrong =
          switch (operator) {
            case ADD -> add(a, b, n);
            case SUBTRACT -> subtract(a, b, n);
            default -> multiply(a, b, n);
          };
      if (wrong < n) {
        throw outOfRange(a[wrong] + " " + operator.symbol + " " + b[wrong], position);
      }
    };
  }

  // Each returns the first event whose result is out of range, else n.
  private static int add(long[] a, long[] b, int n) {
    for (int i = 0; i < n; i++) {
      long sum = a[i] + b[i];
      if (((a[i] ^ sum) & (b[i] ^ sum)) < 0) {
        return i;
      }
      a[i] = sum;
    }
    return n;
  }

  private static int subtract(long[] a, long[] b, int n) {
    for (int i = 0; i < n; i++) {
      long difference = a[i] - b[i];
      if (((a[i] ^ b[i]) & (a[i] ^ difference)) < 0) {
        return i;
      }
      a[i] = difference;
    }
    return n;
  }

  private static int multiply(long[] a, long[] b, int n) {
    for (int i = 0; i < n; i++) {
      long product = a[i] * b[i];
      if (Math.multiplyHigh(a[i], b[i]) != product >> 63) {
        return i;
      }
      a[i] = product;
    }
    return n;
  }

  /// The remainder, with the sign of the dividend; of no divisor is 0.
  static Step remainder(int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      for (int i = 0; i < n; i++) {
        a[i] %= b[i];
      }
    };
  }

  /// The remainder as float64, NaN where the divisor is 0.
  static Step remainderOrNaN(int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      double[] to = frame.numbers(slot);
      for (int i = 0; i < n; i++) {
        to[i] = b[i] == 0 ? Double.NaN : a[i] % b[i];
      }
    };
  }

  private static OutOfRange outOfRange(String operation, int position) {
    return new OutOfRange(ValueType.INT64, operation, position);
  }
}

package org.jpsi.core.expression;

import org.jpsi.core.table.NumberColumn;

/// Steps of exact arithmetic on integers from -2^63 to 2^64 - 1, each kept as the lower 64 bits of
/// its two's complement and a sign, which is -1 or 0.
final class Uint64Steps {
  private Uint64Steps() {}

  /// Formats a value.
  static String format(long bits, long sign) {
    return sign < 0 ? Long.toString(bits) : Long.toUnsignedString(bits);
  }

  private static long magnitude(long bits, long sign) {
    return sign < 0 ? -bits : bits;
  }

  static Step negate(int slot, int position) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] s = frame.signs(slot);
      for (int i = 0; i < n; i++) {
        if (s[i] == 0 && Long.compareUnsigned(a[i], Long.MIN_VALUE) > 0) {
          throw new OutOfRange(ValueType.UINT64, "-(" + format(a[i], s[i]) + ")", position);
        }
        a[i] = -a[i];
        s[i] = s[i] < 0 || a[i] == 0 ? 0 : -1;
      }
    };
  }

  static Step abs(int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] s = frame.signs(slot);
      for (int i = 0; i < n; i++) {
        a[i] = magnitude(a[i], s[i]);
        s[i] = 0;
      }
    };
  }

  static Step sign(int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] s = frame.signs(slot);
      for (int i = 0; i < n; i++) {
        a[i] = s[i] < 0 ? -1 : a[i] == 0 ? 0 : 1;
      }
    };
  }

  static int compare(long a, long aSign, long b, long bSign) {
    return aSign == bSign ? Long.compareUnsigned(a, b) : Long.compare(aSign, bSign);
  }

  /// The smaller or the larger one of slots a and a + 1.
  static Step extreme(boolean max, int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      long[] s = frame.signs(slot);
      long[] t = frame.signs(slot + 1);
      for (int i = 0; i < n; i++) {
        if (compare(a[i], s[i], b[i], t[i]) > 0 != max) {
          a[i] = b[i];
          s[i] = t[i];
        }
      }
    };
  }

  /// `+`, `-` or `*` on slots a and a + 1.
  static Step of(InfixOperator operator, int slot, int position) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      long[] s = frame.signs(slot);
      long[] t = frame.signs(slot + 1);
      for (int i = 0; i < n; i++) {
        // Bits 64 and above of the result: 0 or -1 where it is in range.
        long low;
        long high;
        switch (operator) {
          case ADD -> {
            low = a[i] + b[i];
            high = s[i] + t[i] + (Long.compareUnsigned(low, a[i]) < 0 ? 1 : 0);
          }
          case SUBTRACT -> {
            low = a[i] - b[i];
            high = s[i] - t[i] - (Long.compareUnsigned(a[i], b[i]) < 0 ? 1 : 0);
          }
          default -> {
            long x = magnitude(a[i], s[i]);
            long y = magnitude(b[i], t[i]);
            boolean negative = s[i] != t[i] && x != 0 && y != 0;
            low = negative ? -(x * y) : x * y;
            high = Math.unsignedMultiplyHigh(x, y) != 0 ? 1 : negative ? -1 : 0;
          }
        }
        if (high != 0 && (high != -1 || low >= 0)) {
          String operation = format(a[i], s[i]) + " " + operator.symbol + " " + format(b[i], t[i]);
          throw new OutOfRange(ValueType.UINT64, operation, position);
        }
        a[i] = low;
        s[i] = high;
      }
    };
  }

  /// The remainder, with the sign of the dividend; of no divisor is 0.
  static Step remainder(int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      long[] s = frame.signs(slot);
      long[] t = frame.signs(slot + 1);
      for (int i = 0; i < n; i++) {
        long rest = Long.remainderUnsigned(magnitude(a[i], s[i]), magnitude(b[i], t[i]));
        a[i] = s[i] < 0 ? -rest : rest;
        s[i] = rest == 0 ? 0 : s[i];
      }
    };
  }

  /// The remainder as float64, NaN where the divisor is 0.
  static Step remainderOrNaN(int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      long[] s = frame.signs(slot);
      long[] t = frame.signs(slot + 1);
      double[] to = frame.numbers(slot);
      for (int i = 0; i < n; i++) {
        if (b[i] == 0) {
          to[i] = Double.NaN;
        } else {
          long rest = Long.remainderUnsigned(magnitude(a[i], s[i]), magnitude(b[i], t[i]));
          double size = NumberColumn.unsigned(rest);
          to[i] = s[i] < 0 && rest != 0 ? -size : size;
        }
      }
    };
  }
}

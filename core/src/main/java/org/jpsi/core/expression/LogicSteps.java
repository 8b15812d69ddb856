package org.jpsi.core.expression;

/// Steps of logic: on truths, and the choice between two slots.
final class LogicSteps {
  private LogicSteps() {}

  static Step not(int slot) {
    return (frame, n) -> {
      long[] truth = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        truth[i] = 1 - truth[i];
      }
    };
  }

  /// `a && b` of slots a and a + 1.
  static Step and(int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      for (int i = 0; i < n; i++) {
        a[i] &= b[i];
      }
    };
  }

  /// `a || b` of slots a and a + 1.
  static Step or(int slot) {
    return (frame, n) -> {
      long[] a = frame.integers(slot);
      long[] b = frame.integers(slot + 1);
      for (int i = 0; i < n; i++) {
        a[i] |= b[i];
      }
    };
  }

  /// `c ? a : b` of slots c, c + 1 and c + 2, the latter both of one type.
  static Step choose(ValueType type, int slot) {
    return switch (type) {
      case FLOAT64 ->
          (frame, n) -> {
            long[] truth = frame.integers(slot);
            double[] a = frame.numbers(slot + 1);
            double[] b = frame.numbers(slot + 2);
            double[] to = frame.numbers(slot);
            for (int i = 0; i < n; i++) {
              to[i] = truth[i] != 0 ? a[i] : b[i];
            }
          };
      case TEXT ->
          (frame, n) -> {
            long[] truth = frame.integers(slot);
            String[] a = frame.texts(slot + 1);
            String[] b = frame.texts(slot + 2);
            String[] to = frame.texts(slot);
            for (int i = 0; i < n; i++) {
              to[i] = truth[i] != 0 ? a[i] : b[i];
            }
          };
      case UINT64 ->
          (frame, n) -> {
            long[] truth = frame.integers(slot);
            choose(truth, frame.signs(slot + 1), frame.signs(slot + 2), frame.signs(slot), n);
            choose(truth, frame.integers(slot + 1), frame.integers(slot + 2), truth, n);
          };
      case BOOL, INT64 ->
          (frame, n) -> {
            long[] truth = frame.integers(slot);
            choose(truth, frame.integers(slot + 1), frame.integers(slot + 2), truth, n);
          };
    };
  }

  private static void choose(long[] truth, long[] a, long[] b, long[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = truth[i] != 0 ? a[i] : b[i];
    }
  }
}

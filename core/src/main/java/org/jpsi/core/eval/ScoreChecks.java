package org.jpsi.core.eval;

/// Argument checks of metrics: scores, labels and weights of one length, finite, in range.
final class ScoreChecks {
  private ScoreChecks() {}

  static void lengths(String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(what + " has " + found + " events, expected " + expected);
    }
  }

  static void finite(String what, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(what + " of event " + i + " is " + values[i]);
      }
    }
  }

  static void labels(int[] label, int classes) {
    for (int i = 0; i < label.length; i++) {
      if (label[i] < 0 || label[i] >= classes) {
        throw new IllegalArgumentException(
            "label of event " + i + " is " + label[i] + ", expected 0 to " + (classes - 1));
      }
    }
  }

  static double positive(String what, double sum) {
    if (!(sum > 0)) {
      throw new IllegalArgumentException(
          "the weights of " + what + " sum to " + sum + ", expected a positive sum");
    }
    return sum;
  }
}

package org.jpsi.core.eval;

import java.util.Arrays;

/// Input events: what a model gets for each event, beside the truth and the weights. Arrays are not
/// copied, and must not be changed.
///
/// @param inputs `[events, width]`, row-major; NaN where a value is missing
/// @param width inputs per event
/// @param label class of each event; empty in a regression
/// @param target `[targets][events]`; empty in a classification
/// @param weight of each event, of either sign
public record InputEvents(
    float[] inputs, int width, int[] label, double[][] target, double[] weight) {
  public InputEvents {
    ScoreChecks.lengths("inputs", Math.multiplyExact(weight.length, width), inputs.length);
    if (target.length == 0) {
      ScoreChecks.lengths("label", weight.length, label.length);
    }
    for (double[] each : target) {
      ScoreChecks.lengths("target", weight.length, each.length);
    }
  }

  /// Scorer of events by their inputs alone.
  @FunctionalInterface
  public interface InputScorer {
    /// @param inputs `[events, width]`, row-major
    /// @return `[outputs][events]`, as {@link ScoredEvents} has them
    double[][] scores(float[] inputs, int events);
  }

  /// The number of events.
  public int events() {
    return weight.length;
  }

  /// Some of the events.
  public InputEvents take(int... rows) {
    float[] some = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(inputs, rows[i] * width, some, i * width, width);
    }
    return new InputEvents(
        some,
        width,
        label.length == 0 ? label : Arrays.stream(rows).map(row -> label[row]).toArray(),
        Arrays.stream(target).map(each -> take(each, rows)).toArray(double[][]::new),
        take(weight, rows));
  }

  private static double[] take(double[] all, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> all[row]).toArray();
  }

  /// The values of one input.
  double[] column(int input) {
    double[] values = new double[events()];
    Arrays.setAll(values, i -> inputs[i * width + input]);
    return values;
  }
}

package org.jpsi.core.eval;

import java.util.stream.IntStream;
import org.jpsi.core.table.EventBlocks;

/// Metric of a network's outputs on validation events, such as the AUC; reported, not optimized.
@FunctionalInterface
public interface Metric {
  /// No metric: always NaN.
  Metric NONE = (_, _, _) -> Double.NaN;

  /// @param outputs of the network, `[events, outputs]` row-major, before the output activation
  ///   (logits for a classifier)
  /// @param targets the class of each event, or `[events, outputs]` as the network learns them
  /// @param weights of each event, of either sign
  double of(float[] outputs, float[] targets, float[] weights);

  /// Weighted accuracy: the sum of weights of events whose highest output is that of their class
  /// over the sum of all weights; with one output, class 1 is predicted where it is above 0. NaN
  /// where the weights have no positive sum.
  static Metric accuracy() {
    return (outputs, targets, weights) -> {
      int events = weights.length;
      int width = events == 0 ? 1 : outputs.length / events;
      double[][] scores = new double[width][events];
      for (int i = 0; i < outputs.length; i++) {
        scores[i % width][i / width] = outputs[i];
      }
      double[] weight = wide(weights);
      if (!(PartMetrics.sum(weight) > 0)) {
        return Double.NaN;
      }
      int[] label = IntStream.range(0, events).map(i -> (int) targets[i]).toArray();
      int[] predicted =
          width == 1 ? ConfusionMatrix.threshold(scores[0], 0) : ConfusionMatrix.argmax(scores);
      return ConfusionMatrix.of(predicted, label, weight, Math.max(2, width)).accuracy();
    };
  }

  /// AUC of one output, class 1 against class 0; NaN where a class has no positive sum of weights.
  static Metric auc() {
    return (outputs, targets, weights) -> {
      boolean[] signal = new boolean[targets.length];
      for (int i = 0; i < signal.length; i++) {
        signal[i] = targets[i] > 0.5f;
      }
      double[] weight = wide(weights);
      return Auc.defined(signal, weight)
          ? Auc.of(wide(outputs), signal, weight).value()
          : Double.NaN;
    };
  }

  /// Root mean squared error, weighted; the mean over targets.
  ///
  /// @param scales factor from each target as the network learns it to its unit
  static Metric rmse(double... scales) {
    return (outputs, targets, weights) -> {
      int n = scales.length;
      double all = EventBlocks.sum(weights.length, i -> weights[i]);
      double mean = 0;
      for (int t = 0; t < n; t++) {
        int target = t;
        double squares =
            EventBlocks.sum(
                weights.length,
                i -> {
                  double difference = outputs[i * n + target] - targets[i * n + target];
                  return weights[i] * difference * difference;
                });
        mean += Math.sqrt(squares / all) * scales[t] / n;
      }
      return mean;
    };
  }

  /// This metric of some columns, such as those of a head: `Metric.auc().ofColumns(0, 1, 0, 1)`.
  ///
  /// @param output the first output, from 0, of `outputs`
  /// @param target the first target, from 0, of `targets`
  default Metric ofColumns(int output, int outputs, int target, int targets) {
    return (all, wanted, weights) ->
        of(
            columns(all, weights.length, output, outputs),
            columns(wanted, weights.length, target, targets),
            weights);
  }

  private static float[] columns(float[] rows, int events, int first, int count) {
    int width = events == 0 ? 0 : rows.length / events;
    float[] columns = new float[events * count];
    for (int i = 0; i < events; i++) {
      System.arraycopy(rows, i * width + first, columns, i * count, count);
    }
    return columns;
  }

  private static double[] wide(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}

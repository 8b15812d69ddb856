package org.jpsi.core.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.jpsi.core.table.EventBlocks;

/// Metrics of one part of the events, as in `metrics.json`.
///
/// @param events number of events
/// @param weight their sum of weights
/// @param values of the metrics by name, in order: `loss`; for classification `auc` and `auc_error`
///   (for three classes or more the mean of the one-vs-rest AUCs) and `accuracy`; for regression
///   `rmse`, `mae`, `bias`, and with several targets also `rmse_NAME`, ... of each, those without a
///   name being means over targets. A metric that is not defined, such as the AUC where a class is
///   absent, is left out
public record PartMetrics(int events, double weight, SequencedMap<String, Double> values) {

  public PartMetrics {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /// The value of the metric of this name, where it is defined.
  public OptionalDouble value(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// Metrics of a binary classification.
  ///
  /// @param loss mean loss of the part
  /// @param score probability of signal; the accuracy is that of the threshold 1/2
  /// @param signal which events are signal
  public static PartMetrics binary(double loss, double[] score, boolean[] signal, double[] weight) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    put(values, "loss", loss);
    if (Auc.defined(signal, weight)) {
      Auc auc = Auc.of(score, signal, weight);
      put(values, "auc", auc.value());
      put(values, "auc_error", auc.error());
    }
    double sum = sum(weight);
    if (sum > 0) {
      int[] label = new int[score.length];
      for (int i = 0; i < score.length; i++) {
        label[i] = signal[i] ? 1 : 0;
      }
      int[] predicted = ConfusionMatrix.threshold(score, 0.5);
      put(values, "accuracy", ConfusionMatrix.of(predicted, label, weight, 2).accuracy());
    }
    return new PartMetrics(score.length, sum, values);
  }

  /// Metrics of a multiclass classification.
  ///
  /// @param scores `[classes][events]`, the probabilities
  public static PartMetrics multiclass(
      double loss, double[][] scores, int[] label, double[] weight) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    put(values, "loss", loss);
    boolean all = true;
    for (int c = 0; c < scores.length; c++) {
      all &= Auc.defined(OneVsRest.isClass(label, c), weight);
    }
    if (all) {
      Auc auc = Auc.mean(scores, label, weight);
      put(values, "auc", auc.value());
      put(values, "auc_error", auc.error());
    }
    double sum = sum(weight);
    if (sum > 0) {
      int[] predicted = ConfusionMatrix.argmax(scores);
      put(
          values,
          "accuracy",
          ConfusionMatrix.of(predicted, label, weight, scores.length).accuracy());
    }
    return new PartMetrics(label.length, sum, values);
  }

  /// Metrics of a regression.
  ///
  /// @param byTarget the metrics of each target, in their order
  public static PartMetrics regression(
      double loss, double[] weight, SequencedMap<String, RegressionMetrics> byTarget) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    put(values, "loss", loss);
    double rmse = 0;
    double mae = 0;
    double bias = 0;
    int n = byTarget.size();
    for (RegressionMetrics target : byTarget.values()) {
      rmse += target.rmse() / n;
      mae += target.mae() / n;
      bias += target.bias() / n;
    }
    if (n > 0) {
      put(values, "rmse", rmse);
      put(values, "mae", mae);
      put(values, "bias", bias);
    }
    if (n > 1) {
      for (Map.Entry<String, RegressionMetrics> target : byTarget.entrySet()) {
        put(values, "rmse_" + target.getKey(), target.getValue().rmse());
        put(values, "mae_" + target.getKey(), target.getValue().mae());
        put(values, "bias_" + target.getKey(), target.getValue().bias());
      }
    }
    return new PartMetrics(weight.length, sum(weight), values);
  }

  private static void put(SequencedMap<String, Double> values, String name, double value) {
    if (Double.isFinite(value)) {
      values.put(name, value);
    }
  }

  static double sum(double[] weight) {
    return EventBlocks.sum(weight.length, i -> weight[i]);
  }
}

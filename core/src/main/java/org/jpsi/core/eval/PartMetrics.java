package org.jpsi.core.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/// The figures of one part of the events, as in `metrics.json`.
///
/// @param events how many
/// @param weight their summed weight
/// @param figures by name, in order: `loss`; for classification `auc` and `auc_error` (for three
///   classes or more the mean of the one-against-rest AUCs) and `accuracy`; for regression `rmse`,
///   `mae`, `bias`, and with several targets also `rmse_NAME`, ... of each, the plain ones being
///   means over targets. A figure that is not defined, such as the AUC where a class is absent, is
///   left out
public record PartMetrics(int events, double weight, SequencedMap<String, Double> figures) {

  public PartMetrics {
    figures = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(figures));
  }

  /// The figure of this name, where it is defined.
  public OptionalDouble figure(String name) {
    Double value = figures.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// @param loss mean loss of the part
  /// @param score probability of signal; accuracy is that of the cut at 1/2
  /// @param signal which events are signal
  public static PartMetrics binary(double loss, double[] score, boolean[] signal, double[] weight) {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    put(figures, "loss", loss);
    if (Auc.defined(signal, weight)) {
      Auc auc = Auc.of(score, signal, weight);
      put(figures, "auc", auc.value());
      put(figures, "auc_error", auc.error());
    }
    double sum = sum(weight);
    if (sum > 0) {
      int[] label = new int[score.length];
      for (int i = 0; i < score.length; i++) {
        label[i] = signal[i] ? 1 : 0;
      }
      int[] predicted = ConfusionMatrix.above(score, 0.5);
      put(figures, "accuracy", ConfusionMatrix.of(predicted, label, weight, 2).accuracy());
    }
    return new PartMetrics(score.length, sum, figures);
  }

  /// @param scores `[classes][events]`, the probabilities
  public static PartMetrics multiclass(double loss, double[][] scores, int[] label, double[] weight) {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    put(figures, "loss", loss);
    boolean all = true;
    for (int c = 0; c < scores.length; c++) {
      all &= Auc.defined(Labels.are(label, c), weight);
    }
    if (all) {
      Auc auc = Auc.mean(scores, label, weight);
      put(figures, "auc", auc.value());
      put(figures, "auc_error", auc.error());
    }
    double sum = sum(weight);
    if (sum > 0) {
      int[] predicted = ConfusionMatrix.highest(scores);
      put(figures, "accuracy", ConfusionMatrix.of(predicted, label, weight, scores.length).accuracy());
    }
    return new PartMetrics(label.length, sum, figures);
  }

  /// @param byTarget the quality of each target, in their order
  public static PartMetrics regression(
      double loss, double[] weight, SequencedMap<String, RegressionMetrics> byTarget) {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    put(figures, "loss", loss);
    double rmse = 0;
    double mae = 0;
    double bias = 0;
    int n = byTarget.size();
    for (RegressionMetrics quality : byTarget.values()) {
      rmse += quality.rmse() / n;
      mae += quality.mae() / n;
      bias += quality.bias() / n;
    }
    if (n > 0) {
      put(figures, "rmse", rmse);
      put(figures, "mae", mae);
      put(figures, "bias", bias);
    }
    if (n > 1) {
      for (Map.Entry<String, RegressionMetrics> target : byTarget.entrySet()) {
        put(figures, "rmse_" + target.getKey(), target.getValue().rmse());
        put(figures, "mae_" + target.getKey(), target.getValue().mae());
        put(figures, "bias_" + target.getKey(), target.getValue().bias());
      }
    }
    return new PartMetrics(weight.length, sum(weight), figures);
  }

  private static void put(SequencedMap<String, Double> figures, String name, double value) {
    if (Double.isFinite(value)) {
      figures.put(name, value);
    }
  }

  static double sum(double[] weight) {
    double sum = 0;
    for (double w : weight) {
      sum += w;
    }
    return sum;
  }
}

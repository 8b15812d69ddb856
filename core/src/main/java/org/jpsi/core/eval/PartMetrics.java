package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.jpsi.core.table.EventBlocks;

/// Metrics of one part of the events, as in `metrics.json`.
///
/// @param events number of events
/// @param weight their sum of weights
/// @param values of the metrics by name, in order: `loss`; for classification `auc` and `auc_error`
///   (for three classes or more the mean of the one-vs-rest AUCs), `accuracy` and `accuracy_error`;
///   for regression `rmse`, `rmse_error`, `mae`, `bias` and `bias_error`, with several targets
///   `rmse_NAME`, `rmse_error_NAME`, ... of each. Where weights have both signs also
///   `effective_events`, (sum w)^2 / sum w^2, and for classification `brier` and `brier_error`
///   ({@link BrierScore}). A metric that is not defined, such as the AUC where a class is absent,
///   is left out
public record PartMetrics(int events, double weight, SequencedMap<String, Double> values) {

  public PartMetrics {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /// The value of the metric of this name, where it is defined.
  public OptionalDouble value(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// The error of the metric of this name, one standard deviation, where it has one.
  public OptionalDouble error(String name) {
    return value(errorName(name));
  }

  /// The names of the metrics, without those of their errors.
  public List<String> names() {
    List<String> names = new ArrayList<>(values.keySet());
    values.keySet().forEach(name -> names.remove(errorName(name)));
    return names;
  }

  /// The standard deviation of each metric over several trainings, `sqrt(sum (x - mean)^2 / (n -
  /// 1))`, of those that each has.
  static SequencedMap<String, Double> spreads(List<PartMetrics> trainings) {
    SequencedMap<String, Double> spreads = new LinkedHashMap<>();
    for (String name : trainings.getFirst().names()) {
      List<OptionalDouble> found = trainings.stream().map(each -> each.value(name)).toList();
      if (found.stream().allMatch(OptionalDouble::isPresent)) {
        spreads.put(
            name, spread(found.stream().mapToDouble(OptionalDouble::getAsDouble).toArray()));
      }
    }
    return spreads;
  }

  // After Welford: no digits are lost where trainings agree.
  private static double spread(double[] values) {
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double before = values[i] - mean;
      mean += before / (i + 1);
      squares += before * (values[i] - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  // `auc` has `auc_error`, `rmse_m` has `rmse_error_m`: a target may be called `m_error`.
  private static String errorName(String name) {
    int end = name.indexOf('_');
    return end < 0 ? name + "_error" : name.substring(0, end) + "_error" + name.substring(end);
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
      putAccuracy(values, ConfusionMatrix.of(predicted, label, weight, 2));
      putSigned(values, new double[][] {score}, label, weight);
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
      putAccuracy(values, ConfusionMatrix.of(predicted, label, weight, scores.length));
      putSigned(values, scores, label, weight);
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
    boolean single = byTarget.size() == 1;
    byTarget.forEach((target, metrics) -> {
      // A mean over quantities of several units would mean nothing.
      String of = single ? "" : "_" + target;
      put(values, "rmse" + of, metrics.rmse());
      put(values, "rmse_error" + of, metrics.rmseError());
      put(values, "mae" + of, metrics.mae());
      put(values, "bias" + of, metrics.bias());
      put(values, "bias_error" + of, metrics.biasError());
    });
    if (!byTarget.isEmpty() && isSigned(weight)) {
      put(values, "effective_events", effectiveEvents(weight));
    }
    return new PartMetrics(weight.length, sum(weight), values);
  }

  private static void putAccuracy(SequencedMap<String, Double> values, ConfusionMatrix confusion) {
    put(values, "accuracy", confusion.accuracy());
    put(values, "accuracy_error", confusion.error());
  }

  private static void putSigned(
      SequencedMap<String, Double> values, double[][] probability, int[] label, double[] weight) {
    if (isSigned(weight)) {
      BrierScore brier = BrierScore.of(probability, label, weight);
      put(values, "brier", brier.value());
      put(values, "brier_error", brier.error());
      put(values, "effective_events", effectiveEvents(weight));
    }
  }

  static boolean isSigned(double[] weight) {
    for (double w : weight) {
      if (w < 0) {
        return true;
      }
    }
    return false;
  }

  /// (sum w)^2 / sum w^2: so many events of equal weights have the same relative error of their
  /// sum.
  static double effectiveEvents(double[] weight) {
    double sum = sum(weight);
    double squares = EventBlocks.sum(weight.length, i -> weight[i] * weight[i]);
    return squares > 0 ? sum * sum / squares : 0;
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

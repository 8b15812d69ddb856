package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jpsi.core.task.Task;

/// Features of the training events: the inputs of a model, for their distributions and
/// correlations.
///
/// @param label class of each training event; empty in a regression
/// @param weight physical weight of each training event
public record TrainingFeatures(
    Task task, List<FeatureValues> features, int[] label, double[] weight) {
  private static final int BINS = 40;

  /// Values of one feature.
  ///
  /// @param unit as in {@link org.jpsi.core.table.Column}: `""` where unknown, `"1"` for none
  /// @param values one per training event; not copied; must not be changed
  public record FeatureValues(String name, String unit, float[] values) {}

  public TrainingFeatures {
    features = List.copyOf(features);
    for (FeatureValues feature : features) {
      ScoreChecks.lengths("feature " + feature.name(), weight.length, feature.values().length);
    }
  }

  /// The number of groups of events: one per class, or one of all events in a regression.
  public int groups() {
    return Math.max(1, task.classNames().size());
  }

  /// Histograms of a feature by group.
  ///
  /// @throws IllegalArgumentException where a value is not finite
  public Distributions distribution(FeatureValues feature) {
    float[] values = feature.values();
    Binning binning = Binning.round(values.length, i -> values[i], BINS);
    List<IntPredicate> groups = new ArrayList<>();
    for (int g = 0; g < groups(); g++) {
      groups.add(group(g));
    }
    return new Distributions(
        binning, Distributions.of(binning, i -> values[i], weight, groups), List.of());
  }

  /// Whether the correlation matrix of a group is defined: two features or more, and a positive sum
  /// of weights.
  public boolean hasCorrelation(int group) {
    double sum = 0;
    IntPredicate filter = group(group);
    for (int i = 0; i < weight.length; i++) {
      sum += filter.test(i) ? weight[i] : 0;
    }
    return features.size() > 1 && sum > 0;
  }

  /// Correlation matrix of the features in a group.
  ///
  /// @throws IllegalArgumentException where it is not defined, or a value is not finite
  public Correlation correlation(int group) {
    float[][] columns = features.stream().map(FeatureValues::values).toArray(float[][]::new);
    return Correlation.of(columns, weight, group(group));
  }

  private IntPredicate group(int group) {
    return task.classNames().isEmpty() ? _ -> true : i -> label[i] == group;
  }
}

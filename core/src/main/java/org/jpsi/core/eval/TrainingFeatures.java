package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jpsi.core.task.Task;

/// What a model is given, before it has learned anything: its features on the training events.
///
/// @param label class of each training event; empty in a regression
/// @param weight physical weight of each training event
public record TrainingFeatures(Task task, List<Feature> features, int[] label, double[] weight) {
  private static final int BINS = 40;

  /// @param unit as in {@link org.jpsi.core.table.Column}: `""` where unknown, `"1"` for none
  /// @param values one per training event; read, never changed, not copied
  public record Feature(String name, String unit, float[] values) {}

  public TrainingFeatures {
    features = List.copyOf(features);
    for (Feature feature : features) {
      ScoreChecks.lengths("feature " + feature.name(), weight.length, feature.values().length);
    }
  }

  /// How many groups the events are seen in: one per class, or one of all in a regression.
  public int groups() {
    return Math.max(1, task.classNames().size());
  }

  /// How a feature is distributed in each group.
  ///
  /// @throws IllegalArgumentException where a value is not finite
  public Distributions distribution(Feature feature) {
    float[] values = feature.values();
    Binning binning = Binning.round(values.length, i -> values[i], BINS);
    List<IntPredicate> groups = new ArrayList<>();
    for (int g = 0; g < groups(); g++) {
      groups.add(group(g));
    }
    return new Distributions(
        binning, Distributions.of(binning, i -> values[i], weight, groups), List.of());
  }

  /// Whether the features of a group have correlations: two features or more, and weights of a
  /// positive sum.
  public boolean correlated(int group) {
    double sum = 0;
    IntPredicate takes = group(group);
    for (int i = 0; i < weight.length; i++) {
      sum += takes.test(i) ? weight[i] : 0;
    }
    return features.size() > 1 && sum > 0;
  }

  /// How the features of a group hang together.
  ///
  /// @throws IllegalArgumentException where there are no correlations, or a value is not finite
  public Correlation correlation(int group) {
    float[][] columns = features.stream().map(Feature::values).toArray(float[][]::new);
    return Correlation.of(columns, weight, group(group));
  }

  private IntPredicate group(int group) {
    return task.classNames().isEmpty() ? _ -> true : i -> label[i] == group;
  }
}

package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Task;

/// Features of the training events: the inputs of a model, for their distributions and
/// correlations. Values are read from the columns in float64, whatever type they have there.
///
/// @param features one number per event each; not copied
/// @param names of the categories of each feature that is text, by its name: its numbers count
///   them, from 1 on
/// @param rows row of each training event in the columns
/// @param label class of each training event; empty in a regression
/// @param weight physical weight of each training event
public record TrainingFeatures(
    Task task,
    List<NumberColumn> features,
    Map<String, List<String>> names,
    int[] rows,
    int[] label,
    double[] weight) {
  private static final int BINS = 40;

  public TrainingFeatures {
    features = List.copyOf(features);
    names = Map.copyOf(names);
    ScoreChecks.lengths("weight", rows.length, weight.length);
  }

  /// Columns of training events alone.
  public TrainingFeatures(Task task, List<NumberColumn> features, int[] label, double[] weight) {
    this(task, features, Map.of(), IntStream.range(0, weight.length).toArray(), label, weight);
    for (NumberColumn feature : features) {
      ScoreChecks.lengths("feature " + feature.name(), weight.length, feature.rows());
    }
  }

  /// The same features without their values, for what needs no more than their names.
  public TrainingFeatures withoutValues() {
    return new TrainingFeatures(
        task,
        features.stream().map(feature -> feature.slice(0, 0)).toList(),
        names,
        new int[0],
        new int[0],
        new double[0]);
  }

  /// The number of groups of events: one per class, or one of all events in a regression.
  public int groups() {
    return Math.max(1, task.classNames().size());
  }

  /// Histograms of a feature by group, of the events that have a value (are not NaN).
  ///
  /// @throws IllegalArgumentException where a value is infinite
  public Distributions distribution(NumberColumn feature) {
    IntToDoubleFunction value = values(feature);
    Binning binning = Binning.round(rows.length, value, BINS);
    List<IntPredicate> groups = new ArrayList<>();
    for (int g = 0; g < groups(); g++) {
      IntPredicate group = group(g);
      groups.add(i -> group.test(i) && !Double.isNaN(value.applyAsDouble(i)));
    }
    return new Distributions(binning, Distributions.of(binning, value, weight, groups), List.of());
  }

  /// Shares of the categories of a feature by group; empty where it is no text.
  public Optional<CategoryShares> categories(NumberColumn feature) {
    List<String> values = names.get(feature.name());
    if (values == null) {
      return Optional.empty();
    }
    IntToDoubleFunction value = values(feature);
    int[] number = IntStream.range(0, rows.length).map(i -> (int) value.applyAsDouble(i)).toArray();
    List<IntPredicate> groups = IntStream.range(0, groups()).mapToObj(this::group).toList();
    return Optional.of(CategoryShares.of(number, values, weight, groups));
  }

  /// The features that are numbers, and no text.
  public List<NumberColumn> numeric() {
    return features.stream().filter(feature -> !names.containsKey(feature.name())).toList();
  }

  /// Whether the correlation matrix of a group is defined: two numeric features or more, and a
  /// positive sum of weights.
  public boolean hasCorrelation(int group) {
    double sum = 0;
    IntPredicate filter = group(group);
    for (int i = 0; i < weight.length; i++) {
      sum += filter.test(i) ? weight[i] : 0;
    }
    return numeric().size() > 1 && sum > 0;
  }

  /// Correlation matrix of the numeric features in a group. A missing value (NaN) counts as the
  /// mean of its feature there.
  ///
  /// @throws IllegalArgumentException where it is not defined, or a value is infinite
  public Correlation correlation(int group) {
    return Correlation.of(numeric().stream().map(this::values).toList(), weight, group(group));
  }

  /// The value of training event i. The type of the column is looked at once, not for each event.
  private IntToDoubleFunction values(NumberColumn feature) {
    return switch (feature.array()) {
      case float[] v -> i -> v[rows[i]];
      case double[] v -> i -> v[rows[i]];
      default -> i -> feature.value(rows[i]);
    };
  }

  private IntPredicate group(int group) {
    return task.classNames().isEmpty() ? _ -> true : i -> label[i] == group;
  }
}

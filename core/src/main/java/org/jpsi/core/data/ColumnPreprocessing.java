package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Preprocessing of one column, fitted: its steps in order, and range and distribution of its
/// values in training, and how many of them were missing there.
///
/// @param steps applied one after the other, in float64
/// @param low smallest value in training; -infinity where not known
/// @param high largest value in training; infinity where not known
/// @param distribution in training, of a feature
/// @param missing fraction of the training events without a value (NaN): where it is above 0, NaN
///   is what a predictor learned from, and events with NaN are scored
public record ColumnPreprocessing(
    List<PreprocessingStep> steps,
    double low,
    double high,
    FeatureDistribution distribution,
    double missing) {
  private static final int NAMED = 8;

  /// The preprocessing that changes nothing.
  public static final ColumnPreprocessing NONE =
      new ColumnPreprocessing(List.of(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  public ColumnPreprocessing {
    steps = List.copyOf(steps);
    if (steps.size() > 1 && steps.stream().anyMatch(PreprocessingStep.Category.class::isInstance)) {
      throw new IllegalArgumentException(
          "ColumnPreprocessing: expected a category as the only step, found " + steps.size());
    }
    if (!(missing >= 0 && missing <= 1)) {
      throw new IllegalArgumentException(
          "ColumnPreprocessing: expected a missing fraction from 0 to 1, found " + missing);
    }
  }

  /// A column of a distribution that is not known, without missing values.
  public ColumnPreprocessing(List<PreprocessingStep> steps, double low, double high) {
    this(steps, low, high, FeatureDistribution.UNKNOWN, 0);
  }

  /// The column with the distribution of its values in training.
  public ColumnPreprocessing with(FeatureDistribution known) {
    return new ColumnPreprocessing(steps, low, high, known, missing);
  }

  /// The column with the fraction of training events that had no value.
  public ColumnPreprocessing withMissing(double fraction) {
    return new ColumnPreprocessing(steps, low, high, distribution, fraction);
  }

  /// The center of the training events, in the unit of the column: the mean, or the median where
  /// the scaling is robust or by quantiles.
  public double center() {
    return isTransformed() ? inverse(0) : standardization().mean();
  }

  /// Whether a step is no shift, factor or limit: {@link PreprocessingStep.Log} or {@link
  /// PreprocessingStep.Quantile}.
  public boolean isTransformed() {
    return steps.stream()
        .anyMatch(step ->
            step instanceof PreprocessingStep.Log || step instanceof PreprocessingStep.Quantile);
  }

  /// The column with its missing values imputed by its {@link #center}.
  public ColumnPreprocessing imputed() {
    List<PreprocessingStep> all = new ArrayList<>();
    all.add(new PreprocessingStep.Impute(center()));
    all.addAll(steps);
    return new ColumnPreprocessing(all, low, high, distribution, missing);
  }

  /// Whether an event without a value (NaN) is scored: because some of training were so, or by
  /// imputation.
  public boolean takesMissing() {
    return missing > 0 || steps.stream().anyMatch(PreprocessingStep.Impute.class::isInstance);
  }

  /// A column of text, as categories.
  ///
  /// @param values of the training events, ascending, each once
  public static ColumnPreprocessing category(List<String> values) {
    PreprocessingStep.Category category = new PreprocessingStep.Category(values);
    return new ColumnPreprocessing(List.of(category), 1, values.size());
  }

  /// A column standardized by a known mean and deviation.
  ///
  /// @throws IllegalArgumentException where the deviation is not positive
  public static ColumnPreprocessing standardize(
      double mean, double deviation, double low, double high) {
    return new ColumnPreprocessing(
        List.of(new PreprocessingStep.Standardize(mean, deviation)), low, high);
  }

  /// What the network gets for a value.
  public double apply(double value) {
    double result = value;
    // By index: a scorer of single events allocates nothing.
    for (int s = 0; s < steps.size(); s++) {
      result = steps.get(s).apply(result);
    }
    return result;
  }

  /// The value, in its unit, for which the network gets or gives this number.
  public double inverse(double value) {
    double result = value;
    for (int s = steps.size() - 1; s >= 0; s--) {
      result = steps.get(s).inverse(result);
    }
    return result;
  }

  /// The standardization among the steps; {@link PreprocessingStep.Standardize#NONE} where there is
  /// none.
  public PreprocessingStep.Standardize standardization() {
    for (PreprocessingStep step : steps) {
      if (step instanceof PreprocessingStep.Standardize standardize) {
        return standardize;
      }
    }
    return PreprocessingStep.Standardize.NONE;
  }

  /// The categories, where the column is text.
  public Optional<PreprocessingStep.Category> category() {
    return steps.size() == 1 && steps.getFirst() instanceof PreprocessingStep.Category known
        ? Optional.of(known)
        : Optional.empty();
  }

  /// Whether all training events had the same value.
  public boolean constant() {
    return low == high;
  }

  /// In words: `minus 125.31, divided by 20.7, clipped to -8.2 to 8.2; 11.1 to 1389 in training,
  /// 2.5 % missing`.
  @Override
  public String toString() {
    String words =
        steps.isEmpty()
            ? "unchanged"
            : steps.stream().map(this::words).collect(Collectors.joining(", "));
    String range =
        category().isEmpty() && Double.isFinite(low) && Double.isFinite(high)
            ? "; " + number(low) + " to " + number(high) + " in training"
            : "";
    String absent =
        missing == 0
            ? ""
            : (range.isEmpty() ? "; " : ", ") + format(100 * missing, 2) + " % missing";
    return words + range + absent;
  }

  private String words(PreprocessingStep step) {
    return switch (step) {
      case PreprocessingStep.Category(List<String> values) ->
          values.size()
              + (values.size() == 1 ? " category: " : " categories: ")
              + String.join(", ", values.subList(0, Math.min(NAMED, values.size())))
              + (values.size() > NAMED ? ", ..." : "");
      case PreprocessingStep.Standardize(double mean, double deviation) ->
          "minus " + number(mean) + ", divided by " + format(deviation, 4);
      case PreprocessingStep.Log(double least) ->
          "logarithm, of values below " + format(least, 4) + " that of it";
      case PreprocessingStep.Quantile(List<Double> values, _) ->
          "by "
              + values.size()
              + " quantiles from "
              + format(values.getFirst(), 4)
              + " to "
              + format(values.getLast(), 4)
              + " to a normal distribution";
      case PreprocessingStep.Impute(double value) -> "NaN taken for " + number(value);
      case PreprocessingStep.Clip(double from, double to) ->
          "clipped to " + format(from, 4) + " to " + format(to, 4);
    };
  }

  // Of a large number with a small spread, as a time, the digits that the spread is in are shown.
  private String number(double value) {
    double ratio = Math.abs(value) / standardization().deviation();
    int digits = ratio > 1 ? (int) StrictMath.ceil(StrictMath.log10(ratio)) + 3 : 4;
    return format(value, Math.clamp(digits, 4, 17));
  }

  private static String format(double value, int digits) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%." + digits + "g", value);
  }
}

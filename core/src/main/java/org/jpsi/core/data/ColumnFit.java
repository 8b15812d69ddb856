package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.table.EventBlocks;

/// Fit of a column's preprocessing to training events: mean and standard deviation, or median and
/// interquartile range, weighted by the magnitudes of the training weights (with signed ones a
/// variance need not be positive).
///
/// ```
/// mean = v0 + sum |w| (v - v0) / sum |w|
/// deviation^2 = sum |w| (v - mean)^2 / sum |w|
/// ```
///
/// with `v0` the first value, so that of numbers such as times, large with a small spread, no
/// digits are lost. Sums are defined by {@link EventBlocks}. {@link Outliers} are left out of both.
///
/// @param column the preprocessing
/// @param outliers that were found and left out
public record ColumnFit(ColumnPreprocessing column, Optional<Outliers> outliers) {
  // Outliers stay apart from all other values, so that a tree can tell them, and no farther away:
  // at twice the range, 1 % of them took 1 to 2 % of a network's AUC.
  private static final double MARGIN = 1.0 / 64;

  /// The fit of a feature: standardized, and, where there are outliers, clipped just outside the
  /// range of the others. A column of one value has deviation 1.
  ///
  /// @param values `[events]`, finite, or NaN where missing: of these only the fraction is kept
  /// @param weights of training, of either sign, `[events]`, not all zero
  /// @param sample events for the quantiles, from {@link Outliers#sample}
  /// @throws IllegalArgumentException where no event has a value
  public static ColumnFit feature(double[] values, double[] weights, int[] sample) {
    PresentValues present = PresentValues.of(values, weights, sample);
    return clipped(target(present.values(), present.weights(), present.sample()))
        .withMissing(present.missing());
  }

  /// The robust fit of a feature, clipped as {@link #feature} is:
  ///
  /// ```
  /// (v - median) / (q75 - q25)
  /// ```
  ///
  /// with weighted quantiles of the events that are no outliers. Where the quartiles are equal, as
  /// where most events have one value, the width is half of what lies between the first and the
  /// last percent, then half of the range; 1 for a column of one value (Holzmueller et al.,
  /// arXiv:2407.04491, appendix A, but for the percents: there a single large value would be the
  /// unit).
  ///
  /// @param values `[events]`, finite, or NaN where missing: of these only the fraction is kept
  /// @param weights of training, of either sign, `[events]`, not all zero
  /// @param sample events for the quantiles, from {@link Outliers#sample}
  /// @throws IllegalArgumentException where no event has a value
  public static ColumnFit robust(double[] values, double[] weights, int[] sample) {
    PresentValues present = PresentValues.of(values, weights, sample);
    double[] x = present.values();
    double[] magnitudes = magnitudes(present.weights());
    Optional<Outliers> outliers = Outliers.find(x, magnitudes, present.sample());
    double[] used = without(outliers, x, magnitudes);
    return clipped(new ColumnFit(quantileScaled(x, used, present.sample()), outliers))
        .withMissing(present.missing());
  }

  private ColumnFit withMissing(double fraction) {
    return fraction == 0 ? this : new ColumnFit(column.withMissing(fraction), outliers);
  }

  /// The fit of a target: as that of a feature, but never clipped.
  ///
  /// @param values finite, `[events]`, one or more
  public static ColumnFit target(double[] values, double[] weights, int[] sample) {
    double[] magnitudes = magnitudes(weights);
    Optional<Outliers> outliers = Outliers.find(values, magnitudes, sample);
    return new ColumnFit(standardized(values, without(outliers, values, magnitudes)), outliers);
  }

  private static ColumnFit clipped(ColumnFit fit) {
    if (fit.outliers.isEmpty()) {
      return fit;
    }
    Outliers outliers = fit.outliers.get();
    PreprocessingStep.Standardize standardize = fit.column.standardization();
    List<PreprocessingStep> steps = new ArrayList<>(fit.column.steps());
    double margin = MARGIN * (outliers.high() - outliers.low());
    steps.add(
        new PreprocessingStep.Clip(
            standardize.apply(outliers.low() - margin),
            standardize.apply(outliers.high() + margin)));
    return new ColumnFit(
        new ColumnPreprocessing(steps, fit.column.low(), fit.column.high()), fit.outliers);
  }

  /// The weights, 0 for outliers.
  private static double[] without(
      Optional<Outliers> outliers, double[] values, double[] magnitudes) {
    if (outliers.isEmpty()) {
      return magnitudes;
    }
    double[] used = magnitudes.clone();
    for (int i = 0; i < used.length; i++) {
      used[i] = outliers.get().contains(values[i]) ? 0 : used[i];
    }
    return used;
  }

  /// The fit without regard to outliers (scikit-learn's `StandardScaler`).
  public static ColumnPreprocessing plain(double[] values, double[] weights) {
    return standardized(values, magnitudes(weights));
  }

  private static double[] magnitudes(double[] weights) {
    double[] magnitudes = new double[weights.length];
    boolean zero = true;
    for (int i = 0; i < weights.length; i++) {
      magnitudes[i] = Math.abs(weights[i]);
      zero &= magnitudes[i] == 0;
    }
    if (zero) {
      throw new IllegalArgumentException(
          "ColumnFit: expected weights that are not all zero, found " + weights.length);
    }
    return magnitudes;
  }

  /// @param weights magnitudes; events of weight 0 count for the range alone
  private static ColumnPreprocessing standardized(double[] values, double[] weights) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
      if (weights[i] > 0) {
        from = Math.min(from, values[i]);
        to = Math.max(to, values[i]);
      }
    }
    if (from == to) {
      // Its mean would be rounded, and the deviation tiny instead of zero.
      return ColumnPreprocessing.standardize(from, low == high ? 1 : (high - low) / 2, low, high);
    }
    int n = values.length;
    double first = from;
    for (int i = 0; i < n; i++) {
      if (weights[i] > 0) {
        first = values[i];
        break;
      }
    }
    double origin = first;
    // A power of two, so that squares neither overflow nor underflow, and no bit changes.
    double unit = Math.scalb(1.0, Math.getExponent(to - from));
    double all = EventBlocks.sum(n, i -> weights[i]);
    double shift = EventBlocks.sum(n, i -> weighted(weights[i], values[i] - origin));
    double mean = Math.clamp(origin + shift / all, from, to);
    double squares =
        EventBlocks.sum(n, i -> weighted(weights[i], square((values[i] - mean) / unit)));
    double deviation = Math.max(unit * Math.sqrt(squares / all), Double.MIN_VALUE);
    return ColumnPreprocessing.standardize(mean, deviation, low, high);
  }

  /// @param weights magnitudes; events of weight 0 count for the range alone
  private static ColumnPreprocessing quantileScaled(
      double[] values, double[] weights, int[] sample) {
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    double[] q = WeightedQuantiles.of(values, weights, sample, 0.01, 0.25, 0.5, 0.75, 0.99);
    double width = q[3] - q[1];
    if (width == 0) {
      width = (q[4] - q[0]) / 2;
    }
    if (width == 0) {
      width = high / 2 - low / 2;
    }
    // Neighboring numbers next to zero have no half between them.
    double scale = low == high ? 1 : Math.clamp(width, Double.MIN_VALUE, Double.MAX_VALUE);
    return ColumnPreprocessing.standardize(q[2], scale, low, high);
  }

  // What has no weight may be of any size.
  private static double weighted(double weight, double value) {
    return weight > 0 ? weight * value : 0;
  }

  private static double square(double x) {
    return x * x;
  }
}

package org.jpsi.core.data;

import java.util.Arrays;
import java.util.Optional;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;

/// Outliers of a column: few values, far from all others, such as the 9999 of a fit that failed.
///
/// Distances are from the weighted median, in robust deviations: the interquartile range divided by
/// 1.349, which is the standard deviation of a normal distribution. An outlier is more than {@link
/// #FAR} of them away, and {@link #GAP} times as far as any event that is none: masses, transverse
/// momenta and isolations have events that far out, with others on the way there, and such a tail
/// is physics. Beyond the gap there is at most {@link #MAX_FRACTION} of the weight, or, as where a
/// code stands for a missing value, one value on either side of the median, of any number of
/// events: where there are no outliers with the quartiles of all, the smallest and the largest
/// value, if frequent, are left out of the quartiles. Where these are equal all the same, no
/// distance is far: there are no outliers then.
///
/// @param low smallest value of the other events: values below are outliers
/// @param high largest value of the other events: values above are outliers
/// @param below number of outliers below
/// @param above number of outliers above
/// @param events among which they are
/// @param example the value of the farthest outlier
/// @param inside distance of the farthest event that is no outlier, in robust deviations
/// @param farthest distance of the farthest outlier, in robust deviations
public record Outliers(
    double low,
    double high,
    int below,
    int above,
    int events,
    double example,
    double inside,
    double farthest) {
  /// Robust deviations from the median within which nothing is an outlier.
  public static final double FAR = 20;

  /// Ratio of the distances of the nearest outlier and of the farthest event that is none.
  public static final double GAP = 5;

  /// Largest fraction of the weight that outliers of several values have.
  public static final double MAX_FRACTION = 0.05;

  private static final double NORMAL_RANGE = 1.349;
  private static final int MIN_EVENTS = 20;
  private static final int SAMPLE = 65_536;

  /// The events whose values give median and quartiles: all, or a random sample.
  ///
  /// @return ascending indices
  public static int[] sample(int events, Rng rng) {
    return EventBlocks.sample(events, SAMPLE, rng.child("quantiles"));
  }

  /// The number of outliers.
  public int count() {
    return below + above;
  }

  /// Whether a value is outside the range of the events that are no outliers.
  public boolean contains(double value) {
    return value < low || value > high;
  }

  /// Finds the outliers among training events; empty where there are none, or fewer than 20 events.
  ///
  /// @param values finite, `[events]`
  /// @param weights magnitudes, `[events]`
  /// @param sample events for the quantiles, from {@link #sample(int, Rng)}
  public static Optional<Outliers> find(double[] values, double[] weights, int[] sample) {
    if (values.length < MIN_EVENTS) {
      return Optional.empty();
    }
    Optional<Outliers> found = find(values, weights, weights, sample);
    return found.isPresent()
        ? found
        : withoutCodes(values, weights).flatMap(others -> find(values, weights, others, sample));
  }

  /// @param others weights of the events that give median and quartiles; 0 for those that do not
  private static Optional<Outliers> find(
      double[] values, double[] weights, double[] others, int[] sample) {
    double[] quartiles = WeightedQuantiles.of(values, others, sample, 0.25, 0.5, 0.75);
    double median = quartiles[1];
    double deviation = (quartiles[2] - quartiles[0]) / NORMAL_RANGE;
    if (!(deviation > 0)) {
      return Optional.empty();
    }
    double inside = 0;
    int n = 0;
    double[] far = new double[values.length];
    for (double value : values) {
      double distance = Math.abs(value - median);
      if (distance > FAR * deviation) {
        far[n++] = distance;
      } else {
        inside = Math.max(inside, distance);
      }
    }
    far = Arrays.copyOf(far, n);
    Arrays.sort(far);
    int first = 0;
    while (first < n && far[first] <= GAP * inside) {
      inside = far[first++];
    }
    if (first == n) {
      return Optional.empty();
    }
    Outliers found = of(values, median, deviation, inside, far[n - 1]);
    return found.few(values, weights) || found.singles(values)
        ? Optional.of(found)
        : Optional.empty();
  }

  /// The weights without those of the smallest and of the largest value, where these are frequent:
  /// a code such as -999 in a quarter of the events or more is among the quartiles, which then tell
  /// nothing of the others. Empty where neither is.
  private static Optional<double[]> withoutCodes(double[] values, double[] weights) {
    double min = Arrays.stream(values).min().orElseThrow();
    double max = Arrays.stream(values).max().orElseThrow();
    double atMin = 0;
    double atMax = 0;
    double all = 0;
    for (int i = 0; i < values.length; i++) {
      atMin += values[i] == min ? weights[i] : 0;
      atMax += values[i] == max ? weights[i] : 0;
      all += weights[i];
    }
    boolean low = atMin > MAX_FRACTION * all;
    boolean high = atMax > MAX_FRACTION * all;
    if (!low && !high) {
      return Optional.empty();
    }
    double[] others = weights.clone();
    for (int i = 0; i < others.length; i++) {
      if ((low && values[i] == min) || (high && values[i] == max)) {
        others[i] = 0;
      }
    }
    return Optional.of(others);
  }

  /// @param inside distance from the median within which no event is an outlier
  /// @param farthest the largest distance
  private static Outliers of(
      double[] values, double median, double deviation, double inside, double farthest) {
    double low = median;
    double high = median;
    double example = median;
    int below = 0;
    int above = 0;
    for (double value : values) {
      double distance = Math.abs(value - median);
      if (distance <= inside) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      } else if (value < median) {
        below++;
      } else {
        above++;
      }
      example = distance == farthest ? value : example;
    }
    return new Outliers(
        low, high, below, above, values.length, example, inside / deviation, farthest / deviation);
  }

  private boolean few(double[] values, double[] weights) {
    double outside = 0;
    double all = 0;
    for (int i = 0; i < values.length; i++) {
      all += weights[i];
      outside += contains(values[i]) ? weights[i] : 0;
    }
    return outside <= MAX_FRACTION * all;
  }

  /// The outliers' values where they look like codes of missing values, ascending: one below all
  /// other events, one above, or one on either side, each of two events or more. Else none.
  ///
  /// @param values among which they were found
  public double[] codes(double[] values) {
    boolean repeated = below != 1 && above != 1;
    return repeated && singles(values)
        ? Arrays.stream(values).filter(this::contains).distinct().sorted().toArray()
        : new double[0];
  }

  private boolean singles(double[] values) {
    double[] outside = Arrays.stream(values).filter(this::contains).distinct().limit(3).toArray();
    return outside.length == 1
        || (outside.length == 2
            && Math.min(outside[0], outside[1]) < low
            && Math.max(outside[0], outside[1]) > high);
  }
}

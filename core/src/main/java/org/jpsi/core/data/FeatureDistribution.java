package org.jpsi.core.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.table.EventBlocks;

/// Distribution of a feature in training, in few numbers: its cumulative distribution at some cut
/// points, by groups of events, of each class by number and by weight. Events of any mixture of the
/// groups have a cumulative distribution between the lowest and the highest of theirs.
///
/// @param cuts ascending values, at most 15; none where the distribution is not known
/// @param groups of training events
public record FeatureDistribution(List<Double> cuts, List<Group> groups) {
  /// A distribution that is not known.
  public static final FeatureDistribution UNKNOWN = new FeatureDistribution(List.of(), List.of());

  /// Largest number of cut points.
  public static final int MAX_CUTS = 15;

  // Written to model files: a hundredth of a per cent is less than what is told of a drift.
  private static final int DIGITS = 4;

  /// Group of training events.
  ///
  /// @param events effective number of events, (sum |w|)^2 / sum w^2
  /// @param below fraction of the weight at and below each cut point, ascending, in [0, 1]
  public record Group(double events, List<Double> below) {
    public Group {
      below = List.copyOf(below);
      double last = 0;
      for (double fraction : below) {
        if (!(fraction >= last && fraction <= 1)) {
          throw new IllegalArgumentException(
              "FeatureDistribution: expected ascending fractions up to 1, found " + below);
        }
        last = fraction;
      }
      if (!(events >= 0 && events < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "FeatureDistribution: expected a number of events, found " + events);
      }
    }
  }

  public FeatureDistribution {
    cuts = List.copyOf(cuts);
    groups = List.copyOf(groups);
    for (int k = 0; k < cuts.size(); k++) {
      double before = k == 0 ? Double.NEGATIVE_INFINITY : cuts.get(k - 1);
      if (!(cuts.get(k) > before && cuts.get(k) < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "FeatureDistribution: expected ascending cut points, found " + cuts);
      }
    }
    if (cuts.size() > MAX_CUTS) {
      throw new IllegalArgumentException(
          "FeatureDistribution: expected at most "
              + (MAX_CUTS + " cut points, found " + cuts.size()));
    }
    for (Group group : groups) {
      if (group.below.size() != cuts.size()) {
        throw new IllegalArgumentException(
            "FeatureDistribution: expected a fraction for each of "
                + (cuts.size() + " cut points, found " + group.below.size()));
      }
    }
  }

  /// The distribution of training events.
  ///
  /// @param values finite, or NaN where missing: the distribution is of the others; `[events]`
  /// @param labels class of each event
  /// @param weights physical weights, of either sign, `[events]`
  /// @param sampled indices of the events that are looked at
  public static FeatureDistribution of(
      double[] values, int[] labels, double[] weights, int[] sampled) {
    int[] sample = Arrays.stream(sampled).filter(i -> !Double.isNaN(values[i])).toArray();
    if (sample.length == 0) {
      return UNKNOWN;
    }
    double[] cuts = cuts(Arrays.stream(sample).mapToDouble(i -> values[i]).toArray());
    List<Group> groups = new ArrayList<>();
    int classes = Arrays.stream(sample).map(i -> labels[i]).max().orElse(0) + 1;
    for (int c = 0; c < classes; c++) {
      int label = c;
      int[] own = Arrays.stream(sample).filter(i -> labels[i] == label).toArray();
      if (own.length > 0) {
        Group byNumber = group(values, cuts, own, new double[0]);
        Group byWeight = group(values, cuts, own, weights);
        groups.add(byNumber);
        if (!byWeight.below.equals(byNumber.below)) {
          groups.add(byWeight);
        }
      }
    }
    return new FeatureDistribution(Arrays.stream(cuts).boxed().toList(), groups);
  }

  /// Whether it is known.
  public boolean known() {
    return !cuts.isEmpty();
  }

  private static double[] cuts(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    double[] quantiles =
        IntStream.rangeClosed(1, MAX_CUTS)
            .mapToDouble(k -> values[(int) ((long) n * k / (MAX_CUTS + 1))])
            .toArray();
    // Rounded to what a bin between two of them is wide, so that they are short in a file.
    double width = (quantiles[MAX_CUTS - 1] - quantiles[0]) / MAX_CUTS;
    return Arrays.stream(quantiles).map(cut -> round(cut, width)).distinct().sorted().toArray();
  }

  private static double round(double value, double width) {
    if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
      return value;
    }
    int exponent = (int) StrictMath.floor(StrictMath.log10(width));
    return new BigDecimal(value).setScale(2 - exponent, RoundingMode.HALF_EVEN).doubleValue();
  }

  /// @param weights `[events]`; none for the number of events
  private static Group group(double[] values, double[] cuts, int[] own, double[] weights) {
    double[] magnitude =
        Arrays.stream(own)
            .mapToDouble(i -> weights.length == 0 ? 1 : Math.abs(weights[i]))
            .toArray();
    int n = own.length;
    double all = EventBlocks.sum(n, i -> magnitude[i]);
    if (!(all > 0)) {
      return new Group(0, IntStream.range(0, cuts.length).mapToObj(_ -> 0.0).toList());
    }
    double squares = EventBlocks.sum(n, i -> magnitude[i] / all * (magnitude[i] / all));
    List<Double> below = new ArrayList<>();
    for (double cut : cuts) {
      double at = EventBlocks.sum(n, i -> values[own[i]] <= cut ? magnitude[i] : 0);
      below.add(rounded(Math.min(1, at / all)));
    }
    return new Group(Math.rint(1 / squares), below);
  }

  private static double rounded(double fraction) {
    return BigDecimal.valueOf(fraction).setScale(DIGITS, RoundingMode.HALF_EVEN).doubleValue();
  }
}

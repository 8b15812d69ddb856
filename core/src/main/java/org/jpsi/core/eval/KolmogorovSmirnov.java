package org.jpsi.core.eval;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.jpsi.core.random.Rng;

/// Two-sample Kolmogorov-Smirnov test of weighted samples: the largest difference of their
/// cumulative distributions, and its p-value.
///
/// @param distance the test statistic, the largest |F1 - F2|; negative weights can make it exceed
///   one
/// @param effectiveFirst effective number of events of the first sample, (sum w)^2 / sum w^2
/// @param effectiveSecond effective number of events of the second sample
/// @param pValue probability of a distance at least as large for two samples of one distribution.
///   Of weights of one sign it is Kolmogorov's asymptotic distribution with the effective numbers
///   of events, right where weights do not depend on the value. Where a weight is negative, for
///   which that does not hold, it is (1 + k) / (1 + n) by n permutations of the events, with their
///   weights, between the samples, of which k have a distance as large (Phipson and Smyth, Stat.
///   Appl. Genet. Mol. Biol. 9 (2010) 39): exact where both samples have weights of one
///   distribution. Empty where sums of weights are too near zero for it, or there are more than 2
///   million events.
/// @param permutations n; 0 where none were made
public record KolmogorovSmirnov(
    double distance,
    double effectiveFirst,
    double effectiveSecond,
    OptionalDouble pValue,
    int permutations) {
  private static final int MOST_PERMUTATIONS = 999;
  private static final int FEWEST_PERMUTATIONS = 99;
  // About a second.
  private static final int MOST_DRAWS = 20_000_000;
  private static final int MOST_EVENTS = 2_000_000;

  /// The distance alone, without a p-value.
  ///
  /// @throws IllegalArgumentException as {@link #of}
  public static double distance(
      double[] first, double[] firstWeight, double[] second, double[] secondWeight) {
    return Pooled.of(first, firstWeight, second, secondWeight).distance();
  }

  /// The test. Permutations are always the same, a function of the number of each and of the event.
  ///
  /// @throws IllegalArgumentException where a number is not finite, or a sample has no positive sum
  ///   of weights
  public static KolmogorovSmirnov of(
      double[] first, double[] firstWeight, double[] second, double[] secondWeight) {
    Pooled pooled = Pooled.of(first, firstWeight, second, secondWeight);
    double effectiveA = effective(firstWeight);
    double effectiveB = effective(secondWeight);
    double distance = pooled.distance();
    if (pooled.signed()) {
      int permutations =
          Math.clamp(MOST_DRAWS / pooled.weight.length, FEWEST_PERMUTATIONS, MOST_PERMUTATIONS);
      OptionalDouble p =
          pooled.weight.length > MOST_EVENTS
              ? OptionalDouble.empty()
              : pooled.permuted(distance, permutations);
      return new KolmogorovSmirnov(
          distance, effectiveA, effectiveB, p, p.isPresent() ? permutations : 0);
    }
    double root = Math.sqrt(effectiveA * effectiveB / (effectiveA + effectiveB));
    return new KolmogorovSmirnov(
        distance, effectiveA, effectiveB, OptionalDouble.of(kolmogorov(root * distance)), 0);
  }

  /// Both samples together.
  ///
  /// @param group rank of each event, highest value first; equal values have one
  /// @param groups number of ranks
  /// @param first number of events of the first sample, which come first
  private record Pooled(int[] group, int groups, double[] weight, int first) {
    static Pooled of(double[] first, double[] firstWeight, double[] second, double[] secondWeight) {
      ScoreChecks.lengths("weight", first.length, firstWeight.length);
      ScoreChecks.lengths("weight", second.length, secondWeight.length);
      double[] value = joined(first, second);
      double[] weight = joined(firstWeight, secondWeight);
      ScoreChecks.finite("score", value);
      ScoreChecks.finite("weight", weight);
      ScoreChecks.positive("the first sample", Arrays.stream(firstWeight).sum());
      ScoreChecks.positive("the second sample", Arrays.stream(secondWeight).sum());
      RankStatistics ranks = RankStatistics.of(value);
      return new Pooled(ranks.group(), ranks.size(), weight, first.length);
    }

    private static double[] joined(double[] first, double[] second) {
      double[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      return both;
    }

    boolean signed() {
      return Arrays.stream(weight).anyMatch(w -> w < 0);
    }

    double distance() {
      int[] order = new int[weight.length];
      Arrays.setAll(order, i -> i);
      return distance(order, new double[groups], new double[groups]);
    }

    /// The distance where the first events of an order are the first sample; NaN where a sample has
    /// no positive sum of weights.
    ///
    /// @param a scratch, as `b`
    private double distance(int[] order, double[] a, double[] b) {
      Arrays.fill(a, 0);
      Arrays.fill(b, 0);
      for (int i = 0; i < order.length; i++) {
        double[] of = i < first ? a : b;
        of[group[order[i]]] += weight[order[i]];
      }
      double sumA = 0;
      double sumB = 0;
      for (int g = 0; g < groups; g++) {
        sumA += a[g];
        sumB += b[g];
      }
      if (!(sumA > 0 && sumB > 0)) {
        return Double.NaN;
      }
      double largest = 0;
      double above = 0;
      double otherAbove = 0;
      for (int g = 0; g < groups; g++) {
        above += a[g];
        otherAbove += b[g];
        largest = Math.max(largest, Math.abs(above / sumA - otherAbove / sumB));
      }
      return largest;
    }

    /// The p-value; empty where a tenth of the permutations have no distance.
    OptionalDouble permuted(double found, int permutations) {
      Rng rng = Rng.of(1).child("kolmogorov-smirnov");
      int[] order = new int[weight.length];
      double[] a = new double[groups];
      double[] b = new double[groups];
      int undefined = 0;
      int asLarge = 0;
      for (int p = 0; p < permutations; p++) {
        rng.child(p).permutation(order, 0, order.length);
        double distance = distance(order, a, b);
        undefined += Double.isNaN(distance) ? 1 : 0;
        // sums in another order differ in their last digits
        asLarge += distance >= found * (1 - 1e-12) ? 1 : 0;
      }
      int defined = permutations - undefined;
      return 10 * undefined > permutations
          ? OptionalDouble.empty()
          : OptionalDouble.of((1.0 + asLarge) / (1 + defined));
    }
  }

  private static double effective(double[] weight) {
    double sum = 0;
    double squares = 0;
    for (double w : weight) {
      sum += w;
      squares += w * w;
    }
    return sum * sum / squares;
  }

  /// Kolmogorov's distribution (`TMath::KolmogorovProb` in ROOT), Q(z) = 2 sum_{k >= 1} (-1)^(k-1)
  /// exp(-2 k^2 z^2), and for small z its theta-function form.
  static double kolmogorov(double z) {
    if (z < 0.2) {
      return 1;
    }
    double sum = 0;
    if (z < 1) {
      double q = -Math.PI * Math.PI / (8 * z * z);
      for (int k = 1; k <= 9; k += 2) {
        sum += StrictMath.exp(q * k * k);
      }
      return 1 - StrictMath.sqrt(2 * Math.PI) / z * sum;
    }
    for (int k = 1; k <= 8; k++) {
      double term = StrictMath.exp(-2.0 * k * k * z * z);
      sum += k % 2 == 1 ? term : -term;
    }
    return 2 * sum;
  }
}

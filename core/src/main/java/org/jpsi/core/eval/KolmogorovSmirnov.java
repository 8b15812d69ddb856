package org.jpsi.core.eval;

import java.util.OptionalDouble;

/// Two-sample Kolmogorov-Smirnov test of weighted samples: the largest difference of their
/// cumulative distributions, and its p-value.
///
/// @param distance the test statistic, the largest |F1 - F2|; negative weights can make it exceed
///   one
/// @param effectiveFirst effective number of events of the first sample, (sum w)^2 / sum w^2
/// @param effectiveSecond effective number of events of the second sample
/// @param pValue probability of a distance at least as large for two samples of one distribution,
///   by Kolmogorov's asymptotic distribution with the effective numbers of events; empty where a
///   weight is negative, for which it does not hold
public record KolmogorovSmirnov(
    double distance, double effectiveFirst, double effectiveSecond, OptionalDouble pValue) {

  /// @throws IllegalArgumentException where a number is not finite, or a sample has no positive sum
  ///   of weights
  public static KolmogorovSmirnov of(
      double[] first, double[] firstWeight, double[] second, double[] secondWeight) {
    ScoreChecks.lengths("weight", first.length, firstWeight.length);
    ScoreChecks.lengths("weight", second.length, secondWeight.length);
    int n = first.length + second.length;
    double[] value = new double[n];
    double[] weight = new double[n];
    boolean[] isFirst = new boolean[n];
    System.arraycopy(first, 0, value, 0, first.length);
    System.arraycopy(second, 0, value, first.length, second.length);
    System.arraycopy(firstWeight, 0, weight, 0, first.length);
    System.arraycopy(secondWeight, 0, weight, first.length, second.length);
    java.util.Arrays.fill(isFirst, 0, first.length, true);
    ScoreChecks.finite("score", value);
    ScoreChecks.finite("weight", weight);
    RankStatistics ranks = RankStatistics.of(value);
    double[] a = RankStatistics.cumulate(ranks.sums(isFirst, true, weight, false));
    double[] b = RankStatistics.cumulate(ranks.sums(isFirst, false, weight, false));
    int groups = ranks.size();
    double sumA = ScoreChecks.positive("the first sample", a[groups]);
    double sumB = ScoreChecks.positive("the second sample", b[groups]);
    double largest = 0;
    for (int g = 1; g <= groups; g++) {
      largest = Math.max(largest, Math.abs(a[g] / sumA - b[g] / sumB));
    }
    double effectiveA = effective(sumA, firstWeight);
    double effectiveB = effective(sumB, secondWeight);
    boolean signed = false;
    for (double w : weight) {
      signed |= w < 0;
    }
    double root = Math.sqrt(effectiveA * effectiveB / (effectiveA + effectiveB));
    return new KolmogorovSmirnov(
        largest,
        effectiveA,
        effectiveB,
        signed ? OptionalDouble.empty() : OptionalDouble.of(kolmogorov(root * largest)));
  }

  private static double effective(double sum, double[] weight) {
    double squares = 0;
    for (double w : weight) {
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

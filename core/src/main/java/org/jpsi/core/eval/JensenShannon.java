package org.jpsi.core.eval;

/// Jensen-Shannon divergence of two binned distributions, in bits (Lin, IEEE Trans. Inf. Theory 37,
/// 1991, 145): `JSD = (KL(P, M) + KL(Q, M)) / 2` with `M = (P + Q) / 2`, between 0 for equal ones
/// and 1 for those that share no bin.
final class JensenShannon {
  private JensenShannon() {}

  /// The divergence; NaN where a sum is not positive. A bin of negative content counts as empty.
  ///
  /// @param p contents of bins, of any sum
  /// @param q contents of the same bins
  static double divergence(double[] p, double[] q) {
    double sumP = sum(p);
    double sumQ = sum(q);
    if (!(sumP > 0 && sumQ > 0)) {
      return Double.NaN;
    }
    double nats = 0;
    for (int i = 0; i < p.length; i++) {
      double a = Math.max(0, p[i]) / sumP;
      double b = Math.max(0, q[i]) / sumQ;
      nats += half(a, b) + half(b, a);
    }
    return Math.clamp(nats / StrictMath.log(2), 0, 1);
  }

  private static double half(double a, double b) {
    return a > 0 ? 0.5 * a * StrictMath.log(2 * a / (a + b)) : 0;
  }

  private static double sum(double[] contents) {
    double sum = 0;
    for (double content : contents) {
      sum += Math.max(0, content);
    }
    return sum;
  }

  /// The mean divergence of two samples of one distribution: of statistics alone, to first order.
  ///
  /// @param bins that are not empty
  /// @param first effective number of events
  /// @param second the same of the other sample
  static double ofChance(int bins, double first, double second) {
    return (bins - 1) * (1 / first + 1 / second) / (8 * StrictMath.log(2));
  }
}

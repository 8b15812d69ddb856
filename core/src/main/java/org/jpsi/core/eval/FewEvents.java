package org.jpsi.core.eval;

import java.util.function.DoubleUnaryOperator;

/// Errors of fractions of few events, where the usual estimate, made from the events themselves, is
/// known badly and is zero for a perfect result. The error is then no less than the distance from
/// the estimate to the farther end of a 68 % interval that inverts a test.
final class FewEvents {
  // With as many events on either side, the fraction is close to normal.
  private static final double ENOUGH = 10;

  private FewEvents() {}

  /// The error of a fraction, such as an accuracy or an efficiency.
  ///
  /// The interval is Wilson's (J. Am. Stat. Assoc. 22 (1927) 209), whose coverage is right from the
  /// smallest numbers on (Brown, Cai and DasGupta, Stat. Sci. 16 (2001) 101):
  ///
  /// ```
  /// (p + 1/(2n) +- sqrt(p (1-p) / n + 1/(4n^2))) / (1 + 1/n)
  /// ```
  ///
  /// @param error the usual one
  /// @param events effective number of events
  static double ofFraction(double fraction, double error, double events) {
    double p = Math.clamp(fraction, 0, 1);
    if (!(events > 0) || Math.min(p, 1 - p) * events >= ENOUGH) {
      return error;
    }
    double center = (p + 0.5 / events) / (1 + 1 / events);
    double half = Math.sqrt(p * (1 - p) / events + 0.25 / events / events) / (1 + 1 / events);
    return Math.max(error, Math.abs(center - p) + half);
  }

  /// The error of an AUC.
  ///
  /// The interval is that of Newcombe (Stat. Med. 25 (2006) 559, method 5), the best of those he
  /// compares for few events and for values near 1. It has the AUCs A that are one standard
  /// deviation from the estimate, by the variance of Hanley and McNeil (Radiology 143 (1982) 29) at
  /// A:
  ///
  /// ```
  /// V(A) = A (1-A) (1 + k (1-A)/(2-A) + k A/(1+A)) / (m n),  k = (m+n)/2 - 1
  /// ```
  ///
  /// @param error the usual one
  /// @param m effective number of signal events
  /// @param n effective number of background events
  static double ofAuc(double auc, double error, double m, double n) {
    double a = Math.clamp(auc, 0, 1);
    if (Math.min(a, 1 - a) * Math.min(m, n) >= ENOUGH) {
      return error;
    }
    double signal = Math.max(1, m);
    double background = Math.max(1, n);
    double k = (signal + background) / 2 - 1;
    DoubleUnaryOperator deviation =
        x ->
            Math.sqrt(
                x * (1 - x) * (1 + k * (1 - x) / (2 - x) + k * x / (1 + x)) / signal / background);
    double below = a - end(a, 0, deviation);
    double above = end(a, 1, deviation) - a;
    double least = Math.max(below, above);
    return Double.isNaN(error) ? least : Math.max(error, least);
  }

  // Where the distance from the estimate has become one deviation: halved 60 times.
  private static double end(double a, double limit, DoubleUnaryOperator deviation) {
    double near = a;
    double far = limit;
    for (int i = 0; i < 60; i++) {
      double middle = (near + far) / 2;
      if (Math.abs(middle - a) < deviation.applyAsDouble(middle)) {
        near = middle;
      } else {
        far = middle;
      }
    }
    return near;
  }
}

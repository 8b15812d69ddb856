package org.jpsi.core.eval;

import java.util.Locale;
import org.jpsi.core.task.Task;

/// Area under the ROC curve (AUC) with its statistical error. With signal weights w, background
/// weights v, their sums W and V, and psi(x, y) = 1 where x > y, 1/2 where x = y, 0 else:
///
/// ```
/// A      = sum_ij w_i v_j psi(x_i, y_j) / (W V)
/// P_i    = sum_j v_j psi(x_i, y_j) / V                  fraction of the background below signal event i
/// Q_j    = sum_i w_i psi(x_i, y_j) / W                  fraction of the signal above background event j
/// var(A) = m/(m-1) sum_i (w_i (P_i - A) / W)^2 + n/(n-1) sum_j (v_j (Q_j - A) / V)^2
/// ```
///
/// With equal weights this is the variance of DeLong et al. (Biometrics 44 (1988) 837); m and n
/// count the events of weight other than zero. Only squares of weights enter the variance, so
/// signed weights make the error larger, as they should. With signed weights A may leave [0, 1];
/// the value is the nearer end then.
///
/// Where fewer than ten events are ranked wrong, min(A, 1 - A) min(m, n) < 10 with effective
/// numbers of events (sum w)^2 / sum w^2, that variance is known badly, and is zero for classes
/// that do not overlap: four events in the right order have an AUC of 1.00 +- 0.29. The error is
/// then no less than the distance to the farther end of the 68 % interval of Newcombe (Stat. Med.
/// 25 (2006) 559, method 5).
///
/// @param value A, from 0 to 1
/// @param error one standard deviation
public record Auc(double value, double error) {

  /// @param score of each event, higher for signal; any finite numbers
  /// @param signal which events are signal
  /// @param weight of either sign
  /// @throws IllegalArgumentException where a number is not finite or a class has no positive sum
  ///   of weights
  public static Auc of(double[] score, boolean[] signal, double[] weight) {
    ScoreChecks.lengths("signal", score.length, signal.length);
    ScoreChecks.lengths("weight", score.length, weight.length);
    ScoreChecks.finite("score", score);
    ScoreChecks.finite("weight", weight);
    return of(RankStatistics.of(score), signal, weight);
  }

  /// Whether the AUC is defined: both classes are present, each with a positive sum of weights.
  public static boolean defined(boolean[] signal, double[] weight) {
    double s = 0;
    double b = 0;
    for (int i = 0; i < signal.length; i++) {
      if (signal[i]) {
        s += weight[i];
      } else {
        b += weight[i];
      }
    }
    return s > 0 && b > 0;
  }

  /// Macro-averaged one-vs-rest AUC: the mean over classes with equal importance; the error
  /// accounts for the correlation of AUCs of the same events.
  ///
  /// @param scores `[classes][events]`
  /// @param label class of each event
  public static Auc mean(double[][] scores, int[] label, double[] weight) {
    double value = 0;
    double least = 0;
    double[] influence = new double[label.length];
    for (int c = 0; c < scores.length; c++) {
      ScoreChecks.lengths("scores", label.length, scores[c].length);
      ScoreChecks.finite("score", scores[c]);
      boolean[] signal = OneVsRest.isClass(label, c);
      Components one = components(RankStatistics.of(scores[c]), signal, weight);
      value += one.auc;
      // As if the errors of all classes went together, for events are shared.
      least += one.error(0, signal, weight) / scores.length;
      for (int i = 0; i < influence.length; i++) {
        influence[i] += one.influence[i];
      }
    }
    double sum = 0;
    for (double x : influence) {
      sum += x * x;
    }
    double error = Math.sqrt(sum) / scores.length;
    return new Auc(Math.clamp(value / scores.length, 0, 1), Math.max(error, least));
  }

  /// One standard deviation of the difference of two AUCs of the same events (DeLong et al.): what
  /// both have in common drops out event by event. Of several classes it is that of the means.
  ///
  /// @param first `[outputs][events]`: one row, the score for class 1, or one of each class
  /// @param second other scores of the same events
  static double differenceError(double[][] first, double[][] second, int[] label, double[] weight) {
    double[] influence = new double[label.length];
    for (int c = 0; c < first.length; c++) {
      boolean[] signal = OneVsRest.isClass(label, first.length == 1 ? Task.Binary.SIGNAL : c);
      double[] a = components(RankStatistics.of(first[c]), signal, weight).influence;
      double[] b = components(RankStatistics.of(second[c]), signal, weight).influence;
      for (int i = 0; i < influence.length; i++) {
        influence[i] += a[i] - b[i];
      }
    }
    double sum = 0;
    for (double x : influence) {
      sum += x * x;
    }
    return Math.sqrt(sum) / first.length;
  }

  /// The influence of each event on the AUC: of the same events in other circumstances, those of
  /// the difference add up event by event.
  static double[] influence(double[] score, boolean[] signal, double[] weight) {
    return components(RankStatistics.of(score), signal, weight).influence;
  }

  static Auc of(RankStatistics ranks, boolean[] signal, double[] weight) {
    Components parts = components(ranks, signal, weight);
    double s = 0;
    double b = 0;
    int m = 0;
    int n = 0;
    for (int i = 0; i < signal.length; i++) {
      double square = parts.influence[i] * parts.influence[i];
      if (signal[i]) {
        s += square;
        m += weight[i] != 0 ? 1 : 0;
      } else {
        b += square;
        n += weight[i] != 0 ? 1 : 0;
      }
    }
    double variance = m > 1 && n > 1 ? s * m / (m - 1) + b * n / (n - 1) : Double.NaN;
    double error = parts.error(Math.sqrt(variance), signal, weight);
    return new Auc(Math.clamp(parts.auc, 0, 1), error);
  }

  /// An AUC and the influence of each event on it.
  record Components(double auc, double[] influence) {
    /// The error, not less than few events leave it.
    double error(double usual, boolean[] signal, double[] weight) {
      double[] sum = new double[2];
      double[] squares = new double[2];
      for (int i = 0; i < signal.length; i++) {
        int c = signal[i] ? 1 : 0;
        sum[c] += weight[i];
        squares[c] += weight[i] * weight[i];
      }
      double m = sum[1] * sum[1] / squares[1];
      return FewEvents.ofAuc(auc, usual, m, sum[0] * sum[0] / squares[0]);
    }
  }

  /// The AUC and its influence function at each event: w_i (P_i - A) / W, or v_j (Q_j - A) / V.
  static Components components(RankStatistics ranks, boolean[] signal, double[] weight) {
    double[] s = ranks.sums(signal, true, weight, false);
    double[] b = ranks.sums(signal, false, weight, false);
    double[] above = RankStatistics.cumulate(s);
    double[] backgroundAbove = RankStatistics.cumulate(b);
    int groups = ranks.size();
    double w = ScoreChecks.positive("the signal", above[groups]);
    double v = ScoreChecks.positive("the background", backgroundAbove[groups]);
    double area = 0;
    for (int g = 0; g < groups; g++) {
      area += b[g] * (above[g] + 0.5 * s[g]);
    }
    double auc = area / w / v;
    double[] influence = new double[signal.length];
    for (int i = 0; i < influence.length; i++) {
      int g = ranks.group()[i];
      influence[i] =
          signal[i]
              ? weight[i] * ((v - backgroundAbove[g] - 0.5 * b[g]) / v - auc) / w
              : weight[i] * ((above[g] + 0.5 * s[g]) / w - auc) / v;
    }
    return new Components(auc, influence);
  }

  /// The value with its error, as many digits as the error has meaning: `0.8123 ± 0.0031`.
  @Override
  public String toString() {
    if (!(error > 0)) {
      return String.format(Locale.ROOT, "%.4f", value);
    }
    int digits = (int) Math.clamp(1 - Math.floor(StrictMath.log10(error)), 2, 8);
    return String.format(Locale.ROOT, "%." + digits + "f ± %." + digits + "f", value, error);
  }
}

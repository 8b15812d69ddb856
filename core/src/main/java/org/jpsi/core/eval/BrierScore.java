package org.jpsi.core.eval;

import org.jpsi.core.table.EventBlocks;

/// Brier score (Brier, Monthly Weather Review 78 (1950) 1): the mean squared difference of the
/// predicted probabilities and what came out, weighted, with its statistical error.
///
/// ```
/// b_i = (p_i - y_i)^2                  two classes, p the probability of class 1; 0 <= b <= 1
/// b_i = sum_k (p_ik - [y_i = k])^2     several classes;                           0 <= b <= 2
/// B   = sum w b / sum w,    var(B) = sum w^2 (b - B)^2 / (sum w)^2
/// ```
///
/// Lower is better, and the true probabilities have the lowest. An event adds at most its weight
/// (or twice that), whatever is predicted: with weights of both signs the score stays an estimate
/// with a finite error, where a logarithmic loss has no lower bound.
///
/// @param value B
/// @param error one standard deviation of B
public record BrierScore(double value, double error) {

  /// @param probability `[1][events]` of class 1, or `[classes][events]`
  /// @param label class of each event
  /// @param weight of either sign
  /// @throws IllegalArgumentException where a number is not finite, or the weights have no positive
  ///   sum
  public static BrierScore of(double[][] probability, int[] label, double[] weight) {
    for (double[] one : probability) {
      ScoreChecks.lengths("probability", label.length, one.length);
      ScoreChecks.finite("probability", one);
    }
    ScoreChecks.lengths("weight", label.length, weight.length);
    ScoreChecks.finite("weight", weight);
    double[] squares = new double[label.length];
    for (int i = 0; i < squares.length; i++) {
      for (int k = 0; k < probability.length; k++) {
        boolean own = probability.length == 1 ? label[i] == 1 : label[i] == k;
        double d = probability[k][i] - (own ? 1 : 0);
        squares[i] += d * d;
      }
    }
    return mean(squares, weight);
  }

  /// The weighted mean of bounded figures of events, with its error.
  ///
  /// @param figure of each event
  /// @param weight of either sign, with a positive sum
  static BrierScore mean(double[] figure, double[] weight) {
    int n = figure.length;
    double sum = ScoreChecks.positive("all events", PartMetrics.sum(weight));
    double mean = EventBlocks.sum(n, i -> weight[i] * figure[i]) / sum;
    double variance =
        EventBlocks.sum(
            n,
            i -> {
              double pull = weight[i] * (figure[i] - mean);
              return pull * pull;
            });
    return new BrierScore(mean, Math.sqrt(variance) / sum);
  }
}

package org.jpsi.core.eval;

import java.util.Arrays;

/// Confusion matrix of weighted events, with the accuracy.
///
/// @param sum `[true class][predicted class]`, sums of weights
/// @param accuracy sum of weights on the diagonal over the sum of all weights; with weights of both
///   signs the nearer end of [0, 1] where it would leave it
/// @param error one standard deviation of the accuracy; where fewer than ten events, effectively,
///   are named right or wrong, no less than the distance to the farther end of Wilson's interval
public record ConfusionMatrix(double[][] sum, double accuracy, double error) {

  /// The confusion matrix of events of unit weight.
  public static ConfusionMatrix of(int[] predicted, int[] label, int classes) {
    double[] ones = new double[label.length];
    Arrays.fill(ones, 1);
    return of(predicted, label, ones, classes);
  }

  /// @param predicted predicted class of each event
  /// @param label true class of each event
  /// @param weight of either sign
  /// @throws IllegalArgumentException where a label is not a class, a weight is not finite, or the
  ///   weights have no positive sum
  public static ConfusionMatrix of(int[] predicted, int[] label, double[] weight, int classes) {
    ScoreChecks.lengths("label", predicted.length, label.length);
    ScoreChecks.lengths("weight", predicted.length, weight.length);
    ScoreChecks.labels(predicted, classes);
    ScoreChecks.labels(label, classes);
    ScoreChecks.finite("weight", weight);
    double[][] sum = new double[classes][classes];
    double all = 0;
    double right = 0;
    double squaresRight = 0;
    double squaresWrong = 0;
    for (int i = 0; i < label.length; i++) {
      double w = weight[i];
      sum[label[i]][predicted[i]] += w;
      all += w;
      if (label[i] == predicted[i]) {
        right += w;
        squaresRight += w * w;
      } else {
        squaresWrong += w * w;
      }
    }
    double accuracy = right / ScoreChecks.positive("all events", all);
    double wrong = 1 - accuracy;
    double variance = squaresRight * wrong * wrong + squaresWrong * accuracy * accuracy;
    double events = all * all / (squaresRight + squaresWrong);
    double error = FewEvents.ofFraction(accuracy, Math.sqrt(variance) / all, events);
    return new ConfusionMatrix(sum, Math.clamp(accuracy, 0, 1), error);
  }

  /// The predicted class: that of the highest score (argmax); of equal scores the first.
  ///
  /// @param scores `[classes][events]`
  public static int[] argmax(double[][] scores) {
    int[] predicted = new int[scores[0].length];
    for (int i = 0; i < predicted.length; i++) {
      for (int c = 1; c < scores.length; c++) {
        if (scores[c][i] > scores[predicted[i]][i]) {
          predicted[i] = c;
        }
      }
    }
    return predicted;
  }

  /// The predicted class of a binary score: 1 where it is above the cut, else 0.
  public static int[] threshold(double[] score, double cut) {
    int[] predicted = new int[score.length];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = score[i] > cut ? 1 : 0;
    }
    return predicted;
  }

  /// The matrix normalized by row, to fractions of the true class; NaN for a class without a
  /// positive sum of weights.
  public double[][] normalized() {
    double[][] fraction = new double[sum.length][sum.length];
    for (int t = 0; t < sum.length; t++) {
      double row = 0;
      for (double w : sum[t]) {
        row += w;
      }
      for (int p = 0; p < sum.length; p++) {
        fraction[t][p] = row > 0 ? sum[t][p] / row : Double.NaN;
      }
    }
    return fraction;
  }
}

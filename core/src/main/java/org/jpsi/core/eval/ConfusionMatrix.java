package org.jpsi.core.eval;

import java.util.Arrays;

/// Which class events are taken for, weighted.
///
/// @param sum `[true class][predicted class]`, summed weights
/// @param accuracy the weight on the diagonal over all weight
/// @param error one standard deviation of the accuracy
public record ConfusionMatrix(double[][] sum, double accuracy, double error) {

  /// Of events that all count as one.
  public static ConfusionMatrix of(int[] predicted, int[] label, int classes) {
    double[] ones = new double[label.length];
    Arrays.fill(ones, 1);
    return of(predicted, label, ones, classes);
  }

  /// @param predicted class of each event as predicted
  /// @param label class of each event
  /// @param weight of either sign
  /// @throws IllegalArgumentException where a label is no class, a weight not finite, or the
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
    return new ConfusionMatrix(sum, accuracy, Math.sqrt(variance) / all);
  }

  /// The class of the highest score; of equal ones the first.
  ///
  /// @param scores `[classes][events]`
  public static int[] highest(double[][] scores) {
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

  /// Class 1 where the score is above the cut, else 0.
  public static int[] above(double[] score, double cut) {
    int[] predicted = new int[score.length];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = score[i] > cut ? 1 : 0;
    }
    return predicted;
  }

  /// Row by row as fractions of the true class; a class without a positive sum of weights gives
  /// NaN.
  public double[][] fractions() {
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

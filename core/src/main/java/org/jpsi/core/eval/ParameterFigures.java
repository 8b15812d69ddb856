package org.jpsi.core.eval;

import java.util.List;
import java.util.Optional;

/// Figures of a parametrised model (Baldi et al., arXiv:1601.07913) at values of its parameter: the
/// signal of each against all background events, scored as if their value were that one.
///
/// @param name of the parameter
/// @param unit empty for none
/// @param grouped whether a point is the median of signal events of a range of values
/// @param points ascending
public record ParameterFigures(String name, String unit, boolean grouped, List<Point> points) {
  public ParameterFigures {
    points = List.copyOf(points);
  }

  /// Point of the parameter.
  ///
  /// @param events number of signal events
  /// @param auc with its error; empty where a class has no positive sum of weights
  public record Point(double value, int events, Optional<Auc> auc) {
    /// @param score of each event
    /// @param weight of each event
    /// @param signal events of this point, indices
    /// @param scoreAt of each background event, at this value
    /// @param background events, indices
    public static Point of(
        double value,
        double[] score,
        double[] weight,
        int[] signal,
        double[] scoreAt,
        int[] background) {
      int n = signal.length + background.length;
      double[] scores = new double[n];
      double[] weights = new double[n];
      boolean[] isSignal = new boolean[n];
      for (int i = 0; i < signal.length; i++) {
        scores[i] = score[signal[i]];
        weights[i] = weight[signal[i]];
        isSignal[i] = true;
      }
      for (int i = 0; i < background.length; i++) {
        scores[signal.length + i] = scoreAt[i];
        weights[signal.length + i] = weight[background[i]];
      }
      return new Point(
          value,
          signal.length,
          Auc.defined(isSignal, weights)
              ? Optional.of(Auc.of(scores, isSignal, weights))
              : Optional.empty());
    }
  }
}

package org.jpsi.core.eval;

import java.util.List;
import java.util.Optional;

/// Figures of a parametrised model (Baldi et al., arXiv:1601.07913) at values of its parameters:
/// the signal of each point against all background events, scored as if their values were those.
///
/// @param parameters one or more
/// @param points ascending by the first parameter, then by the next
/// @param omitted number of further points, without figures
public record ParameterFigures(List<Parameter> parameters, List<Point> points, int omitted) {
  public ParameterFigures {
    parameters = List.copyOf(parameters);
    points = List.copyOf(points);
  }

  /// Parameter of the signal.
  ///
  /// @param name of the feature
  /// @param unit empty for none
  /// @param grouped whether a value is the median of signal events of a range of values
  public record Parameter(String name, String unit, boolean grouped) {}

  /// Point of the parameters.
  ///
  /// @param values of each parameter
  /// @param events number of signal events
  /// @param auc with its error; empty where a class has no positive sum of weights
  public record Point(List<Double> values, int events, Optional<Auc> auc) {
    public Point {
      values = List.copyOf(values);
    }

    /// @param values of each parameter
    /// @param score of each event
    /// @param weight of each event
    /// @param signal events of this point, indices
    /// @param scoreAt of each background event, at this value
    /// @param background events, indices
    public static Point of(
        List<Double> values,
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
          values,
          signal.length,
          Auc.defined(isSignal, weights)
              ? Optional.of(Auc.of(scores, isSignal, weights))
              : Optional.empty());
    }
  }
}

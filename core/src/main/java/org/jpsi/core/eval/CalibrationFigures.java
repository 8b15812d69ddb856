package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.model.ScoreCalibration;
import org.jpsi.core.task.Task;

/// Calibration of a run's scores, fitted to the validation events, and how good it is on the test
/// events.
///
/// @param fit of the map
/// @param mixture fraction of each class for which probabilities are given, in the order of the
///   task
/// @param calibration empty where there is none
/// @param curves of each probability: that of the signal, or of each class; none where there is no
///   calibration
/// @param before the same for the scores as they were trained, for the same mixture
public record CalibrationFigures(
    CalibrationFit fit,
    List<Double> mixture,
    Optional<ScoreCalibration> calibration,
    List<CalibrationCurve> curves,
    List<CalibrationCurve> before) {
  private static final int BINS = 10;

  public CalibrationFigures {
    mixture = List.copyOf(mixture);
    curves = List.copyOf(curves);
    before = List.copyOf(before);
  }

  /// Fits and evaluates.
  ///
  /// @param isotonic of two classes: an isotonic map in place of the logistic one
  /// @param mixture fraction of each class, in the order of the task
  public static CalibrationFigures of(
      Task task,
      ScoredEvents validation,
      ScoredEvents test,
      boolean isotonic,
      List<Double> mixture) {
    CalibrationFit fit =
        isotonic ? CalibrationFit.isotonic(validation) : CalibrationFit.logistic(task, validation);
    if (fit.map().isEmpty()) {
      return new CalibrationFigures(fit, mixture, Optional.empty(), List.of(), List.of());
    }
    ScoreCalibration calibration = new ScoreCalibration(fit.map().get(), mixture);
    ScoreCalibration.CalibrationMap identity =
        task instanceof Task.Binary
            ? new ScoreCalibration.Platt(1, 0)
            : new ScoreCalibration.Temperature(1, mixture.size());
    return new CalibrationFigures(
        fit,
        mixture,
        Optional.of(calibration),
        curves(task, validation, test, calibration),
        curves(task, validation, test, new ScoreCalibration(identity, mixture)));
  }

  private static List<CalibrationCurve> curves(
      Task task, ScoredEvents validation, ScoredEvents test, ScoreCalibration by) {
    double[][] chosen = probabilities(validation, by);
    double[][] found = probabilities(test, by);
    List<CalibrationCurve> curves = new ArrayList<>();
    for (int k = 0; k < found.length; k++) {
      int one = Evaluation.label(task, k);
      curves.add(
          CalibrationCurve.of(
              found[k],
              one,
              test.label(),
              test.weight(),
              by.mixture(),
              edges(chosen[k], validation.label(), one)));
    }
    return curves;
  }

  /// Edges that give bins of equal numbers of events, of the class and of the rest alike.
  private static double[] edges(double[] probability, int[] label, int one) {
    int own = 0;
    for (int each : label) {
      own += each == one ? 1 : 0;
    }
    double ofOwn = 0.5 / Math.max(1, own);
    double ofRest = 0.5 / Math.max(1, label.length - own);
    Integer[] order = new Integer[label.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(probability[a], probability[b]));
    List<Double> edges = new ArrayList<>();
    double below = 0;
    for (int i : order) {
      double p = probability[i];
      if (below >= (edges.size() + 1.0) / BINS && (edges.isEmpty() || p > edges.getLast())) {
        edges.add(p);
      }
      below += label[i] == one ? ofOwn : ofRest;
    }
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[][] probabilities(ScoredEvents events, ScoreCalibration by) {
    int width = events.scores().length;
    int n = events.events();
    double[] rows = new double[n * width];
    for (int k = 0; k < width; k++) {
      for (int i = 0; i < n; i++) {
        rows[i * width + k] = events.scores()[k][i];
      }
    }
    double[] p = by.probabilities(rows);
    double[][] columns = new double[width][n];
    for (int k = 0; k < width; k++) {
      for (int i = 0; i < n; i++) {
        columns[k][i] = p[i * width + k];
      }
    }
    return columns;
  }
}

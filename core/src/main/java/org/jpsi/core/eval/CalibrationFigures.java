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
/// @param fit of the map; of folds without errors, which each fold's has
/// @param folds fit of each fold; none where there are no folds
/// @param mixture fraction of each class for which probabilities are given, in the order of the
///   task
/// @param calibration empty where there is none
/// @param curves of each probability: that of the signal, or of each class; none where there is no
///   calibration
/// @param before the same for the scores as they were trained, for the same mixture
public record CalibrationFigures(
    CalibrationFit fit,
    List<CalibrationFit> folds,
    List<Double> mixture,
    Optional<ScoreCalibration> calibration,
    List<CalibrationCurve> curves,
    List<CalibrationCurve> before) {
  private static final int BINS = 10;

  public CalibrationFigures {
    folds = List.copyOf(folds);
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
    return of(
        task,
        fit(task, validation, isotonic),
        List.of(),
        new FoldScores(validation, new int[0]),
        new FoldScores(test, new int[0]),
        mixture);
  }

  private static CalibrationFit fit(Task task, ScoredEvents events, boolean isotonic) {
    return isotonic ? CalibrationFit.isotonic(events) : CalibrationFit.logistic(task, events);
  }

  /// The same of folds: each fits a map to its own validation events, for the events that it tests.
  /// The curves are of all of them together.
  ///
  /// @param each validation events of each fold
  /// @param validation all of them, each scored by the fold that it validates
  /// @param validatedBy fold that each of those validates
  /// @param test all events, each scored by the fold that tests it
  /// @param testedBy that fold
  public static CalibrationFigures ofFolds(
      Task task,
      List<ScoredEvents> each,
      ScoredEvents validation,
      int[] validatedBy,
      ScoredEvents test,
      int[] testedBy,
      boolean isotonic,
      List<Double> mixture) {
    List<CalibrationFit> folds = each.stream().map(fold -> fit(task, fold, isotonic)).toList();
    return of(
        task,
        together(folds),
        folds,
        new FoldScores(validation, validatedBy),
        new FoldScores(test, testedBy),
        mixture);
  }

  private static CalibrationFit together(List<CalibrationFit> folds) {
    for (int f = 0; f < folds.size(); f++) {
      if (folds.get(f).map().isEmpty()) {
        return new CalibrationFit(
            Optional.empty(), List.of(), "in fold " + f + " " + folds.get(f).reason());
      }
    }
    List<ScoreCalibration.CalibrationMap> maps =
        folds.stream().flatMap(fold -> fold.map().stream()).toList();
    return new CalibrationFit(Optional.of(new ScoreCalibration.ByFold(maps)), List.of(), "");
  }

  /// Scored events and the fold that scored each.
  private record FoldScores(ScoredEvents events, int[] foldOf) {}

  private static CalibrationFigures of(
      Task task,
      CalibrationFit fit,
      List<CalibrationFit> folds,
      FoldScores validation,
      FoldScores test,
      List<Double> mixture) {
    if (fit.map().isEmpty()) {
      return new CalibrationFigures(fit, folds, mixture, Optional.empty(), List.of(), List.of());
    }
    ScoreCalibration calibration = new ScoreCalibration(fit.map().get(), mixture);
    ScoreCalibration.CalibrationMap identity =
        task instanceof Task.Binary
            ? new ScoreCalibration.Platt(1, 0)
            : new ScoreCalibration.Temperature(1, mixture.size());
    return new CalibrationFigures(
        fit,
        folds,
        mixture,
        Optional.of(calibration),
        curves(task, validation, test, calibration),
        curves(task, validation, test, new ScoreCalibration(identity, mixture)));
  }

  private static List<CalibrationCurve> curves(
      Task task, FoldScores validation, FoldScores test, ScoreCalibration by) {
    double[][] chosen = probabilities(validation, by);
    double[][] found = probabilities(test, by);
    List<CalibrationCurve> curves = new ArrayList<>();
    for (int k = 0; k < found.length; k++) {
      int one = Evaluation.label(task, k);
      curves.add(
          CalibrationCurve.of(
              found[k],
              one,
              test.events.label(),
              test.events.weight(),
              by.mixture(),
              edges(chosen[k], validation.events.label(), one)));
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

  private static double[][] probabilities(FoldScores of, ScoreCalibration by) {
    ScoredEvents events = of.events;
    int width = events.scores().length;
    int n = events.events();
    double[] rows = new double[n * width];
    for (int k = 0; k < width; k++) {
      for (int i = 0; i < n; i++) {
        rows[i * width + k] = events.scores()[k][i];
      }
    }
    double[] p = by.probabilities(rows, of.foldOf);
    double[][] columns = new double[width][n];
    for (int k = 0; k < width; k++) {
      for (int i = 0; i < n; i++) {
        columns[k][i] = p[i * width + k];
      }
    }
    return columns;
  }
}

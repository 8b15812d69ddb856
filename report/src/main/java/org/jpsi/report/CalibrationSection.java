package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.CalibrationCurve;
import org.jpsi.core.eval.CalibrationFigures;
import org.jpsi.core.eval.CalibrationFit;
import org.jpsi.core.model.ScoreCalibration;
import org.jpsi.core.task.Task;

/// Calibration section of the report: the map from scores to probabilities, and how far these are
/// off.
final class CalibrationSection {
  private final Task task;
  private final CalibrationFigures found;
  private final HtmlPage page;

  CalibrationSection(Task task, CalibrationFigures found, HtmlPage page) {
    this.task = task;
    this.found = found;
    this.page = page;
  }

  void write(List<FigureResult> figures) {
    page.section("calibration", "Calibration").heading(2, "Calibration of the score");
    page.part("Calibration", this::map);
    if (!figures.isEmpty()) {
      page.figures(figures, "");
      page.part("Calibration error", this::errors);
    }
  }

  private String mixture() {
    List<String> parts = new ArrayList<>();
    for (int c = 0; c < found.mixture().size(); c++) {
      parts.add(
          format(
              "%s %% %s",
              Formatting.brief(100 * found.mixture().get(c)), task.classNames().get(c)));
    }
    return String.join(", ", parts);
  }

  private void map() {
    if (found.calibration().isEmpty()) {
      page.text(
          format(
              "There is no calibration: %s. The model has no column of probabilities.",
              found.fit().reason()));
      return;
    }
    if (!found.folds().isEmpty()) {
      page.text(
          format(
              "Probabilities for a mixture of %s, by a map of each fold, fitted to the validation"
                  + " events of its own model: of an event, that of the fold that tests it; of one"
                  + " in no fold, the mean of all. The score stays as trained; the column `%s`"
                  + " stands beside it in the file of scores and in those of `jpsi apply`.",
              mixture(), task.scoreNames("probability").getFirst()));
      List<List<String>> rows = new ArrayList<>();
      for (int f = 0; f < found.folds().size(); f++) {
        rows.add(List.of(Integer.toString(f), words(found.folds().get(f))));
      }
      page.table(List.of("fold", "map"), rows);
      return;
    }
    page.text(
        format(
            "Probabilities for a mixture of %s: %s, fitted to validation events. The score stays as"
                + " trained; the column `%s` stands beside it in the file of scores and in those of"
                + " `jpsi apply`.",
            mixture(), words(found.fit()), task.scoreNames("probability").getFirst()));
  }

  private static String words(CalibrationFit fit) {
    List<Double> errors = fit.errors();
    return switch (fit.map().orElseThrow()) {
      case ScoreCalibration.Platt platt ->
          format(
              "logit p = a logit s + b + ln(S/B) with a = %s and b = %s",
              Formatting.withError(platt.slope(), errors.get(0)),
              Formatting.withError(platt.offset(), errors.get(1)));
      case ScoreCalibration.Isotonic isotonic ->
          format("an isotonic map of %d knots", isotonic.scores().size());
      case ScoreCalibration.Temperature temperature ->
          format(
              "p proportional to the score to the power %s (one over the temperature) and the"
                  + " fraction of the class",
              Formatting.withError(temperature.slope(), errors.getFirst()));
      case ScoreCalibration.ByFold by -> format("a map of each of %d folds", by.folds().size());
    };
  }

  private void errors() {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < found.curves().size(); k++) {
      CalibrationCurve curve = found.curves().get(k);
      rows.add(
          List.of(
              task.scoreNames("probability").get(k),
              Formatting.brief(curve.expectedError()),
              Formatting.brief(curve.ofChance()),
              Formatting.brief(found.before().get(k).expectedError())));
    }
    page.table(
        List.of(
            "probability",
            "expected calibration error",
            "by the statistics of the events alone",
            "of the score before"),
        rows);
    page.soft(
        "The expected calibration error is the mean distance of probability and fraction over the"
            + " bins of the curve, by their shares of the mixture, of the test events.");
  }
}

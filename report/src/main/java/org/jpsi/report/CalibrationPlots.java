package org.jpsi.report;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.CalibrationCurve;
import org.jpsi.core.eval.CalibrationFigures;
import org.jpsi.core.task.Task;

/// Reliability curves: how often a class is the true one, against its probability.
final class CalibrationPlots {
  private CalibrationPlots() {}

  static List<FigureTask> of(ReportData run) {
    if (run.figures().calibration().isEmpty()) {
      return List.of();
    }
    CalibrationFigures found = run.figures().calibration().get();
    List<FigureTask> tasks = new ArrayList<>();
    for (int k = 0; k < found.curves().size(); k++) {
      CalibrationCurve curve = found.curves().get(k);
      CalibrationCurve before = found.before().get(k);
      String name =
          run.task() instanceof Task.Binary binary
              ? binary.signal()
              : run.task().classNames().get(k);
      tasks.add(
          FigureTask.plot(
              "reliability-" + (k + 1),
              "Reliability of the probability of " + name,
              k == 0
                  ? "Test events in the stated mixture, with one standard deviation; grey: the"
                      + " score before, for the same mixture."
                  : "",
              "Fraction of " + name + " against its probability, in bins.",
              () -> curve(curve, before, name)));
    }
    return tasks;
  }

  private static PlotSpec curve(CalibrationCurve curve, CalibrationCurve before, String name) {
    double most = 0;
    for (CalibrationCurve each : List.of(curve, before)) {
      for (CalibrationCurve.CurveBin bin : each.bins()) {
        most = Math.max(most, Math.max(bin.probability(), bin.fraction() + bin.error()));
      }
    }
    double top = most > 0.5 ? 1 : most * 1.05;
    PlotSpec plot =
        PlotSpec.of(480, 400)
            .axes("probability of " + name, "fraction of " + name)
            .scale("x", "limits", List.of(0, top), "expand", List.of(0.01, 0))
            .scale("y", "limits", List.of(0, top), "expand", List.of(0.01, 0));
    plot.layer(
        "segment",
        PlotSpec.map("x", List.of(0), "y", List.of(0), "a", List.of(top), "b", List.of(top)),
        PlotSpec.map("x", "x", "y", "y", "xend", "a", "yend", "b"),
        "color",
        PlotSpec.FAINT,
        "size",
        0.8);
    points(plot, before, top, Palette.GREY);
    points(plot, curve, top, Palette.BLUE);
    return plot;
  }

  private static void points(PlotSpec plot, CalibrationCurve curve, double top, String color) {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    for (CalibrationCurve.CurveBin bin : curve.bins()) {
      // Signed weights may carry a fraction over the frame.
      x.add(Math.clamp(bin.probability(), 0, top));
      y.add(Math.clamp(bin.fraction(), 0, top));
      low.add(Math.clamp(bin.fraction() - bin.error(), 0, top));
      high.add(Math.clamp(bin.fraction() + bin.error(), 0, top));
    }
    plot.layer(
            "segment",
            PlotSpec.map("x", x, "low", low, "high", high),
            PlotSpec.map("x", "x", "xend", "x", "y", "low", "yend", "high"),
            "color",
            color,
            "size",
            0.8)
        .layer(
            "point",
            PlotSpec.map("x", x, "y", y),
            PlotSpec.map("x", "x", "y", "y"),
            "color",
            color,
            "size",
            2.5);
  }
}

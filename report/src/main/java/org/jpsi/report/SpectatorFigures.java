package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.eval.CutEfficiencies;
import org.jpsi.core.eval.Efficiency;
import org.jpsi.core.eval.SpectatorEfficiencies;
import org.jpsi.core.task.Task;

/// Spectator figures: the efficiency of a cut, and the mean score, in bins of each spectator.
final class SpectatorFigures {
  private SpectatorFigures() {}

  static List<FigureTask> of(ReportData run) {
    List<FigureTask> tasks = new ArrayList<>();
    if (run.figures().efficiencies().isPresent() && run.task() instanceof Task.Binary task) {
      CutEfficiencies found = run.figures().efficiencies().get();
      // one cut is shown: the one of the significance, or the middle one
      int shown =
          found.cuts().getLast().asked().isEmpty()
              ? found.cuts().size() - 1
              : found.cuts().size() / 2;
      for (int k = 0; k < found.spectators().size(); k++) {
        SpectatorEfficiencies one = found.spectators().get(k);
        tasks.add(
            FigureTask.plot(
                "efficiency-" + (k + 1),
                "Efficiency against " + one.name(),
                format(
                    "Of the cut score ≥ %.4f, test events, with one standard deviation.",
                    found.cuts().get(shown).cut()),
                format("Efficiency of a cut in bins of %s, signal and background.", one.name()),
                () -> efficiency(task, one, shown)));
        tasks.add(
            FigureTask.plot(
                "profile-" + (k + 1),
                "Score against " + one.name(),
                "Mean score of test events, with one standard deviation of the mean.",
                format("Mean score in bins of %s, signal and background.", one.name()),
                () -> profile(task, one)));
      }
    }
    return tasks;
  }

  private static PlotSpec efficiency(Task.Binary task, SpectatorEfficiencies one, int cut) {
    Points points = new Points(one);
    for (Side side : sides(task, one)) {
      List<Optional<Efficiency>> bins = side.figures.efficiency().get(cut);
      for (int b = 0; b < bins.size(); b++) {
        if (bins.get(b).isPresent()) {
          points.add(b, bins.get(b).get().value(), bins.get(b).get().error(), side.name);
        }
      }
    }
    return points.plot(task, "efficiency");
  }

  private static PlotSpec profile(Task.Binary task, SpectatorEfficiencies one) {
    Points points = new Points(one);
    for (Side side : sides(task, one)) {
      List<Optional<SpectatorEfficiencies.MeanScore>> bins = side.figures.score();
      for (int b = 0; b < bins.size(); b++) {
        if (bins.get(b).isPresent()) {
          points.add(b, bins.get(b).get().value(), bins.get(b).get().error(), side.name);
        }
      }
    }
    return points.plot(task, "mean score");
  }

  private record Side(String name, SpectatorEfficiencies.ClassFigures figures) {}

  private static List<Side> sides(Task.Binary task, SpectatorEfficiencies one) {
    return List.of(
        new Side(task.background(), one.background()), new Side(task.signal(), one.signal()));
  }

  /// Points with error bars in bins of a spectator.
  private static final class Points {
    private final SpectatorEfficiencies of;
    private final List<Object> x = new ArrayList<>();
    private final List<Object> left = new ArrayList<>();
    private final List<Object> right = new ArrayList<>();
    private final List<Object> y = new ArrayList<>();
    private final List<Object> low = new ArrayList<>();
    private final List<Object> high = new ArrayList<>();
    private final List<Object> c = new ArrayList<>();

    Points(SpectatorEfficiencies of) {
      this.of = of;
    }

    void add(int bin, double value, double error, String name) {
      // Signed weights may carry a figure over the frame.
      double at = Math.clamp(value, 0, 1);
      x.add(of.binning().center(bin));
      left.add(of.binning().edge(bin));
      right.add(of.binning().edge(bin + 1));
      y.add(at);
      low.add(Math.clamp(value - error, 0, 1));
      high.add(Math.clamp(value + error, 0, 1));
      c.add(name);
    }

    PlotSpec plot(Task.Binary task, String axis) {
      Map<String, Object> data =
          PlotSpec.map("x", x, "l", left, "r", right, "y", y, "low", low, "high", high, "c", c);
      return PlotSpec.of(480, 360)
          .axes(Formatting.withUnit(of.name(), of.unit()), axis)
          .scale("x", "expand", List.of(0.01, 0))
          .scale("y", "limits", List.of(0, 1), "expand", List.of(0.01, 0))
          .colors(List.of(task.background(), task.signal()), Palette.classes(task))
          .layer(
              "segment",
              data,
              PlotSpec.map("x", "l", "xend", "r", "y", "y", "yend", "y", "color", "c"),
              "size",
              0.8)
          .layer(
              "segment",
              data,
              PlotSpec.map("x", "x", "xend", "x", "y", "low", "yend", "high", "color", "c"),
              "size",
              0.8)
          .layer("point", data, PlotSpec.map("x", "x", "y", "y", "color", "c"), "size", 2.5);
    }
  }
}

package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.eval.CutScan;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.task.Task;

/// ROC figures: ROC curves and background rejection, and efficiency, purity and significance
/// against the cut.
final class RocFigures {
  private RocFigures() {}

  static List<FigureTask> rocs(ReportData run) {
    Evaluation evaluation = run.evaluation();
    List<Curve> curves = curves(run);
    if (curves.isEmpty()) {
      return List.of();
    }
    boolean many = !(run.task() instanceof Task.Binary);
    String part = evaluation.evaluated().part().id();
    String band =
        " The bands are one standard deviation"
            + (many
                ? "."
                : "; circles mark 1, 10 and 30 % background; dashed: training events"
                    + (run.members().isPresent() ? ", held out by one member each." : "."));
    return List.of(
        FigureTask.plot(
            "roc",
            many ? "ROC, each class against the rest" : "ROC",
            format("Signal efficiency against background efficiency, %s events.", part) + band,
            "ROC curve with its error band: " + words(curves),
            () -> roc(curves, many)),
        FigureTask.plot(
            "rejection",
            many ? "Rejection, each class against the rest" : "Background rejection",
            "The same curve seen at low background: one over the background efficiency,"
                + " logarithmic, down to ten background events.",
            "Background rejection against signal efficiency on a logarithmic axis.",
            () -> rejection(curves)));
  }

  /// ROC curve of one score.
  ///
  /// @param least the lowest background efficiency worth showing: ten events' worth
  private record Curve(String name, String color, Roc roc, Optional<Roc> train, double least) {}

  private static String words(List<Curve> curves) {
    StringBuilder words = new StringBuilder();
    for (Curve curve : curves) {
      words
          .append(words.isEmpty() ? "" : ", ")
          .append(curve.name)
          .append(" AUC ")
          .append(Formatting.withError(curve.roc.auc().value(), curve.roc.auc().error()));
    }
    return words.append('.').toString();
  }

  private static List<Curve> curves(ReportData run) {
    Evaluation evaluation = run.evaluation();
    List<Curve> curves = new ArrayList<>();
    List<String> colors = Palette.classes(run.task());
    for (int c = 0; c < evaluation.rocs().size(); c++) {
      Optional<Roc> roc = evaluation.rocs().get(c);
      int one = Evaluation.label(run.task(), c);
      if (roc.isPresent()) {
        curves.add(
            new Curve(
                run.task().classNames().get(one),
                colors.get(one),
                roc.get(),
                evaluation.trainingOnly() ? Optional.empty() : evaluation.trainRocs().get(c),
                evaluation.minBackgroundEfficiency(c)));
      }
    }
    return curves;
  }

  private static PlotSpec roc(List<Curve> curves, boolean many) {
    PlotSpec plot = frame(curves).axes("background efficiency", "signal efficiency");
    plot.scale("x", "limits", List.of(0, 1), "expand", List.of(0.01, 0));
    plot.scale("y", "limits", List.of(0, 1.0), "expand", List.of(0.01, 0));
    plot.layer(
        "segment",
        PlotSpec.map("x", List.of(0), "y", List.of(0), "a", List.of(1), "b", List.of(1)),
        PlotSpec.map("x", "x", "y", "y", "xend", "a", "yend", "b"),
        "color",
        PlotSpec.FAINT,
        "size",
        0.8);
    for (Curve curve : curves) {
      Map<String, Object> data = data(curve, curve.roc);
      plot.layer(
          "ribbon",
          data,
          PlotSpec.map("x", "x", "ymin", "low", "ymax", "high", "fill", "c"),
          "alpha",
          0.25,
          "size",
          0);
      if (!many && curve.train.isPresent()) {
        plot.layer(
            "path",
            data(curve, curve.train.get()),
            PlotSpec.map("x", "x", "y", "y"),
            "color",
            Palette.GREY,
            "linetype",
            "dashed",
            "size",
            0.8);
      }
      plot.layer("path", data, PlotSpec.map("x", "x", "y", "y", "color", "c"), "size", 1.3);
      if (!many) {
        plot.layer(
            "point",
            PlotSpec.map(
                "x", curve.roc.workingPoints().stream().map(w -> (Object) w.background()).toList(),
                "y", curve.roc.workingPoints().stream().map(w -> (Object) w.signal()).toList()),
            PlotSpec.map("x", "x", "y", "y"),
            "shape",
            21,
            "fill",
            "white",
            "color",
            curve.color,
            "size",
            3.5);
      }
    }
    if (!many) {
      Roc roc = curves.getFirst().roc;
      plot.layer(
          "text",
          PlotSpec.map(
              "x", List.of(0.97),
              "y", List.of(0.06),
              "t", List.of("AUC = " + Formatting.withError(roc.auc().value(), roc.auc().error()))),
          PlotSpec.map("x", "x", "y", "y", "label", "t"),
          "hjust",
          "right",
          "size",
          6.5,
          "color",
          PlotSpec.INK);
    }
    return plot;
  }

  /// Curves of several models over each other.
  static PlotSpec overlay(List<String> names, List<Roc> rocs) {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < rocs.size(); i++) {
      curves.add(new Curve(names.get(i), Palette.next(i), rocs.get(i), Optional.empty(), 0));
    }
    return roc(curves, true);
  }

  private static PlotSpec frame(List<Curve> curves) {
    PlotSpec plot =
        PlotSpec.of(480, 400)
            .colors(
                curves.stream().map(Curve::name).toList(),
                curves.stream().map(Curve::color).toList());
    return curves.size() == 1 ? plot.theme("legend_position", "none") : plot;
  }

  private static Map<String, Object> data(Curve curve, Roc roc) {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    List<Object> c = new ArrayList<>();
    for (Roc.RocPoint p : roc.curve()) {
      // Signed weights may carry the curve over its frame.
      x.add(Math.clamp(p.background(), 0, 1));
      y.add(Math.clamp(p.signal(), 0, 1));
      low.add(Math.clamp(p.signal() - p.error(), 0, 1));
      high.add(Math.clamp(p.signal() + p.error(), 0, 1));
      c.add(curve.name);
    }
    return PlotSpec.map("x", x, "y", y, "low", low, "high", high, "c", c);
  }

  private static PlotSpec rejection(List<Curve> curves) {
    PlotSpec plot =
        frame(curves)
            .axes("signal efficiency", "1 / background efficiency")
            .scale("x", "limits", List.of(0, 1), "expand", List.of(0.01, 0))
            .scale("y", "trans", "log10");
    for (Curve curve : curves) {
      List<Object> x = new ArrayList<>();
      List<Object> y = new ArrayList<>();
      List<Object> c = new ArrayList<>();
      for (Roc.RocPoint p : curve.roc.curve()) {
        if (p.background() >= curve.least && p.signal() > 0) {
          x.add(Math.min(1, p.signal()));
          y.add(Math.max(1, 1 / p.background()));
          c.add(curve.name);
        }
      }
      plot.layer(
          "path",
          PlotSpec.map("x", x, "y", y, "c", c),
          PlotSpec.map("x", "x", "y", "y", "color", "c"),
          "size",
          1.3);
    }
    return plot;
  }

  static List<FigureTask> cuts(ReportData run) {
    Evaluation evaluation = run.evaluation();
    if (evaluation.cuts().isEmpty()) {
      return List.of();
    }
    CutScan scan = evaluation.cuts().get();
    List<FigureTask> tasks = new ArrayList<>();
    tasks.add(
        FigureTask.plot(
            "cuts",
            "Efficiency and purity",
            "What a cut, score ≥ value, keeps of signal and background, and the purity S / (S + B)"
                + " at the weights given.",
            "Signal efficiency, background efficiency and purity against the cut on the score.",
            () -> efficiencies(scan)));
    if (run.description().weightsAreYields()) {
      tasks.add(
          FigureTask.plot(
              "significance",
              "Expected significance",
              format(
                  "Yields of the %s events scaled up to the whole sample. The dashed line marks the"
                      + " highest Asimov significance, less its statistical error, that leaves ten"
                      + " effective background events;"
                      + " no systematic uncertainty.",
                  evaluation.evaluated().part().id()),
              "Expected significance against the cut on the score.",
              () -> significance(scan)));
    }
    return tasks;
  }

  private static PlotSpec efficiencies(CutScan scan) {
    List<String> names = List.of("signal efficiency", "background efficiency", "purity");
    Lines lines = new Lines();
    for (CutScan.CutPoint p : scan.points()) {
      lines.add(p.cut(), p.efficiency(), names.get(0));
      lines.add(p.cut(), p.background(), names.get(1));
      // Where signed weights leave a negative yield, a purity has no meaning.
      boolean sensible = p.purity() >= 0 && p.purity() <= 1;
      lines.add(p.cut(), sensible ? p.purity() : Double.NaN, names.get(2));
    }
    return PlotSpec.of(480, 360)
        .axes("cut on the score", "fraction")
        .scale("x", "expand", List.of(0.01, 0))
        .scale("y", "limits", List.of(0, 1), "expand", List.of(0.01, 0))
        .colors(names, List.of(Palette.BLUE, Palette.VERMILLION, Palette.GREEN))
        .layer("line", lines.data(), lines.mapping(), "size", 1.3);
  }

  private static PlotSpec significance(CutScan scan) {
    List<String> names = List.of("Asimov", "S / √(S + B)");
    Lines lines = new Lines();
    for (CutScan.CutPoint p : scan.points()) {
      // With fewer background events the curves show little but chance.
      boolean enough = p.effectiveBackground() >= 5;
      lines.add(p.cut(), enough ? p.asimov() : Double.NaN, names.get(0));
      lines.add(p.cut(), enough ? p.significance() : Double.NaN, names.get(1));
    }
    PlotSpec plot =
        PlotSpec.of(480, 360)
            .axes("cut on the score", "standard deviations")
            .scale("x", "expand", List.of(0.01, 0))
            .colors(names, List.of(Palette.BLUE, Palette.VERMILLION));
    scan.best()
        .ifPresent(best ->
            plot.layer(
                "vline",
                PlotSpec.map(),
                PlotSpec.map(),
                "xintercept",
                best.cut(),
                "color",
                PlotSpec.INK,
                "linetype",
                "dashed",
                "size",
                0.7));
    return plot.layer("line", lines.data(), lines.mapping(), "size", 1.3);
  }

  /// Data of several curves over one axis.
  private static final class Lines {
    private final List<Object> x = new ArrayList<>();
    private final List<Object> y = new ArrayList<>();
    private final List<Object> c = new ArrayList<>();

    void add(double atX, double atY, String name) {
      if (Double.isFinite(atY)) {
        x.add(atX);
        y.add(atY);
        c.add(name);
      }
    }

    Map<String, Object> data() {
      return PlotSpec.map("x", x, "y", y, "c", c);
    }

    Map<String, Object> mapping() {
      return PlotSpec.map("x", "x", "y", "y", "color", "c");
    }
  }
}

package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.FeatureImportance;
import org.jpsi.core.eval.FeatureImportances;
import org.jpsi.core.eval.PartialDependence;
import org.jpsi.core.task.Task;

/// Figures of the importance of features: bars of the losses, and the dependence of the scores on
/// the leading features.
final class ImportancePlots {
  private static final int MOST_BARS = 20;
  private static final int MOST_CHARACTERS = 24;
  private static final int LINE_HEIGHT = 24;
  private static final int AXIS_HEIGHT = 100;

  private ImportancePlots() {}

  static List<FigureTask> of(ReportData run) {
    List<FigureTask> tasks = new ArrayList<>();
    run.figures()
        .studies()
        .importances()
        .ifPresent(found -> {
          tasks.add(bars(found));
          for (int d = 0; d < found.dependences().size(); d++) {
            tasks.add(dependence(run.task(), found.dependences().get(d), d));
          }
        });
    return tasks;
  }

  private static FigureTask bars(FeatureImportances found) {
    List<FeatureImportance> shown =
        found.permuted().subList(0, Math.min(MOST_BARS, found.permuted().size()));
    return FigureTask.plot(
        "importance",
        "Importance of features",
        "What the " + found.figure() + " loses without a feature's values, one standard deviation.",
        "Bars of the importance of features, the largest at the top: "
            + String.join("; ", shown.stream().map(FeatureImportance::name).toList())
            + ".",
        () -> bars(found.figure(), shown));
  }

  private static PlotSpec bars(String figure, List<FeatureImportance> shown) {
    List<Object> places = new ArrayList<>();
    List<Object> names = new ArrayList<>();
    List<Object> left = new ArrayList<>();
    List<Object> right = new ArrayList<>();
    List<Object> bottom = new ArrayList<>();
    List<Object> top = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    for (int k = shown.size() - 1; k >= 0; k--) {
      FeatureImportance each = shown.get(k);
      places.add(-(double) k);
      names.add(brief(each.name()));
      left.add(Math.min(0, each.loss()));
      right.add(Math.max(0, each.loss()));
      bottom.add(-k - 0.35);
      top.add(-k + 0.35);
      low.add(each.loss() - each.error());
      high.add(each.loss() + each.error());
    }
    return PlotSpec.of(480, AXIS_HEIGHT + LINE_HEIGHT * shown.size())
        .axes("loss of " + figure, "")
        .scale("y", "breaks", places, "labels", names, "expand", List.of(0.02, 0))
        .scale("x", "expand", List.of(0.02, 0))
        .layer(
            "rect",
            PlotSpec.map("x", left, "xx", right, "y", bottom, "yy", top),
            PlotSpec.map("xmin", "x", "xmax", "xx", "ymin", "y", "ymax", "yy"),
            "fill",
            Palette.BLUE,
            "size",
            0)
        .layer(
            "segment",
            PlotSpec.map("x", low, "xx", high, "y", places),
            PlotSpec.map("x", "x", "xend", "xx", "y", "y", "yend", "y"),
            "color",
            PlotSpec.INK,
            "size",
            0.8);
  }

  private static String brief(String name) {
    return name.codePointCount(0, name.length()) > MOST_CHARACTERS
        ? name.substring(0, name.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "\u2026"
        : name;
  }

  private static FigureTask dependence(Task task, PartialDependence of, int number) {
    String axis = of.outputs().size() == 1 ? score(task) : "mean score";
    return FigureTask.plot(
        "dependence-" + (number + 1),
        of.feature(),
        number == 0
            ? "Mean score of the events, each with this feature set to the value, all others as"
                + " they are; the band holds the scores of 68 % of the events."
            : "",
        format("The mean score against %s, with the spread over events.", of.feature()),
        () -> of.names().isEmpty() ? lines(task, of, axis) : categories(task, of, axis));
  }

  private static String score(Task task) {
    return task instanceof Task.Regression regression
        ? Formatting.withUnit(
            regression.targets().getFirst().name(), regression.targets().getFirst().unit())
        : "score";
  }

  private static List<String> names(Task task) {
    return switch (task) {
      case Task.Binary binary -> List.of(binary.signal());
      case Task.Multiclass classes -> classes.classes();
      case Task.Regression targets -> targets.targets().stream().map(Task.Target::name).toList();
    };
  }

  private static PlotSpec frame(Task task, PartialDependence of, String axis) {
    List<String> colors = new ArrayList<>();
    for (int k = 0; k < of.outputs().size(); k++) {
      colors.add(Palette.next(k));
    }
    PlotSpec plot = PlotSpec.of(340, 250).axes("", axis).colors(names(task), colors);
    return of.outputs().size() == 1 ? plot.theme("legend_position", "none") : plot;
  }

  private static PlotSpec lines(Task task, PartialDependence of, String axis) {
    AxisOffset offset = AxisOffset.of(of.values().getFirst(), of.values().getLast());
    List<Object> x = of.values().stream().map(v -> (Object) offset.at(v)).toList();
    PlotSpec plot = frame(task, of, axis).axes(offset.title(of.feature(), of.unit()), axis);
    if (of.outputs().size() == 1) {
      PartialDependence.Curve curve = of.outputs().getFirst();
      plot.layer(
          "ribbon",
          PlotSpec.map("x", x, "low", curve.low(), "high", curve.high()),
          PlotSpec.map("x", "x", "ymin", "low", "ymax", "high"),
          "fill",
          Palette.BLUE,
          "alpha",
          0.2,
          "size",
          0);
    }
    for (int k = 0; k < of.outputs().size(); k++) {
      String name = names(task).get(k);
      List<Object> c = of.values().stream().map(_ -> (Object) name).toList();
      plot.layer(
              "line",
              PlotSpec.map("x", x, "y", of.outputs().get(k).mean(), "c", c),
              PlotSpec.map("x", "x", "y", "y", "color", "c"),
              "size",
              1.3)
          .layer(
              "point",
              PlotSpec.map("x", x, "y", of.outputs().get(k).mean(), "c", c),
              PlotSpec.map("x", "x", "y", "y", "color", "c"),
              "size",
              1.5,
              "show_legend",
              false);
    }
    return plot;
  }

  private static PlotSpec categories(Task task, PartialDependence of, String axis) {
    List<Object> places = new ArrayList<>();
    List<Object> words = new ArrayList<>();
    for (int v = 0; v < of.values().size(); v++) {
      places.add((double) v);
      words.add(brief(of.names().get(v)));
    }
    PlotSpec plot =
        frame(task, of, axis)
            .axes(of.feature(), axis)
            .scale("x", "breaks", places, "labels", words);
    for (int k = 0; k < of.outputs().size(); k++) {
      String name = names(task).get(k);
      PartialDependence.Curve curve = of.outputs().get(k);
      List<Object> c = of.values().stream().map(_ -> (Object) name).toList();
      plot.layer(
              "linerange",
              PlotSpec.map("x", places, "low", curve.low(), "high", curve.high(), "c", c),
              PlotSpec.map("x", "x", "ymin", "low", "ymax", "high", "color", "c"),
              "alpha",
              0.4,
              "show_legend",
              false)
          .layer(
              "point",
              PlotSpec.map("x", places, "y", curve.mean(), "c", c),
              PlotSpec.map("x", "x", "y", "y", "color", "c"),
              "size",
              2.5);
    }
    return plot;
  }
}

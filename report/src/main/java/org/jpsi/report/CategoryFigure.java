package org.jpsi.report;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.Distributions;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.task.Task;

/// Figure of a feature that is text: horizontal bars, the fraction of the events of each class in
/// each category, with statistical errors. The first category is at the top.
final class CategoryFigure {
  // Of a name; longer ones would leave no room for the bars.
  private static final int MOST_CHARACTERS = 16;
  private static final int WIDTH = 340;
  private static final int LEAST_HEIGHT = 250;
  private static final int AXIS_HEIGHT = 90;
  private static final int LINE_HEIGHT = 16;
  // Of the height of a line, by the bars of all classes.
  private static final double FILLED = 0.8;

  private CategoryFigure() {}

  /// @param names of the categories, a bin of the distributions each
  static PlotSpec plot(Task task, List<String> names, Distributions found) {
    List<String> classes = task.classNames();
    List<String> groups = classes.isEmpty() ? List.of("events") : classes;
    List<Object> places = new ArrayList<>();
    List<Object> words = new ArrayList<>();
    for (int k = names.size() - 1; k >= 0; k--) {
      places.add(-(double) k);
      words.add(shown(names.get(k)));
    }
    PlotSpec plot =
        PlotSpec.of(WIDTH, Math.max(LEAST_HEIGHT, AXIS_HEIGHT + LINE_HEIGHT * names.size()))
            .axes("fraction", "")
            .scale("y", "breaks", places, "labels", words, "expand", List.of(0.01, 0))
            .scale("x", "expand", List.of(0.02, 0))
            .colors(groups, Palette.classes(task));
    if (classes.isEmpty()) {
      plot.theme("legend_position", "none");
    }
    Bars bars = new Bars();
    double thickness = FILLED / groups.size();
    for (int g = 0; g < groups.size(); g++) {
      if (found.train().get(g).isPresent()) {
        Histogram h = found.train().get(g).get();
        for (int k = 0; k < names.size(); k++) {
          double top = FILLED / 2 - k - g * thickness;
          bars.add(groups.get(g), h.content(k), h.error(k), top - thickness, top);
        }
      }
    }
    return bars.layers(plot);
  }

  private static String shown(String name) {
    if (name.isEmpty()) {
      return "(empty)";
    }
    int end =
        name.codePointCount(0, name.length()) > MOST_CHARACTERS
            ? name.offsetByCodePoints(0, MOST_CHARACTERS - 1)
            : name.length();
    return end == name.length() ? name : name.substring(0, end) + "\u2026";
  }

  /// Columns of the layers' data.
  private static final class Bars {
    private final List<Object> left = new ArrayList<>();
    private final List<Object> right = new ArrayList<>();
    private final List<Object> bottom = new ArrayList<>();
    private final List<Object> top = new ArrayList<>();
    private final List<Object> low = new ArrayList<>();
    private final List<Object> high = new ArrayList<>();
    private final List<Object> middle = new ArrayList<>();
    private final List<Object> group = new ArrayList<>();

    void add(String of, double share, double error, double from, double to) {
      left.add(Math.min(0, share));
      right.add(Math.max(0, share));
      bottom.add(from);
      top.add(to);
      low.add(share - error);
      high.add(share + error);
      middle.add((from + to) / 2);
      group.add(of);
    }

    PlotSpec layers(PlotSpec plot) {
      return plot.layer(
              "rect",
              PlotSpec.map("x", left, "xx", right, "y", bottom, "yy", top, "c", group),
              PlotSpec.map("xmin", "x", "xmax", "xx", "ymin", "y", "ymax", "yy", "fill", "c"),
              "size",
              0)
          .layer(
              "segment",
              PlotSpec.map("x", low, "xx", high, "y", middle),
              PlotSpec.map("x", "x", "xend", "xx", "y", "y", "yend", "y"),
              "color",
              PlotSpec.INK,
              "size",
              0.7,
              "show_legend",
              false);
    }
  }
}

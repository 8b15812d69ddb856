package org.jpsi.report;

import static org.jpsi.report.Words.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How training went, epoch by epoch.
final class LearningFigures {
  private LearningFigures() {}

  static List<Sketch> of(RunReport run) {
    List<Sketch> sketches = new ArrayList<>();
    RunReport.Learning learning = run.learning();
    boolean network = run.network().byGradients();
    String step = run.network().step();
    // What is fitted in one go has no curve.
    if (learning.epochs().isEmpty() || (!network && learning.epochs().size() == 1)) {
      return sketches;
    }
    sketches.add(
        Sketch.plot(
            "loss",
            "Loss",
            "Mean loss per event with the training weights. "
                + (network
                    ? "That of training events is taken while the network learns, with dropout, and"
                        + " may lie above that of validation events. The dashed line marks the"
                        + " epoch whose weights were kept."
                    : "The dashed line marks the last round that was kept."),
            say(
                "Training and validation loss against the %s; %s %d was kept.",
                step, step, learning.best()),
            () -> losses(learning, step)));
    if (learning.epochs().stream().anyMatch(e -> Double.isFinite(e.metric()))) {
      sketches.add(
          Sketch.plot(
              "metric",
              learning.metric() + " on validation events",
              say("The same %ss, seen by the metric.", step),
              say("%s of the validation events against the %s.", learning.metric(), step),
              () -> metric(learning, step)));
    }
    return sketches;
  }

  private static Plot losses(RunReport.Learning learning, String step) {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> c = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> colors = new ArrayList<>();
    add(learning, RunReport.Epoch::trainLoss, "training", x, y, c);
    names.add("training");
    colors.add(Palette.GREY);
    int before = x.size();
    add(learning, RunReport.Epoch::validationLoss, "validation", x, y, c);
    if (x.size() > before) {
      names.add("validation");
      colors.add(Palette.BLUE);
    }
    return curves(learning, step, "loss", Plot.map("x", x, "y", y, "c", c)).colors(names, colors);
  }

  private static Plot metric(RunReport.Learning learning, String step) {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> c = new ArrayList<>();
    add(learning, RunReport.Epoch::metric, "validation", x, y, c);
    return curves(learning, step, learning.metric(), Plot.map("x", x, "y", y, "c", c))
        .colors(List.of("validation"), List.of(Palette.BLUE))
        .theme("legend_position", "none");
  }

  private static void add(
      RunReport.Learning learning,
      ToDoubleFunction<RunReport.Epoch> value,
      String name,
      List<Object> x,
      List<Object> y,
      List<Object> c) {
    for (RunReport.Epoch epoch : learning.epochs()) {
      double v = value.applyAsDouble(epoch);
      if (Double.isFinite(v)) {
        x.add(epoch.epoch());
        y.add(v);
        c.add(name);
      }
    }
  }

  private static Plot curves(
      RunReport.Learning learning, String step, String axis, Map<String, Object> data) {
    Map<String, Object> mapping = Plot.map("x", "x", "y", "y", "color", "c");
    int last = learning.epochs().getLast().epoch();
    Plot plot =
        Plot.of(480, 340)
            .axes(step, axis)
            .scale("x", "limits", List.of(1, Math.max(2, last)), "expand", List.of(0.03, 0));
    if (learning.best() >= 1) {
      plot.layer(
          "vline",
          Plot.map(),
          Plot.map(),
          "xintercept",
          learning.best(),
          "color",
          Plot.INK,
          "linetype",
          "dashed",
          "size",
          0.7);
    }
    plot.layer("line", data, mapping, "size", 1.3);
    if (last <= 40) {
      plot.layer("point", data, mapping, "size", 2);
    }
    return plot;
  }
}

package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;

/// Learning curves: loss and metric of each epoch.
final class LearningFigures {
  private LearningFigures() {}

  static List<FigureTask> of(ReportData run) {
    List<FigureTask> tasks = new ArrayList<>();
    History history = run.evaluation().history();
    String metric = run.training().metric();
    boolean network = run.byGradients();
    String step = run.step();
    // What is fitted in one go has no curve.
    if (history.epochs().isEmpty() || (!network && history.epochs().size() == 1)) {
      return tasks;
    }
    tasks.add(
        FigureTask.plot(
            "loss",
            "Loss",
            "Mean loss per event with the training weights. "
                + (network ? ofEpochs(run) : "The dashed line marks the last round that was kept."),
            format(
                "Training and %s loss against the %s; %s %d was kept.",
                run.judging().name(), step, step, history.bestEpoch()),
            () -> losses(history, step, run.judging().curve())));
    if (history.epochs().stream().anyMatch(e -> Double.isFinite(e.metric()))) {
      tasks.add(
          FigureTask.plot(
              "metric",
              format("%s on %s events", metric, run.judging().name()),
              format("The same %ss, seen by the metric.", step),
              format("%s of the %s events against the %s.", metric, run.judging().name(), step),
              () -> metric(history, metric, step, run.judging().curve())));
    }
    return tasks;
  }

  private static String ofEpochs(ReportData run) {
    String dropout = run.dropout() ? ", with dropout" : "";
    return run.judging().ofMembers()
        ? "Training: the mean over members, taken while they learn"
            + dropout
            + ". Held out: the training events, each seen by the one member that held it out; the"
            + " mean of all members does better. The dashed line marks the epoch whose weights were"
            + " kept, one for all members."
        : "That of training events is taken while the network learns"
            + (dropout.isEmpty() ? "" : dropout + ",")
            + " and may lie above that of validation events. The dashed line marks the epoch whose"
            + " weights were kept.";
  }

  private static PlotSpec losses(History history, String step, String judging) {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> c = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> colors = new ArrayList<>();
    add(history, Epoch::trainLoss, "training", x, y, c);
    names.add("training");
    colors.add(Palette.GREY);
    int before = x.size();
    add(history, Epoch::validationLoss, judging, x, y, c);
    if (x.size() > before) {
      names.add(judging);
      colors.add(Palette.BLUE);
    }
    return curves(history, step, "loss", PlotSpec.map("x", x, "y", y, "c", c))
        .colors(names, colors);
  }

  private static PlotSpec metric(History history, String metric, String step, String judging) {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> c = new ArrayList<>();
    add(history, Epoch::metric, judging, x, y, c);
    return curves(history, step, metric, PlotSpec.map("x", x, "y", y, "c", c))
        .colors(List.of(judging), List.of(Palette.BLUE))
        .theme("legend_position", "none");
  }

  private static void add(
      History history,
      ToDoubleFunction<Epoch> value,
      String name,
      List<Object> x,
      List<Object> y,
      List<Object> c) {
    for (Epoch epoch : history.epochs()) {
      double v = value.applyAsDouble(epoch);
      if (Double.isFinite(v)) {
        x.add(epoch.number());
        y.add(v);
        c.add(name);
      }
    }
  }

  private static PlotSpec curves(
      History history, String step, String axis, Map<String, Object> data) {
    Map<String, Object> mapping = PlotSpec.map("x", "x", "y", "y", "color", "c");
    int last = history.epochs().getLast().number();
    PlotSpec plot =
        PlotSpec.of(480, 340)
            .axes(step, axis)
            .scale("x", "limits", List.of(1, Math.max(2, last)), "expand", List.of(0.03, 0));
    if (history.bestEpoch() >= 1) {
      plot.layer(
          "vline",
          PlotSpec.map(),
          PlotSpec.map(),
          "xintercept",
          history.bestEpoch(),
          "color",
          PlotSpec.INK,
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

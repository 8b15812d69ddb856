package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Metrics of one model on each part of the events.
///
/// @param name of the model
/// @param heldOut of an ensemble, metrics of the training events as one member each held them out;
///   those of the part TRAIN are of one member that was trained on the event then
record MetricsTable(
    String name, SequencedMap<Part, PartMetrics> parts, Optional<PartMetrics> heldOut) {

  /// A line for each model, with its metrics on the test events, or on validation or training
  /// events where there are none.
  static List<String> lines(Task task, List<MetricsTable> models) {
    int longest = models.stream().mapToInt(model -> model.name().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (MetricsTable model : models) {
      lines.add(model.name() + " ".repeat(longest + 2 - model.name().length()) + model.line(task));
    }
    return lines;
  }

  private String line(Task task) {
    Part evaluatedPart = Part.TRAIN;
    for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
      evaluatedPart = parts.containsKey(part) ? part : evaluatedPart;
    }
    List<String> words = new ArrayList<>();
    PartMetrics evaluated = parts.get(evaluatedPart);
    if (evaluated != null) {
      if (task instanceof Task.Regression regression) {
        boolean single = regression.targets().size() == 1;
        for (Task.Target target : regression.targets()) {
          String of = single ? "" : "_" + target.name();
          String named = single ? "" : target.name().replace("%", "%%") + ": ";
          add(words, named + "RMSE %.4g", evaluated, "rmse" + of);
          add(words, "MAE %.4g", evaluated, "mae" + of);
          add(words, "bias %.2g", evaluated, "bias" + of);
        }
      } else {
        add(words, "AUC %.4f", evaluated, "auc");
        add(words, "± %.4f", evaluated, "auc_error");
        add(words, " accuracy %.4f", evaluated, "accuracy");
      }
      add(words, " loss %.4f", evaluated, "loss");
    }
    words.add(" on " + evaluatedPart.id() + " events");
    PartMetrics train = parts.get(Part.TRAIN);
    if (heldOut.isPresent()) {
      List<String> out = new ArrayList<>();
      add(out, "(AUC %.4f of one member, held out)", heldOut.get(), "auc");
      add(out, "(RMSE %.4g of one member, held out)", heldOut.get(), "rmse");
      out.stream().findFirst().ifPresent(words::add);
    } else if (train != null && evaluatedPart != Part.TRAIN) {
      List<String> before = new ArrayList<>();
      add(before, "(AUC %.4f in training)", train, "auc");
      add(before, "(RMSE %.4g in training)", train, "rmse");
      before.stream().findFirst().ifPresent(words::add);
    }
    return String.join(" ", words);
  }

  private static void add(List<String> words, String format, PartMetrics summary, String figure) {
    summary.value(figure).ifPresent(value -> words.add(String.format(Locale.ROOT, format, value)));
  }
}

package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jpsi.core.eval.FoldFigures;
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

  /// The table of a fold, of the events that it tests alone.
  static MetricsTable ofFold(String name, PartMetrics test) {
    SequencedMap<Part, PartMetrics> parts = new LinkedHashMap<>();
    parts.put(Part.TEST, test);
    return new MetricsTable(name, parts, Optional.empty());
  }

  /// The spread over folds of the metrics that lines have, in words.
  static String spread(Task task, FoldFigures folds) {
    SequencedMap<String, Double> spreads = folds.spreads();
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, String> one : names(task).entrySet()) {
      Double value = spreads.get(one.getKey());
      if (value != null) {
        words.add(String.format(Locale.ROOT, "%s %.2g", one.getValue(), value));
      }
    }
    return "spread over folds: "
        + String.join(", ", words)
        + "; no error, for their training events are largely the same";
  }

  private static Map<String, String> names(Task task) {
    Map<String, String> names = new LinkedHashMap<>();
    if (task instanceof Task.Regression regression) {
      boolean single = regression.targets().size() == 1;
      for (Task.Target target : regression.targets()) {
        names.put(
            single ? "rmse" : "rmse_" + target.name(), single ? "RMSE" : target.name() + ": RMSE");
      }
    } else {
      names.put("auc", "AUC");
      names.put("accuracy", "accuracy");
    }
    names.put("loss", "loss");
    return names;
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

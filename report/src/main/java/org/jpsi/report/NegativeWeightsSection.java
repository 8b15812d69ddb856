package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jpsi.core.eval.FeatureClosure;
import org.jpsi.core.eval.NegativeWeightFigures;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.WeightClosure;

/// Section of the report about negative weights that the training changed.
///
/// @param page that it is written to
record NegativeWeightsSection(NegativeWeightFigures figures, HtmlPage page) {
  private static final List<String> SHOWN = List.of("auc", "accuracy", "brier");

  /// Whether the training had other weights than the events.
  static boolean isChanged(NegativeWeightFigures figures) {
    return !List.of("keep", "nonnegative").contains(figures.treatment());
  }

  /// Sentence on what the training made of negative weights.
  static String words(NegativeWeightFigures figures) {
    return switch (figures.treatment()) {
      case "ignore" -> "The training left events of negative weight out.";
      case "absolute" -> "The training took the magnitudes of weights.";
      case "refine" ->
          "The training took the magnitudes of weights times 2 g(x) − 1, where networks learned"
              + " g(x), the probability of a positive weight (arXiv:2505.03724).";
      case "nonnegative" ->
          "The training kept their signs, and lowered no class's loss of a batch below zero"
              + " (arXiv:1703.00593).";
      default -> "The training kept their signs.";
    };
  }

  /// @param plots distributions with both weights
  void write(List<FigureResult> plots) {
    page.section("negative-weights", "Negative weights").heading(2, "Negative weights");
    page.text(
        words(figures)
            + " Each sample keeps the sum of its training weights. All other figures of this page"
            + " have the weights as they are.");
    page.part("Samples with negative weights", this::samples);
    if (figures.worst().isPresent()) {
      page.part("Closure", () -> closure(plots));
    }
    if (!figures.compared().isEmpty()) {
      page.part("Treatments side by side", this::compared);
    }
  }

  private void samples() {
    List<List<String>> rows = new ArrayList<>();
    for (NegativeWeightFigures.SampleWeights one : figures.samples()) {
      rows.add(
          List.of(
              one.sample(),
              Formatting.count(one.events()),
              Formatting.count(one.negative()),
              format("%.3g %%", 100 * one.share()),
              Formatting.count(Math.round(one.effective())),
              Formatting.count(Math.round(one.effectiveChanged())),
              format("%.2g %%", 100 * one.clipped())));
    }
    page.table(
        List.of(
            "sample", "events", "negative", "of Σ|w|", "effective", "as trained", "set to zero"),
        rows);
    page.soft(
        "Training events. The effective number of events is (Σw)² / Σw², of the weights as they are"
            + " and as trained; set to zero is what would have a negative weight in the training,"
            + " of Σ|w|.");
  }

  private void closure(List<FigureResult> plots) {
    page.heading(3, "Closure: the same distributions with both weights?");
    List<String> head = new ArrayList<>(List.of("feature"));
    boolean several = figures.classes().size() > 1;
    for (String name : figures.classes()) {
      head.add(several ? name + ": χ² / degrees" : "χ² / degrees");
    }
    List<List<String>> rows = new ArrayList<>();
    for (FeatureClosure feature : figures.closure()) {
      List<String> row = new ArrayList<>(List.of(feature.feature()));
      for (Optional<WeightClosure> test : feature.tests()) {
        row.add(test.map(NegativeWeightsSection::words).orElse("–"));
      }
      rows.add(row);
    }
    page.table(head, rows);
    NegativeWeightFigures.Worst worst = figures.worst().orElseThrow();
    page.text(
        worst.closes()
            ? format(
                "The worst of %d is that of %s%s, p = %s, as chance has it.",
                worst.tests(),
                worst.feature(),
                of(worst.className()),
                chance(worst.test().pValue()))
            : format(
                "It does not close: in %s%s p is %s, of %d tests. The training sees another"
                    + " distribution than there is.%s",
                worst.feature(),
                of(worst.className()),
                chance(worst.test().pValue()),
                worst.tests(),
                figures.treatment().equals("refine")
                    ? ""
                    : " The share of negative weights depends on the features:"
                        + " `negativeWeights: refine` is for that."));
    page.soft(
        "χ² is the sum over bins of (Σd)² / Σd², where d is the difference of an event's two"
            + " weights, in up to 20 bins of equal Σd²: training events, and the errors of the"
            + " difference, for both weights are of the same events.");
    if (!plots.isEmpty()) {
      page.text(
          "Points: weights as they are, with their statistical errors. Lines: weights of the"
              + " training. Each scaled to unit area; the features that close worst.");
      page.figures(plots, "small");
    }
  }

  private static String of(String className) {
    return className.isEmpty() ? "" : " of " + className;
  }

  private void compared() {
    page.heading(3, "Treatments side by side");
    SequencedSet<String> names = new LinkedHashSet<>();
    for (NegativeWeightFigures.Treated one : figures.compared()) {
      one.metrics()
          .ifPresent(metrics ->
              metrics.names().stream()
                  .filter(name -> SHOWN.contains(name) || name.startsWith("rmse"))
                  .forEach(names::add));
    }
    List<String> head = new ArrayList<>(List.of("negative weights"));
    names.forEach(name -> head.add(title(name)));
    head.add("worst closure");
    List<List<String>> rows = new ArrayList<>();
    for (NegativeWeightFigures.Treated one : figures.compared()) {
      List<String> row = new ArrayList<>();
      row.add(one.treatment() + (one.treatment().equals(figures.treatment()) ? " (this run)" : ""));
      names.forEach(name -> row.add(one.metrics().map(m -> value(m, name)).orElse("–")));
      row.add(one.worst().map(worst -> words(worst.test())).orElse("–"));
      rows.add(row);
    }
    page.table(head, rows);
    for (NegativeWeightFigures.Treated one : figures.compared()) {
      if (!one.reason().isEmpty()) {
        page.text(format("No model with %s: %s", one.treatment(), one.reason()));
      }
    }
    page.soft(
        "One training each, of this run's model on the same inputs, judged on the same events with"
            + " the weights as they are. Differences are smaller than the errors of each figure"
            + " say, for the events are the same; they have the training's own fluctuations in"
            + " them. Weights that do not close train something else, whatever the figure.");
  }

  private static String words(WeightClosure test) {
    return format("%.1f / %d, p %s", test.value(), test.degrees(), chance(test.pValue()));
  }

  private static String title(String metric) {
    return switch (metric) {
      case "auc" -> "AUC";
      case "brier" -> "Brier score";
      default -> metric.startsWith("rmse") ? "RMSE" + metric.substring(4) : metric;
    };
  }

  private static String value(PartMetrics metrics, String name) {
    return metrics.value(name).isPresent()
        ? Formatting.withError(
            metrics.value(name).getAsDouble(), metrics.error(name).orElse(Double.NaN))
        : "–";
  }

  private static String chance(double p) {
    return p < 1e-4 ? format("%.1e", p) : format("%.4f", p);
  }
}

package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.eval.FoldFigures;
import org.jpsi.core.eval.PartMetrics;

/// Folds section of the report: the figures of each fold on the events that it tests, those of all
/// events, and their spread.
///
/// @param run whose evaluation is of all events
record FoldsSection(ReportData run, FoldFigures folds, HtmlPage page) {
  void write() {
    page.section("folds", "Folds").heading(2, "Folds");
    page.part("Division into folds", () -> page.text(division()));
    page.part("Figures of each fold", this::table);
    page.soft(
        "The spread is the standard deviation over the folds. It is no error: the folds' training"
            + " events are largely the same. Errors are one standard deviation of the events that"
            + " were tested.");
  }

  private String division() {
    String by =
        folds.by().isEmpty()
            ? "a hash of its sample and entry"
            : format("the value of %s mod %d", folds.by(), folds.folds().size());
    return format(
        "Each event is in one of %d folds, by %s. The model of fold i is tested on that fold,"
            + " validated on the next one and trained on the others. All figures of this page are"
            + " of all events: those of the test as the fold that tests an event scored it, of"
            + " training as one that was trained on it did. What is chosen or fitted on validation"
            + " events (cuts, bins of the significance, calibration) is so in each fold for the"
            + " events that it tests; the cuts shown are means of the folds'. Network, learning"
            + " curves and the reference of the verdict are those of fold 0.",
        folds.folds().size(), by);
  }

  private void table() {
    PartMetrics all = run.evaluation().evaluatedMetrics();
    SequencedMap<String, Double> spreads = folds.spreads();
    List<String> names = all.names().stream().filter(spreads::containsKey).toList();
    List<String> header = new ArrayList<>(List.of("fold", "events", run.step() + " kept"));
    header.addAll(names);
    List<List<String>> rows = new ArrayList<>();
    for (int f = 0; f < folds.folds().size(); f++) {
      FoldFigures.Fold fold = folds.folds().get(f);
      rows.add(
          row(
              Integer.toString(f),
              fold.test(),
              Integer.toString(fold.history().bestEpoch()),
              names));
    }
    rows.add(row("all", all, "", names));
    List<String> spread = new ArrayList<>(List.of("spread", "", ""));
    names.forEach(name -> spread.add(Formatting.brief(spreads.getOrDefault(name, Double.NaN))));
    rows.add(spread);
    page.table(header, rows);
  }

  private static List<String> row(
      String fold, PartMetrics metrics, String kept, List<String> names) {
    List<String> row = new ArrayList<>();
    row.add(fold);
    row.add(Formatting.count(metrics.events()));
    row.add(kept);
    for (String name : names) {
      double value = metrics.value(name).orElse(Double.NaN);
      row.add(
          metrics.error(name).isPresent()
              ? Formatting.withError(value, metrics.error(name).getAsDouble())
              : Formatting.brief(value));
    }
    return row;
  }
}

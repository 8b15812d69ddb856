package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.SeedFigures;

/// Section of the report on trainings with other seeds.
///
/// @param page that it is written to
record SeedsSection(SeedFigures found, HtmlPage page) {
  void write() {
    page.section("seeds", "Seeds").heading(2, "The same training with other seeds");
    page.part("Figures of each seed", this::table);
    page.soft(
        format(
            "All were trained on the same events, and the figures are of the same %s events: the"
                + " spread, a standard deviation, is of first weights and of the order of events,"
                + " beside the error by the statistics of the %s events, and not in it. The model"
                + " of the run is the first, whichever is best.",
            found.part().id(), found.part().id()));
  }

  private void table() {
    SequencedMap<String, Double> spreads = found.spreads();
    SequencedMap<String, Double> means = found.means();
    PartMetrics first = found.runs().getFirst().metrics();
    List<String> names = List.copyOf(spreads.keySet());
    List<String> head = new ArrayList<>(List.of("seed"));
    head.addAll(names);
    List<List<String>> rows = new ArrayList<>();
    for (SeedFigures.SeedRun run : found.runs()) {
      List<String> row = new ArrayList<>(List.of(Long.toString(run.seed())));
      names.forEach(name -> row.add(format("%.5g", run.metrics().value(name).orElse(Double.NaN))));
      rows.add(row);
    }
    List<String> mean = new ArrayList<>(List.of("mean"));
    List<String> spread = new ArrayList<>(List.of("spread over seeds"));
    List<String> error = new ArrayList<>(List.of("statistical error"));
    for (String name : names) {
      mean.add(format("%.5g", means.getOrDefault(name, Double.NaN)));
      spread.add(format("%.2g", spreads.getOrDefault(name, Double.NaN)));
      error.add(
          first.error(name).isPresent() ? format("%.2g", first.error(name).getAsDouble()) : "–");
    }
    rows.addAll(List.of(mean, spread, error));
    page.table(head, rows);
  }
}

package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.eval.Change;
import org.jpsi.core.eval.Systematics;
import org.jpsi.core.eval.TargetChanges;
import org.jpsi.core.eval.VariationFigures;

/// Section of the report about systematic variations.
///
/// @param page that it is written to
record SystematicsSection(Systematics systematics, HtmlPage page) {
  void write() {
    page.section("systematics", "Systematics").heading(2, "Systematic variations");
    page.text(
        "Changes on the test events: each variation selects, weights and scores the same events"
            + " anew, by the model as it is. Errors are those of the difference, from what differs"
            + " event by event; where a change is smaller than its error, the statistics of the"
            + " simulation do not show it. "
            + (systematics.classes().isEmpty()
                ? "Targets stay as they are; yields are scaled to all events."
                : "Cuts were chosen on validation events without a variation, and yields are"
                    + " scaled to all events of their class."));
    if (!systematics.points().isEmpty()) {
      page.text(
          "At each point of the parameters its signal is set against all background events, scored"
              + " as if their values were the point's.");
    }
    for (Systematics.AtPoint at : systematics.points()) {
      page.heading(3, "At " + at.point());
      new SystematicsSection(new Systematics(systematics.classes(), at.variations()), page)
          .tables();
    }
    if (systematics.points().isEmpty()) {
      tables();
    }
  }

  private void tables() {
    page.part("Changes of yields", this::yields);
    page.part("Changes of predictions", this::targets);
    if (!points().isEmpty()) {
      for (int p = 0; p < points().size(); p++) {
        int point = p;
        page.part("Changes at a working point", () -> point(point));
      }
    }
  }

  private List<VariationFigures.CutFigures> points() {
    return systematics.variations().isEmpty()
        ? List.of()
        : systematics.variations().getFirst().points();
  }

  private void yields() {
    boolean significant =
        systematics.variations().stream().anyMatch(each -> each.significance().isPresent());
    List<String> head = new ArrayList<>(List.of("variation"));
    boolean classes = !systematics.classes().isEmpty();
    if (classes) {
      systematics.classes().forEach(name -> head.add("yield of " + name));
      head.add("AUC");
    } else {
      head.addAll(List.of("events", "yield"));
    }
    if (significant) {
      head.add("significance");
    }
    List<List<String>> rows = new ArrayList<>();
    for (VariationFigures each : systematics.variations()) {
      List<String> row = new ArrayList<>(List.of(name(each)));
      if (!classes) {
        row.add(format("%,d", each.events()));
      }
      each.yields().forEach(change -> row.add(percent(change)));
      if (classes) {
        row.add(each.auc().map(SystematicsSection::absolute).orElse("–"));
      }
      if (significant) {
        row.add(each.significance().map(SystematicsSection::absolute).orElse("–"));
      }
      rows.add(row);
    }
    page.table(head, rows);
  }

  /// A table for each target of a regression that some variation has figures of.
  private void targets() {
    Map<String, List<List<String>>> rows = new LinkedHashMap<>();
    for (VariationFigures each : systematics.variations()) {
      for (TargetChanges of : each.targets()) {
        rows.computeIfAbsent(Formatting.withUnit(of.name(), of.unit()), _ -> new ArrayList<>())
            .add(
                List.of(
                    name(each),
                    absolute(of.prediction()),
                    absolute(of.bias()),
                    percent(of.resolution()),
                    percent(of.rmse())));
      }
    }
    rows.forEach((target, table) -> {
      page.heading(3, "Predictions of " + target);
      page.table(List.of("variation", "mean prediction", "bias", "resolution", "RMSE"), table);
    });
  }

  private void point(int point) {
    VariationFigures.CutFigures first = points().get(point);
    page.heading(
        3,
        format(
            "At %s %% background, score ≥ %.4f",
            Formatting.brief(100 * first.background()), first.cut()));
    List<String> head = new ArrayList<>(List.of("variation"));
    systematics.classes().forEach(name -> head.add("efficiency of " + name));
    systematics.classes().forEach(name -> head.add("yield of " + name));
    List<List<String>> rows = new ArrayList<>();
    for (VariationFigures each : systematics.variations()) {
      List<String> row = new ArrayList<>(List.of(name(each)));
      each.points().get(point).efficiencies().forEach(change -> row.add(percent(change)));
      each.points().get(point).yields().forEach(change -> row.add(percent(change)));
      rows.add(row);
    }
    page.table(head, rows);
  }

  private static String name(VariationFigures variation) {
    return variation.name() + (variation.unchanged() ? " (no effect)" : "");
  }

  /// The change in percent of the figure.
  private static String percent(Change change) {
    return signed(change.relative(), Formatting.percent(change.relative(), change.relativeError()));
  }

  private static String absolute(Change change) {
    return signed(change.difference(), Formatting.withError(change.difference(), change.error()));
  }

  private static String signed(double value, String words) {
    return value > 0 ? "+" + words : words;
  }
}

package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.core.eval.CutEfficiencies.CutEfficiency;
import org.jpsi.core.eval.CutsFigures;
import org.jpsi.core.eval.RectangularCuts;
import org.jpsi.core.eval.Roc;

/// Section of the report on rectangular cuts beside the model.
///
/// @param page that it is written to
record CutsSection(CutsFigures found, HtmlPage page) {
  /// The ROC curves of model and cuts over each other.
  static List<FigureTask> figures(ReportData run) {
    Optional<RectangularCuts> cuts = run.figures().studies().cuts().map(CutsFigures::cuts);
    if (cuts.isEmpty() || cuts.get().roc().isEmpty() || cuts.get().modelRoc().isEmpty()) {
      return List.of();
    }
    Roc model = cuts.get().modelRoc().get();
    Roc roc = cuts.get().roc().get();
    return List.of(
        FigureTask.plot(
            "rectangular-cuts",
            "ROC of the " + run.noun() + " and of rectangular cuts",
            "Test events, with bands of one standard deviation. The cuts were found on training"
                + " events.",
            format(
                "ROC curves: %s AUC %s, rectangular cuts AUC %s.",
                run.noun(),
                Formatting.withError(model.auc().value(), model.auc().error()),
                Formatting.withError(roc.auc().value(), roc.auc().error())),
            () ->
                RocFigures.overlay(List.of(run.noun(), "rectangular cuts"), List.of(model, roc))));
  }

  void write(List<FigureResult> figures) {
    page.section("rectangular-cuts", "Rectangular cuts").heading(2, "Rectangular cuts beside it");
    page.figures(figures, "");
    page.part("Rectangular cuts at each signal efficiency", this::table);
  }

  private void table() {
    RectangularCuts cuts = found.cuts();
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < cuts.cuts().size(); k++) {
      CutEfficiency at = cuts.cuts().get(k).efficiency();
      CutEfficiency model = cuts.model().get(k);
      rows.add(
          List.of(
              at.asked().isPresent() ? format("%.0f %%", 100 * at.asked().getAsDouble()) : "–",
              EfficiencySection.percent(at.signal()),
              EfficiencySection.percent(at.background()),
              EfficiencySection.percent(model.signal()),
              EfficiencySection.percent(model.background())));
    }
    page.table(
        List.of(
            "asked",
            "signal by cuts",
            "background by cuts",
            "signal by score",
            "background by score"),
        rows);
    page.element(
        "pre",
        "",
        String.join(
            "\n",
            IntStream.range(0, found.selections().size())
                .mapToObj(k -> label(k) + "select: " + found.selections().get(k))
                .toList()));
    page.soft(
        format(
            "From no cut on, each of %d steps cuts the side of one feature that costs 2 %% of the"
                + " signal left and removes most background (PRIM). Which step leaves the signal"
                + " efficiency asked for was chosen on validation events, as the cut on the score"
                + " beside it; the figures are of the test events. Features that are text are not"
                + " cut.",
            cuts.found()));
  }

  private String label(int k) {
    return found.cuts().cuts().get(k).efficiency().asked().isPresent()
        ? format("# %.0f %%\n", 100 * found.cuts().cuts().get(k).efficiency().asked().getAsDouble())
        : "";
  }
}

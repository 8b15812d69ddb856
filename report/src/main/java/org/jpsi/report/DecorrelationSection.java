package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jpsi.core.eval.DecorrelationFigures;

/// Decorrelation section of the report: what cuts on the score reject, and how far they change the
/// distributions of variables in background events.
final class DecorrelationSection {
  private final DecorrelationFigures found;
  private final HtmlPage page;

  DecorrelationSection(DecorrelationFigures found, HtmlPage page) {
    this.found = found;
    this.page = page;
  }

  void write(List<FigureResult> figures) {
    page.section("decorrelation", "Decorrelation")
        .heading(2, "Decorrelation of the score in background events");
    page.part("Divergences of cuts", this::cuts);
    page.part("Distance correlations", this::correlations);
    if (!figures.isEmpty()) {
      page.figures(figures, "");
    }
  }

  private void cuts() {
    List<String> head =
        new ArrayList<>(List.of("signal efficiency", "score ≥", "background", "rejection"));
    for (DecorrelationFigures.Variable variable : found.variables()) {
      head.add("JSD of " + variable.name());
      head.add("1 / JSD");
      head.add("JSD by chance");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int c = 0; c < found.cuts().size(); c++) {
      DecorrelationFigures.Cut cut = found.cuts().get(c);
      List<String> row = new ArrayList<>();
      row.add(format("%s %%", Formatting.brief(100 * cut.signal())));
      row.add(format("%.4f", cut.threshold()));
      row.add(Formatting.percent(cut.background(), cut.error()));
      row.add(
          cut.rejection().isPresent()
              ? Formatting.withError(cut.rejection().getAsDouble(), cut.rejectionError())
              : "–");
      for (DecorrelationFigures.Variable variable : found.variables()) {
        DecorrelationFigures.Divergence divergence = variable.divergences().get(c);
        row.add(brief(divergence.value()));
        row.add(brief(divergence.inverse()));
        row.add(divergence.value().isPresent() ? Formatting.brief(divergence.ofChance()) : "–");
      }
      rows.add(row);
    }
    page.heading(3, "Cuts of given signal efficiencies").table(head, rows);
    page.soft(
        "The Jensen-Shannon divergence, in bits, is that of the variable's distributions in"
            + " background events that pass and that fail the cut, in the bins shown below and one"
            + " at either end: 0 where they are the same, 1 where they share no bin. By chance is"
            + " its mean where score and variable are independent, by the statistics of these"
            + " events. Cuts are points of these events' own ROC curve; the rejection is one over"
            + " the background efficiency.");
  }

  private static String brief(OptionalDouble value) {
    return value.isPresent() ? Formatting.brief(value.getAsDouble()) : "–";
  }

  private void correlations() {
    List<List<String>> rows = new ArrayList<>();
    for (DecorrelationFigures.Variable variable : found.variables()) {
      rows.add(
          List.of(
              variable.name(),
              variable.correlation().isPresent()
                  ? format("%.4f", variable.correlation().getAsDouble())
                  : "– (negative weights)",
              Formatting.count(variable.without())));
    }
    page.heading(3, "Distance correlation with the score");
    page.table(
        List.of("variable", "distance correlation, background", "events without it"), rows);
    page.soft(
        "It is 0 for independent variables alone, and 1 for linear dependence; of n independent"
            + " events about one over the root of n.");
  }
}

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
    page.part("Cuts of given signal efficiencies", this::cuts);
    page.part("Divergences of cuts", this::divergences);
    page.part("Distance correlations", this::correlations);
    if (!figures.isEmpty()) {
      page.figures(figures, "");
    }
  }

  private void cuts() {
    List<List<String>> rows = new ArrayList<>();
    for (DecorrelationFigures.Cut cut : found.cuts()) {
      rows.add(
          List.of(
              signal(cut),
              format("%.4f", cut.threshold()),
              Formatting.percent(cut.background(), cut.error()),
              cut.rejection().isPresent()
                  ? Formatting.withError(cut.rejection().getAsDouble(), cut.rejectionError())
                  : "–"));
    }
    page.heading(3, "Cuts of given signal efficiencies");
    page.table(List.of("signal", "score ≥", "background", "rejection"), rows);
    page.soft(
        "Cuts are points of these events' own ROC curve; the rejection is one over the background"
            + " efficiency.");
  }

  private static String signal(DecorrelationFigures.Cut cut) {
    return format("%s %%", Formatting.brief(100 * cut.signal()));
  }

  private void divergences() {
    List<List<String>> rows = new ArrayList<>();
    for (DecorrelationFigures.Variable variable : found.variables()) {
      for (int c = 0; c < found.cuts().size(); c++) {
        DecorrelationFigures.Divergence of = variable.divergences().get(c);
        rows.add(
            List.of(
                variable.name(),
                signal(found.cuts().get(c)),
                brief(of.value()),
                of.value().isPresent() ? Formatting.brief(of.ofChance()) : "–",
                brief(of.inverse())));
      }
    }
    page.heading(3, "How far cuts change a variable");
    page.table(List.of("variable", "signal", "JSD", "by chance", "1 / JSD"), rows);
    page.soft(
        "The Jensen-Shannon divergence (JSD), in bits, is that of the variable's distributions in"
            + " background events that pass and that fail the cut, in the bins shown below and one"
            + " at either end: 0 where they are the same, 1 where they share no bin. By chance is"
            + " its mean where score and variable are independent, by the statistics of these"
            + " events.");
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
    page.table(List.of("variable", "distance correlation, background", "events without it"), rows);
    page.soft(
        "It is 0 for independent variables alone, and 1 for linear dependence; of n independent"
            + " events about one over the root of n.");
  }
}

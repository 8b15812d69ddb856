package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.eval.FeatureGroups;
import org.jpsi.core.eval.FeatureImportance;
import org.jpsi.core.eval.FeatureImportances;

/// Section of the report on the importance of features.
///
/// @param page that it is written to
record ImportanceSection(FeatureImportances found, HtmlPage page) {
  /// @param figures the bars, then a dependence each
  void write(List<FigureResult> figures) {
    page.section("importance", "Importance").heading(2, "Importance of the features");
    page.part("How importance is computed", this::method);
    page.figures(figures.subList(0, Math.min(1, figures.size())), "");
    page.part("Importance of features", this::table);
    if (figures.size() > 1) {
      page.heading(3, "Dependence of the score on the leading features");
      page.figures(figures.subList(1, figures.size()), "small");
      page.soft(
          "Partial dependence at quantiles of the feature. Where features are correlated, setting"
              + " one of them makes events that nature has none of: read it with care there.");
    }
  }

  private void method() {
    page.text(
        format(
            "The %s of %s %s events%s%s is %s. Each feature's values were shuffled among them%s;"
                + " what the %s loses by that is the feature's importance. Features whose rank"
                + " correlation is %s or more, in magnitude, are shuffled together: what one of"
                + " them tells the others tell too.",
            found.figure(),
            Formatting.count(found.events()),
            found.part().id(),
            found.events() < found.available()
                ? format(
                    ", a sample of %s with as many of each class as there are,",
                    Formatting.count(found.available()))
                : "",
            found.folds() > 0 ? ", each by the model of the fold that tests it," : "",
            Formatting.brief(found.value()),
            found.repeats() == 1 ? " once" : format(" %d times", found.repeats()),
            found.figure(),
            Formatting.brief(FeatureGroups.THRESHOLD)));
  }

  private void table() {
    boolean retrained = !found.retrained().isEmpty();
    List<String> head = new ArrayList<>(List.of("features", "loss of " + found.figure()));
    if (retrained) {
      head.add("trained without");
    }
    List<List<String>> rows = new ArrayList<>();
    for (FeatureImportance each : found.permuted()) {
      List<String> row =
          new ArrayList<>(List.of(each.name(), Formatting.withError(each.loss(), each.error())));
      if (retrained) {
        Optional<FeatureImportance> again =
            found.retrained().stream()
                .filter(other -> other.features().equals(each.features()))
                .findFirst();
        row.add(again.map(one -> Formatting.withError(one.loss(), one.error())).orElse("–"));
      }
      rows.add(row);
    }
    page.table(head, rows);
    page.soft(
        "Errors are one standard deviation by the statistics of these events, paired, and by the"
            + " luck of shuffling. Importance is of this model: another may read the same from"
            + " other features."
            + (retrained
                ? " “Trained without” is what a training without these features loses on all"
                    + " events: what the others cannot make up for. Its error leaves out that any"
                    + " two trainings differ."
                : ""));
  }
}

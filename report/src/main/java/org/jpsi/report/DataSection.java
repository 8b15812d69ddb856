package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jpsi.core.eval.ChiSquare;
import org.jpsi.core.eval.DataClassifier;
import org.jpsi.core.eval.DataComparison;
import org.jpsi.core.eval.DataHistogram;
import org.jpsi.core.eval.FeatureImportance;

/// Section of the report about measured data beside simulation.
///
/// @param page that it is written to
record DataSection(DataComparison data, HtmlPage page) {
  private static final int SHOWN = 10;

  /// @param figures stacked histograms
  void write(List<FigureResult> figures) {
    page.section("data", "Data").heading(2, "Data and simulation");
    page.part("Events compared", this::events);
    page.figures(figures, "");
    page.part("Agreement", this::agreement);
    data.classifier()
        .ifPresent(classifier ->
            page.part("Classifier of data against simulation", () -> classifier(classifier)));
  }

  private void events() {
    page.text(
        data.blind().isPresent()
            ? format(
                "Blinded: data of a score of %s are in no figure and no number here, and"
                    + " the simulation is cut alike. %.1f %% of the signal is up there.",
                cut(), 100 * data.signalBlinded())
            : "Nothing is blinded: all data are shown.");
    page.text(
        format(
            "%s data events beside %s simulated events that the model was not trained on, with"
                + " their physical weights scaled to all events of their class. %s",
            Formatting.count(data.events()),
            Formatting.count(data.simulated()),
            data.scaled()
                ? format(
                    "Nothing says that the weights are expected numbers of events: the simulation"
                        + " is scaled to as many as the data, by %s, so that shapes alone are"
                        + " compared.",
                    Formatting.brief(data.scale()))
                : "The weights are taken as expected yields, and not scaled to the data."));
  }

  /// Of a parametrised model an event is left out that is above the cut of any point.
  private String cut() {
    return data.cuts().isEmpty()
        ? Formatting.brief(data.blind().orElseThrow()) + " and more"
        : data.cuts().stream()
                .map(at -> Formatting.brief(at.score()) + " at " + at.point())
                .collect(Collectors.joining(", "))
            + " and more, at any of them,";
  }

  private void agreement() {
    List<List<String>> rows = new ArrayList<>();
    for (DataHistogram each :
        Stream.concat(data.scores().stream(), data.features().stream()).toList()) {
      rows.add(
          List.of(
              each.name(),
              each.chiSquare()
                  .map(test -> format("%.1f / %d", test.value(), test.degrees()))
                  .orElse("–"),
              each.chiSquare().map(DataSection::chance).orElse("–")));
    }
    page.table(List.of("histogram", "χ² / degrees of freedom", "p"), rows);
    page.soft(
        "χ² is the sum over bins of (data − simulation)², divided by the variance of both: that of"
            + " the expected count and the sum of squared weights. Bins are joined until ten events"
            + " are expected in each. Systematic uncertainties are not in it, and of many"
            + " histograms some have a small p by chance.");
  }

  private static String chance(ChiSquare test) {
    return test.pValue() < 1e-4 ? format("%.1e", test.pValue()) : format("%.4f", test.pValue());
  }

  private void classifier(DataClassifier classifier) {
    page.heading(3, "A classifier of data against simulation");
    page.text(
        format(
            "Boosted trees, fitted to one half of %s data and %s simulated events and tried on the"
                + " other, tell them apart with an AUC of %s; 0.5 is where nothing differs.",
            Formatting.count(classifier.dataEvents()),
            Formatting.count(classifier.simulatedEvents()),
            Formatting.withError(classifier.auc().value(), classifier.auc().error())));
    List<List<String>> rows = new ArrayList<>();
    for (FeatureImportance each :
        classifier.importances().subList(0, Math.min(SHOWN, classifier.importances().size()))) {
      rows.add(List.of(each.name(), Formatting.withError(each.loss(), each.error())));
    }
    page.table(List.of("feature", "AUC lost where it is shuffled"), rows);
  }
}

package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.eval.CutEfficiencies;
import org.jpsi.core.eval.CutFlow;
import org.jpsi.core.eval.Efficiency;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.SpectatorEfficiencies;
import org.jpsi.core.task.Part;

/// Efficiency section of the report: where the events of each sample go, efficiencies and
/// rejections of cuts, and both in bins of spectators.
final class EfficiencySection {
  private final FiguresOnRequest asked;
  private final CutEfficiencies found;
  private final HtmlPage page;

  EfficiencySection(FiguresOnRequest asked, CutEfficiencies found, HtmlPage page) {
    this.asked = asked;
    this.found = found;
    this.page = page;
  }

  void write(List<FigureResult> figures) {
    page.section("efficiencies", "Efficiencies").heading(2, "Samples and efficiencies");
    page.part("Cut-flow", this::cutFlow);
    page.part("Efficiencies of cuts", this::cuts);
    if (!figures.isEmpty()) {
      page.heading(3, "Efficiency and score against spectators");
      page.figures(figures, "");
      page.part("Correlations with spectators", this::correlations);
    }
  }

  private void cutFlow() {
    List<String> head = new ArrayList<>(List.of("sample", "read", "selected", "sum of weights"));
    for (Part part : Part.values()) {
      head.add(part.id());
      head.add("weight");
    }
    List<List<String>> rows = new ArrayList<>();
    for (CutFlow flow : asked.cutFlows()) {
      List<String> row = new ArrayList<>(List.of(flow.sample(), Formatting.count(flow.read())));
      add(row, flow.selected());
      for (Part part : Part.values()) {
        add(row, flow.parts().getOrDefault(part, new CutFlow.EventCount(0, 0, 0)));
      }
      rows.add(row);
    }
    page.heading(3, "Cut-flow").table(head, rows);
  }

  private static void add(List<String> row, CutFlow.EventCount count) {
    row.add(Formatting.count(count.events()));
    row.add(Formatting.withError(count.weight(), count.error()));
  }

  private void cuts() {
    List<String> head = new ArrayList<>(List.of("cut chosen for", "score ≥", "signal"));
    head.addAll(List.of("background", "rejection"));
    asked.cutFlows().forEach(flow -> head.add(flow.sample()));
    List<List<String>> rows = new ArrayList<>();
    for (CutEfficiencies.CutEfficiency one : found.cuts()) {
      List<String> row = new ArrayList<>();
      row.add(
          one.asked().isPresent()
              ? format("%s %% signal", Formatting.brief(100 * one.asked().getAsDouble()))
              : "significance");
      row.add(format("%.4f", one.cut()));
      row.add(percent(one.signal()));
      row.add(percent(one.background()));
      row.add(one.background().map(EfficiencySection::rejection).orElse("–"));
      one.samples().forEach(sample -> row.add(percent(sample)));
      rows.add(row);
    }
    page.heading(3, "Efficiencies of cuts").table(head, rows);
    page.soft(
        "Cuts were chosen on validation events; efficiencies are of the test events of each class"
            + " and sample, weighted, with one standard deviation by their statistics. The"
            + " rejection is one over the background efficiency. Where fewer than ten events"
            + " decide, errors reach to the farther end of Wilson's interval.");
  }

  /// An efficiency in percent with its error; a dash where there is none.
  static String percent(Optional<Efficiency> e) {
    return e.map(found -> Formatting.percent(found.value(), found.error())).orElse("–");
  }

  private static String rejection(Efficiency e) {
    return e.rejection().isPresent()
        ? Formatting.withError(e.rejection().getAsDouble(), e.rejectionError())
        : "> " + Formatting.brief(1 / e.error());
  }

  private void correlations() {
    List<List<String>> rows = new ArrayList<>();
    for (SpectatorEfficiencies one : found.spectators()) {
      rows.add(
          List.of(
              one.name(),
              correlation(one.signal()),
              correlation(one.background()),
              Formatting.count(one.outside())));
    }
    page.table(
        List.of(
            "spectator", "correlation with the score, signal", "background", "events in no bin"),
        rows);
  }

  private static String correlation(SpectatorEfficiencies.ClassFigures of) {
    return Double.isFinite(of.correlation()) ? format("%+.3f", of.correlation()) : "–";
  }
}

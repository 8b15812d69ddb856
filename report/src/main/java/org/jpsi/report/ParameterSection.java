package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.eval.ParameterFigures;

/// Parameter section of the report: the AUC of the signal at each point of a parameter, as a table
/// and a curve.
final class ParameterSection {
  private final ParameterFigures found;
  private final HtmlPage page;

  ParameterSection(ParameterFigures found, HtmlPage page) {
    this.found = found;
    this.page = page;
  }

  void write(List<FigureResult> figures) {
    page.section("parameters", "Parameter")
        .heading(2, format("Points of the parameter %s", found.name()));
    page.part("Points of the parameter", this::points);
    if (!figures.isEmpty()) {
      page.figures(figures, "");
    }
  }

  private void points() {
    List<List<String>> rows = new ArrayList<>();
    for (ParameterFigures.Point point : found.points()) {
      rows.add(
          List.of(
              Formatting.brief(point.value()),
              Formatting.count(point.events()),
              point.auc().map(auc -> Formatting.withError(auc.value(), auc.error())).orElse("–")));
    }
    page.table(
        List.of(Formatting.withUnit(found.name(), found.unit()), "signal events", "AUC"), rows);
    page.soft(
        (found.grouped()
                ? "Each point is the median of a tenth of the signal, whose events have their own"
                    + " values"
                : "The signal of each point")
            + " against all background events, which are scored at the point's value. Points share"
            + " their background: their errors are correlated. All other figures of this page are"
            + " of all points together, with drawn values for the background.");
  }

  static List<FigureTask> figures(ReportData run) {
    List<FigureTask> tasks = new ArrayList<>();
    run.figures()
        .parameters()
        .ifPresent(found ->
            tasks.add(
                FigureTask.plot(
                    "parameters",
                    "AUC against " + found.name(),
                    "The signal of each point against all background events at its value, with one"
                        + " standard deviation.",
                    format("AUC against the parameter %s.", found.name()),
                    () -> curve(found))));
    return tasks;
  }

  private static PlotSpec curve(ParameterFigures found) {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    for (ParameterFigures.Point point : found.points()) {
      point
          .auc()
          .ifPresent(auc -> {
            x.add(point.value());
            y.add(auc.value());
            low.add(auc.value() - auc.error());
            high.add(auc.value() + auc.error());
          });
    }
    Map<String, Object> data = PlotSpec.map("x", x, "y", y, "low", low, "high", high);
    return PlotSpec.of(480, 340)
        .axes(Formatting.withUnit(found.name(), found.unit()), "AUC")
        .layer("path", data, PlotSpec.map("x", "x", "y", "y"), "color", Palette.BLUE, "size", 0.7)
        .layer(
            "linerange",
            data,
            PlotSpec.map("x", "x", "ymin", "low", "ymax", "high"),
            "color",
            Palette.BLUE,
            "size",
            0.9)
        .layer("point", data, PlotSpec.map("x", "x", "y", "y"), "color", Palette.BLUE, "size", 2.5);
  }
}

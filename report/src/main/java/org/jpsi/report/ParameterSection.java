package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jpsi.core.eval.ParameterFigures;

/// Parameter section of the report: the AUC of the signal at each point of the parameters, as a
/// table, and against each parameter.
final class ParameterSection {
  private final ParameterFigures found;
  private final HtmlPage page;

  ParameterSection(ParameterFigures found, HtmlPage page) {
    this.found = found;
    this.page = page;
  }

  void write(List<FigureResult> figures) {
    boolean one = found.parameters().size() == 1;
    page.section("parameters", one ? "Parameter" : "Parameters")
        .heading(2, format("Points of the %s %s", one ? "parameter" : "parameters", names()));
    page.part("Points of the parameters", this::points);
    if (!figures.isEmpty()) {
      page.figures(figures, "");
    }
  }

  private String names() {
    return found.parameters().stream()
        .map(ParameterFigures.Parameter::name)
        .collect(Collectors.joining(", "));
  }

  private void points() {
    List<List<String>> rows = new ArrayList<>();
    for (ParameterFigures.Point point : found.points()) {
      List<String> row = new ArrayList<>();
      point.values().forEach(value -> row.add(Formatting.brief(value)));
      row.add(Formatting.count(point.events()));
      row.add(point.auc().map(auc -> Formatting.withError(auc.value(), auc.error())).orElse("–"));
      rows.add(row);
    }
    List<String> head = new ArrayList<>();
    found.parameters().forEach(of -> head.add(Formatting.withUnit(of.name(), of.unit())));
    head.addAll(List.of("signal events", "AUC"));
    page.table(head, rows);
    page.soft(
        (found.parameters().stream().anyMatch(ParameterFigures.Parameter::grouped)
                ? "Each value of many is the median of a share of the signal, whose events have"
                    + " their own values"
                : "The signal of each point")
            + " against all background events, which are scored at the point. Points share"
            + " their background: their errors are correlated. All other figures of this page are"
            + " of all points together, with drawn values for the background."
            + (found.omitted() > 0
                ? format(
                    " Further %,d points have no figures: too many were found.", found.omitted())
                : ""));
  }

  static List<FigureTask> figures(ReportData run) {
    List<FigureTask> tasks = new ArrayList<>();
    run.figures()
        .parameters()
        .ifPresent(found -> {
          for (int p = 0; p < found.parameters().size(); p++) {
            int parameter = p;
            String name = found.parameters().get(p).name();
            tasks.add(
                FigureTask.plot(
                    p == 0 ? "parameters" : "parameters-" + (p + 1),
                    "AUC against " + name,
                    "The signal of each point against all background events there, with one"
                        + " standard deviation.",
                    format("AUC against the parameter %s.", name),
                    () -> plot(found, parameter)));
          }
        });
    return tasks;
  }

  /// Points, and of one parameter a curve through them.
  private static PlotSpec plot(ParameterFigures found, int parameter) {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    for (ParameterFigures.Point point : found.points()) {
      point
          .auc()
          .ifPresent(auc -> {
            x.add(point.values().get(parameter));
            y.add(auc.value());
            low.add(auc.value() - auc.error());
            high.add(auc.value() + auc.error());
          });
    }
    Map<String, Object> data = PlotSpec.map("x", x, "y", y, "low", low, "high", high);
    ParameterFigures.Parameter of = found.parameters().get(parameter);
    PlotSpec plot = PlotSpec.of(480, 340).axes(Formatting.withUnit(of.name(), of.unit()), "AUC");
    PlotSpec curve =
        found.parameters().size() > 1
            ? plot
            : plot.layer(
                "path", data, PlotSpec.map("x", "x", "y", "y"), "color", Palette.BLUE, "size", 0.7);
    return curve
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

package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.core.eval.Auc;
import org.jpsi.core.eval.PairedBootstrap;
import org.jpsi.core.eval.PairedFigure;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.task.Task;

/// Comparison page: runs side by side on the same test events, as a page of its own.
///
/// @param names of the runs
/// @param task of all of them
/// @param events scored by each run, in one order
/// @param figures with the errors of the differences from the first run
/// @param differences of the analyses
/// @param notes on the events
public record ComparisonPage(
    List<String> names,
    Task task,
    List<ScoredEvents> events,
    PairedBootstrap figures,
    List<Difference> differences,
    List<String> notes) {
  private static final double CLEAR = 3;

  public ComparisonPage {
    names = List.copyOf(names);
    events = List.copyOf(events);
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  /// Key in which the analyses differ, with its value in each.
  public record Difference(String path, List<String> values) {
    public Difference {
      values = List.copyOf(values);
    }
  }

  /// The heads of the table of figures: the figure, each run, and each run less the first.
  public List<String> heads() {
    return Stream.of(
            Stream.of("figure"),
            names.stream(),
            names.stream().skip(1).map(name -> name + " less " + names.getFirst()))
        .flatMap(part -> part)
        .toList();
  }

  /// The rows of the table of figures.
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (PairedFigure figure : figures.figures()) {
      List<String> row = new ArrayList<>();
      row.add(figure.name().replace('_', ' '));
      for (int m = 0; m < names.size(); m++) {
        row.add(text(figure.values().get(m), figure.errors().get(m)));
      }
      for (int m = 1; m < names.size(); m++) {
        row.add(text(figure.differences().get(m), figure.differenceErrors().get(m)));
      }
      rows.add(row);
    }
    return rows;
  }

  /// A row for each key in which the analyses differ.
  public List<List<String>> differenceRows() {
    return differences.stream()
        .map(one -> Stream.concat(Stream.of(one.path()), one.values().stream()).toList())
        .toList();
  }

  private static String text(double value, double error) {
    return Double.isFinite(value) ? Formatting.withError(value, error) : "not defined";
  }

  /// What the first figure says of each run against the first one: better or worse by more than
  /// three errors of the difference, or neither.
  public List<String> headlines() {
    PairedFigure figure = figures.figures().getFirst();
    return IntStream.range(1, names.size())
        .mapToObj(m -> {
          double difference = figure.differences().get(m);
          double pull = difference / figure.differenceErrors().get(m);
          boolean clear = Math.abs(pull) > CLEAR;
          boolean better = figure.higherIsBetter() ? difference > 0 : difference < 0;
          return format(
              "%s is %s %s by its %s: %s",
              names.get(m),
              clear ? better ? "better than" : "worse than" : "neither better nor worse than",
              names.getFirst(),
              figure.name(),
              text(difference, figure.differenceErrors().get(m)));
        })
        .toList();
  }

  /// The page, self-contained; the same record gives the same bytes.
  public String html() {
    HtmlPage page = new HtmlPage("Comparison of " + String.join(", ", names));
    page.section("figures", "Figures").heading(1, "Comparison of runs");
    page.list("", Stream.concat(headlines().stream(), notes.stream()).toList());
    page.table(heads(), rows());
    page.soft(
        format(
            "Errors are one standard deviation over %d bootstrap replicas: events drawn anew within"
                + " each class, the same for all runs, so that what is hard for all drops out of a"
                + " difference. Better or worse is more than three of its errors. They know nothing"
                + " of the spread from training to training.",
            figures.replicas()));
    List<FigureResult> curves = curves().stream().map(FigureTask::render).toList();
    if (!curves.isEmpty()) {
      page.section("curves", "Curves").heading(2, "Curves").figures(curves, "");
    }
    page.section("analyses", "Analyses").heading(2, "What differs in the analyses");
    if (differences.isEmpty()) {
      page.text("No key differs.");
    } else {
      page.table(Stream.concat(Stream.of("key"), names.stream()).toList(), differenceRows());
    }
    return page.html();
  }

  /// ROC curves of all runs over each other, a figure for each score.
  private List<FigureTask> curves() {
    List<FigureTask> tasks = new ArrayList<>();
    int scores = task instanceof Task.Regression ? 0 : task.width();
    for (int s = 0; s < scores; s++) {
      int one = task instanceof Task.Binary ? Task.Binary.SIGNAL : s;
      List<Roc> rocs = events.stream().flatMap(of -> roc(of, one).stream()).toList();
      if (rocs.size() < names.size()) {
        continue;
      }
      String of = task.classNames().get(one);
      tasks.add(
          FigureTask.plot(
              "roc-" + s,
              "ROC of " + of,
              "Signal efficiency against background efficiency on the same events; the bands are"
                  + " one standard deviation of each run alone.",
              "ROC curves of " + String.join(", ", names),
              () -> RocFigures.overlay(names, rocs)));
    }
    return tasks;
  }

  private Optional<Roc> roc(ScoredEvents of, int one) {
    double[] score = of.scores()[task instanceof Task.Binary ? 0 : one];
    boolean[] signal = new boolean[of.events()];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = of.label()[i] == one;
    }
    return Auc.defined(signal, of.weight())
        ? Optional.of(Roc.of(score, signal, of.weight()))
        : Optional.empty();
  }
}

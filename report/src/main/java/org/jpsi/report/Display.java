package org.jpsi.report;

import static org.jpsi.report.Html.escape;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.events.EventCorrelations;
import org.jpsi.core.events.EventDescription;
import org.jpsi.core.events.EventHistogram;
import org.jpsi.core.events.EventHistogram2D;
import org.jpsi.core.events.EventProfile;
import org.jpsi.core.events.Events;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/// Rich display of objects in a page or a notebook: as a figure or a table where there is one, else
/// as text.
public final class Display {
  private static @Nullable DisplayOutput output;

  private Display() {}

  /// Sets where programs show things.
  public static synchronized void setOutput(DisplayOutput other) {
    output = other;
  }

  /// Where programs show things: unless it was set, the terminal, and for figures the page
  /// `runs/figures.html`.
  public static synchronized DisplayOutput output() {
    DisplayOutput set = output;
    if (set == null) {
      set = PageOutput.live(System.out, Path.of("runs", "figures.html"));
      output = set;
    }
    return set;
  }

  /// Shows figures, tables, histograms, networks, histories, runs, tensors, or text.
  public static void show(Object... things) {
    for (Object thing : things) {
      if (thing instanceof Displayable several) {
        show(several.displayed().toArray());
      } else {
        output().show(thing);
      }
    }
  }

  /// The classes that have more to show than their text.
  public static List<Class<?>> types() {
    return List.of(
        Figure.class,
        Table.class,
        Layer.class,
        History.class,
        Roc.class,
        Events.class,
        EventDescription.class,
        EventHistogram.class,
        EventHistogram2D.class,
        EventProfile.class,
        EventCorrelations.class,
        Displayable.class);
  }

  /// The figure of a thing that is best seen as one; null for others.
  public static @Nullable Figure figure(Object thing) {
    return switch (thing) {
      case Figure figure -> figure;
      case History history -> losses(history);
      case Roc roc -> roc(roc);
      case EventHistogram histogram -> HistogramDisplay.chart(histogram);
      case EventHistogram2D histogram -> EventFigures.chart(histogram);
      case EventProfile profile -> EventFigures.chart(profile);
      case EventCorrelations correlations -> EventFigures.matrix(correlations);
      default -> null;
    };
  }

  /// An element of HTML.
  public static String html(Object thing) {
    Figure figure = figure(thing);
    if (figure != null) {
      return figure.svg();
    }
    return switch (thing) {
      case Table table -> table(table);
      case Events events ->
          html(TableRows.of(TableRows.head(events)))
              + ("<p>" + escape(TableRows.below(events)) + "</p>");
      case EventDescription described ->
          "<p>" + escape(described.title()) + "</p>" + html(TableRows.of(described));
      case Layer layer -> layers(layer);
      case Displayable all ->
          all.displayed().stream().map(Display::html).collect(Collectors.joining("\n"));
      default -> "<pre>" + escape(String.valueOf(thing)) + "</pre>";
    };
  }

  /// Lines of text.
  public static String text(Object thing) {
    Figure figure = figure(thing);
    if (figure != null) {
      return "[figure] " + figure.description();
    }
    return switch (thing) {
      case Table table -> lines(TableRows.of(table)) + TableRows.below(table);
      case Events events -> lines(TableRows.of(TableRows.head(events))) + TableRows.below(events);
      case EventDescription described -> described.title() + "\n" + lines(TableRows.of(described));
      case Layer layer -> lines(layerRows(layer));
      case Displayable all ->
          all.displayed().stream().map(Display::text).collect(Collectors.joining("\n"));
      default -> String.valueOf(thing);
    };
  }

  private static Chart losses(History history) {
    Chart chart = Chart.of("Loss").axes("epoch", "loss per event");
    List<Epoch> epochs = history.epochs();
    double[] number = epochs.stream().mapToDouble(Epoch::number).toArray();
    chart.line("training", number, epochs.stream().mapToDouble(Epoch::trainLoss).toArray());
    if (epochs.stream().anyMatch(e -> Double.isFinite(e.validationLoss()))) {
      chart.line(
          "validation", number, epochs.stream().mapToDouble(Epoch::validationLoss).toArray());
    }
    return history.bestEpoch() > 0 ? chart.vertical(history.bestEpoch()) : chart;
  }

  private static Chart roc(Roc roc) {
    double[] background = roc.curve().stream().mapToDouble(Roc.RocPoint::background).toArray();
    double[] signal = roc.curve().stream().mapToDouble(Roc.RocPoint::signal).toArray();
    return Chart.of("ROC, area " + Formatting.withError(roc.auc().value(), roc.auc().error()))
        .axes("background efficiency", "signal efficiency")
        .dashed("", new double[] {0, 1}, new double[] {0, 1})
        .path("score", background, signal);
  }

  private static String table(Table table) {
    return html(TableRows.of(table)) + "<p>" + escape(TableRows.below(table)) + "</p>";
  }

  private static String layers(Layer layer) {
    return html(layerRows(layer));
  }

  private static List<List<String>> layerRows(Layer network) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "layer", "parameters"));
    List<Layer> layers = network instanceof Sequential all ? all.layers() : List.of(network);
    long total = 0;
    for (int i = 0; i < layers.size(); i++) {
      long count = layers.get(i).parameters().stream().mapToLong(Display::count).sum();
      total += count;
      String text = Sequential.of(layers.get(i)).toString();
      text = text.substring("Sequential(".length(), text.length() - 1);
      rows.add(List.of("" + i, text, count == 0 ? "" : Formatting.count(count)));
    }
    rows.add(List.of("", "all", Formatting.count(total)));
    return rows;
  }

  private static long count(Parameter parameter) {
    return parameter.shape().count();
  }

  private static String html(List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
    rows.getFirst().forEach(cell -> html.append("<th>" + escape(cell) + "</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows.subList(1, rows.size())) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>" + escape(cell) + "</td>"));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table>").toString();
  }

  private static String lines(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder lines = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(" ".repeat(widths[i] - row.get(i).length())).append(row.get(i)).append("  ");
      }
      lines.append(line.toString().stripTrailing()).append('\n');
    }
    return lines.toString();
  }
}

package org.jpsi.report;

import static org.jpsi.report.Html.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.events.EventHistogram;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.tensor.Parameter;

/// Rich display of objects in a page or a notebook: as a figure or a table where there is one, else
/// as text.
public final class Display {
  private static final int ROWS = 8;
  private static final int COLUMNS = 12;

  private Display() {}

  /// The classes that have more to show than their text.
  public static List<Class<?>> types() {
    return List.of(
        Figure.class,
        Table.class,
        Layer.class,
        History.class,
        Roc.class,
        EventHistogram.class,
        Displayable.class);
  }

  /// The figure of a thing that is best seen as one; null for others.
  public static @org.jspecify.annotations.Nullable Figure figure(Object thing) {
    return switch (thing) {
      case Figure figure -> figure;
      case History history -> losses(history);
      case Roc roc -> roc(roc);
      case EventHistogram histogram -> HistogramDisplay.chart(histogram);
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
      case Table table -> lines(rows(table)) + below(table);
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
    return html(rows(table)) + "<p>" + escape(below(table)) + "</p>";
  }

  private static String below(Table table) {
    int columns = table.columns().size();
    return Formatting.count(table.rows())
        + (table.rows() == 1 ? " event, " : " events, ")
        + columns
        + (columns == 1 ? " column" : " columns");
  }

  private static List<List<String>> rows(Table table) {
    List<Column> shown = table.columns().stream().limit(COLUMNS).toList();
    boolean wide = table.columns().size() > COLUMNS;
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row("", shown.stream().map(c -> Formatting.withUnit(c.name(), c.unit())).toList(), wide));
    for (int i = 0; i < Math.min(ROWS, table.rows()); i++) {
      int event = i;
      rows.add(row("" + i, shown.stream().map(c -> cell(c, event)).toList(), wide));
    }
    if (table.rows() > ROWS) {
      rows.add(row("…", shown.stream().map(_ -> "…").toList(), wide));
    }
    return rows;
  }

  private static List<String> row(String first, List<String> cells, boolean wide) {
    List<String> row = new ArrayList<>();
    row.add(first);
    row.addAll(cells);
    if (wide) {
      row.add("…");
    }
    return row;
  }

  private static String cell(Column column, int event) {
    return switch (column) {
      case TextColumn text -> text.value(event);
      case NumberColumn numbers when numbers.width() > 1 ->
          "[" + Formatting.brief(numbers.value(event, 0)) + ", …]";
      case NumberColumn numbers when numbers.array() instanceof float[] ->
          Formatting.brief(numbers.value(event));
      case NumberColumn numbers when numbers.array() instanceof double[] ->
          Formatting.brief(numbers.value(event));
      case NumberColumn numbers when numbers.type() == NumberType.UINT64 ->
          Long.toUnsignedString(numbers.integer(event, 0));
      case NumberColumn numbers -> Long.toString(numbers.integer(event, 0));
      case JaggedColumn jagged when jagged.count(event) == 0 -> "[]";
      case JaggedColumn jagged ->
          "[" + cell(jagged.items(event), 0) + (jagged.count(event) > 1 ? ", …]" : "]");
    };
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

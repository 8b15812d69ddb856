package org.jpsi.report;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.events.EventDescription;
import org.jpsi.core.events.EventDescription.ColumnDescription;
import org.jpsi.core.events.EventRecipe;
import org.jpsi.core.events.Events;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Rows of a table that is displayed, as text: the first is its head.
final class TableRows {
  private static final int ROWS = 8;
  private static final int COLUMNS = 12;

  private TableRows() {}

  /// The first events, and one more where there are more: what is displayed of them.
  static Table head(Events events) {
    return events.head(ROWS + 1);
  }

  /// `200,000 events, 31 columns, weight w, label process`
  static String below(Events events) {
    EventRecipe recipe = events.recipe();
    // a view that is its own source has hidden columns of other names for them
    boolean said = recipe.columns().keySet().containsAll(recipe.events().names());
    String weight = said ? ", weight " + recipe.weight() : ", weighted";
    String label = said ? ", label " + recipe.label().orElse("") : ", labeled";
    return counts(events.count(), events.columns().size())
        + (events.weighted() ? weight : ", without weights")
        + (events.labeled() ? label : "");
  }

  private static String counts(long rows, int columns) {
    return Formatting.count(rows)
        + (rows == 1 ? " event, " : " events, ")
        + columns
        + (columns == 1 ? " column" : " columns");
  }

  /// A line for each column.
  static List<List<String>> of(EventDescription described) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("column", "type", "values", "missing", "mean", "stdDev", "min", "max", ""));
    for (ColumnDescription column : described.columns()) {
      rows.add(
          List.of(
              Formatting.withUnit(column.name(), column.unit()),
              column.type(),
              Formatting.count(column.values()),
              column.missing() == 0 ? "" : Formatting.count(column.missing()),
              Formatting.brief(column.mean()),
              Formatting.brief(column.stdDev()),
              Formatting.brief(column.min()),
              Formatting.brief(column.max()),
              column.note()));
    }
    return rows;
  }

  static String below(Table table) {
    return counts(table.rows(), table.columns().size());
  }

  static List<List<String>> of(Table table) {
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
}

package org.jpsi.core.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.MissingCodes;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Input column of a model: type and unit of a column as in training.
///
/// @param text whether it holds text instead of numbers
/// @param width numbers per event
/// @param unit `""` where unknown, `"1"` for a dimensionless number
/// @param missing codes of missing values, which become NaN where the column is read
/// @param depth levels of items of a jagged column; 0 with one value per event
public record InputColumn(
    String name, boolean text, int width, String unit, List<Double> missing, int depth) {
  public InputColumn {
    missing = List.copyOf(missing);
  }

  /// A column of one value per event.
  public InputColumn(String name, boolean text, int width, String unit, List<Double> missing) {
    this(name, text, width, unit, missing, 0);
  }

  /// A column of one value per event without codes of missing values.
  public InputColumn(String name, boolean text, int width, String unit) {
    this(name, text, width, unit, List.of());
  }

  /// The same column with codes of missing values.
  public InputColumn withMissing(List<Double> codes) {
    return new InputColumn(name, text, width, unit, codes, depth);
  }

  /// A table as a model reads it: its columns are those of training, and have NaN in the place of
  /// their codes.
  ///
  /// @throws InputException as {@link #check}
  static Table read(List<InputColumn> columns, Table table) {
    columns.forEach(column -> column.check(table));
    Map<String, List<Double>> codes = new HashMap<>();
    columns.stream()
        .filter(column -> !column.missing.isEmpty())
        .forEach(column -> codes.put(column.name, column.missing));
    return codes.isEmpty()
        ? table
        : MissingCodes.in(table, name -> codes.getOrDefault(name, List.of()));
  }

  /// The description of a column of the training events.
  public static InputColumn of(Column column) {
    return switch (column) {
      case NumberColumn numbers ->
          new InputColumn(column.name(), false, numbers.width(), column.unit());
      case TextColumn _ -> new InputColumn(column.name(), true, 1, "");
      case JaggedColumn jagged -> {
        InputColumn items = of(jagged.items());
        yield new InputColumn(
            jagged.name(), items.text, items.width, jagged.unit(), List.of(), items.depth + 1);
      }
    };
  }

  /// Refuses a table whose column of this name has another type or unit than in training. Units are
  /// compared where both are known.
  ///
  /// @throws InputException with the table, the column and both types or units
  void check(Table table) {
    InputColumn found = of(table.column(name));
    if (found.text != text || found.width != width || found.depth != depth) {
      throw otherType(table);
    }
    if (!unit.isEmpty() && !found.unit.isEmpty() && !Objects.equals(unit, found.unit)) {
      throw InputException.at(table.origin())
          .expected("column " + name + " in " + unitName(unit) + ", as in training")
          .found(unitName(found.unit))
          .remedy("convert the column, or train on events in " + unitName(found.unit))
          .exception();
    }
  }

  private InputException otherType(Table table) {
    return InputException.at(table.origin())
        .expected("column " + name + " to hold " + typeName() + ", as in training")
        .found(table.column(name).typeName())
        .remedy("apply the model to the same kind of events")
        .exception();
  }

  private String typeName() {
    String one = text ? "text" : width == 1 ? "a number" : width + " numbers";
    return depth == 0 ? one : one + " per item, with items " + depth + " deep (jagged)";
  }

  private static String unitName(String unit) {
    return unit.equals("1") ? "no unit (a normalized, dimensionless number)" : unit;
  }
}

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
public record InputColumn(String name, boolean text, int width, String unit, List<Double> missing) {
  public InputColumn {
    missing = List.copyOf(missing);
  }

  /// A column without codes of missing values.
  public InputColumn(String name, boolean text, int width, String unit) {
    this(name, text, width, unit, List.of());
  }

  /// The same column with codes of missing values.
  public InputColumn withMissing(List<Double> codes) {
    return new InputColumn(name, text, width, unit, codes);
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
  ///
  /// @throws IllegalArgumentException for a jagged column, which no expression takes
  public static InputColumn of(Column column) {
    return switch (column) {
      case NumberColumn numbers ->
          new InputColumn(column.name(), false, numbers.width(), column.unit());
      case TextColumn _ -> new InputColumn(column.name(), true, 1, "");
      case JaggedColumn jagged ->
          throw new IllegalArgumentException(
              "column " + jagged.name() + " is jagged, " + jagged.typeName());
    };
  }

  /// Refuses a table whose column of this name has another type or unit than in training. Units are
  /// compared where both are known.
  ///
  /// @throws InputException with the table, the column and both types or units
  void check(Table table) {
    Column column = table.column(name);
    if (column instanceof JaggedColumn) {
      throw otherType(table);
    }
    InputColumn found = of(column);
    if (found.text != text || found.width != width) {
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
    return text ? "text" : width == 1 ? "a number" : width + " numbers";
  }

  private static String unitName(String unit) {
    return unit.equals("1") ? "no unit (a normalized, dimensionless number)" : unit;
  }
}

package org.jpsi.core.model;

import java.util.Objects;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// A column that a model needs, as it was in training.
///
/// @param text whether it holds words instead of numbers
/// @param width numbers per event
/// @param unit `""` where nothing was known, `"1"` for a number without dimension
public record InputColumn(String name, boolean text, int width, String unit) {
  /// What a model must know of a column to recognize it.
  public static InputColumn of(Column column) {
    return column instanceof NumberColumn numbers
        ? new InputColumn(column.name(), false, numbers.width(), column.unit())
        : new InputColumn(column.name(), true, 1, "");
  }

  /// Refuses a table whose column of this name is not what training saw. A unit counts where both
  /// sides know one.
  ///
  /// @throws InputException naming table, column, what is expected and what is there
  void check(Table table) {
    InputColumn found = of(table.column(name));
    if (found.text != text || found.width != width) {
      throw InputException.at(table.origin())
          .expected("column " + name + " to hold " + kind() + ", as in training")
          .found(table.column(name).typeName())
          .remedy("apply the model to the same kind of events")
          .exception();
    }
    if (!unit.isEmpty() && !found.unit.isEmpty() && !Objects.equals(unit, found.unit)) {
      throw InputException.at(table.origin())
          .expected("column " + name + " in " + words(unit) + ", as in training")
          .found(words(found.unit))
          .remedy("convert the column, or train on events in " + words(found.unit))
          .exception();
    }
  }

  private String kind() {
    return text ? "text" : width == 1 ? "a number" : width + " numbers";
  }

  private static String words(String unit) {
    return unit.equals("1") ? "no unit (a normalized, dimensionless number)" : unit;
  }
}

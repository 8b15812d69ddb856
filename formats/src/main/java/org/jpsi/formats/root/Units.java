package org.jpsi.formats.root;

import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;

/// Units of columns that were read without.
final class Units {
  private Units() {}

  /// The column with this unit: its numbers have it, however they lie in lists.
  static Column with(Column column, String unit) {
    if (unit.isEmpty()) {
      return column;
    }
    return switch (column) {
      case NumberColumn c ->
          NumberColumn.of(c.name(), unit, c.type(), c.width(), c.array()).withShape(c.shape());
      case JaggedColumn c -> JaggedColumn.of(c.name(), c.offsets(), with(c.items(), unit));
      case TextColumn c -> c;
    };
  }
}

package org.jpsi.core.events;

import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Function of events, such as a model, that gives new columns: what {@link Events#define(String,
/// EventFunction)} computes block by block. What it gives for an event does not depend on the
/// others.
public interface EventFunction {
  /// The columns that it needs.
  List<String> columnNames();

  /// The new columns, one or more.
  ///
  /// @param name of the only one; where there are several, the beginning of their names
  /// @param events rows of the columns that it needs, maybe none
  /// @throws org.jpsi.core.errors.InputException where a column is missing, or not of the kind that
  ///   it takes
  List<Column> columns(String name, Table events);

  /// The same function, made ready for many blocks.
  default EventFunction prepared() {
    return this;
  }
}

package org.jpsi.core.events;

import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Schema of a view: its columns, without rows, and checks of what is asked for.
record EventSchema(SourceChain chain, Table table) {
  EventSchema with(Column column) {
    return new EventSchema(chain, table.with(column));
  }

  EventSchema with(List<Column> columns) {
    EventSchema all = this;
    for (Column column : columns) {
      all = all.with(column);
    }
    return all;
  }

  EventSchema select(List<String> names) {
    return new EventSchema(
        chain, Table.of(table.origin(), names.stream().map(this::column).toList()));
  }

  /// The column of this name.
  Column column(String name) {
    if (table.find(name).isEmpty()) {
      chain.requireCommon(name);
    }
    return table.column(name);
  }

  /// Refuses the name of a column that is there.
  void requireNew(String name) {
    if (table.find(name).isPresent()) {
      throw InputException.at(table.origin())
          .expected("a new name for a column")
          .found(name + ", which is there")
          .remedy("choose another, or say `redefine`")
          .exception();
    }
  }

  /// An expression that can be computed from the columns.
  Expression checked(Expression expression) {
    for (String name : expression.columnNames()) {
      if (table.find(name).isEmpty()) {
        chain.requireCommon(name);
      }
    }
    expression.check(table);
    return expression;
  }

  /// An expression that gives a number.
  Expression number(Expression expression) {
    checked(expression);
    if (expression.isText(table)) {
      // throws, with what is text
      expression.evaluate(table);
    }
    return expression;
  }

  /// An expression, or any column under another name: jagged ones too, though no expression takes
  /// them.
  Expression columnOrChecked(Expression expression) {
    return expression.plainColumn().flatMap(table::find).isPresent()
        ? expression
        : checked(expression);
  }
}

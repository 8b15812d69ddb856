package org.jpsi.core.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
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

  /// The chain, of events as they are in it.
  SourceChain requireRaw(boolean raw) {
    if (!raw) {
      throw InputException.at(table.origin())
          .expected("friends before filters, columns and ranges")
          .found("one after")
          .remedy("say `friend` first")
          .exception();
    }
    return chain;
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

  /// The names of columns, all of which are new.
  List<String> newNames(List<Column> columns) {
    List<String> names = columns.stream().map(Column::name).toList();
    names.forEach(this::requireNew);
    return names;
  }

  /// The column that an expression means by a name: that of the name, or a member of an object.
  String path(String name) {
    return table.find(name).isPresent() ? name : chain.path(name);
  }

  /// An expression of one value per event that can be computed from the columns, with their full
  /// paths in it.
  Expression checked(Expression expression) {
    Expression whole = resolved(expression);
    whole.check(table);
    return whole;
  }

  private Expression resolved(Expression expression) {
    Map<String, Expression> members = new LinkedHashMap<>();
    for (String name : expression.columnNames()) {
      String path = path(name);
      if (table.find(path).isEmpty()) {
        chain.requireCommon(path);
      }
      if (!path.equals(name)) {
        members.put(name, Expression.column(path));
      }
    }
    return members.isEmpty() ? expression : expression.inline(members);
  }

  /// An expression that gives a number, as {@link #checked}.
  Expression number(Expression expression) {
    Expression number = checked(expression);
    if (number.isText(table)) {
      // throws, with what is text
      number.evaluate(table);
    }
    return number;
  }

  /// A selection that can be computed from the columns, as {@link #checked}.
  Selection selection(Selection selection) {
    return new Selection(number(selection.expression()));
  }

  /// An expression that can be computed from the columns, jagged ones too, or any column under
  /// another name.
  Expression columnOrChecked(Expression expression) {
    if (expression.plainColumn().flatMap(table::find).isPresent()) {
      return expression;
    }
    Expression whole = resolved(expression);
    if (!whole.isJagged(table)) {
      whole.check(table);
      return whole;
    }
    // throws where its parts do not fit
    var unused = whole.evaluateItems("", "", table);
    return whole;
  }
}

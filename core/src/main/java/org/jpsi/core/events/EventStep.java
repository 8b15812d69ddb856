package org.jpsi.core.events;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.Part;

/// Step of a view: what happens to the events of a block, one step after the other.
sealed interface EventStep {
  /// The columns it needs.
  List<String> needs();

  /// The columns it defines; none where it selects events.
  List<String> defined();

  /// Whether an expression says it.
  default boolean isExpression() {
    return true;
  }

  /// The events after it.
  ///
  /// @param rows of the block, with the columns it needs
  /// @param first the number of the source's first entry in the chain
  Table apply(Table rows, long first);

  /// Selection of events.
  record Filter(Selection selection) implements EventStep {
    @Override
    public List<String> needs() {
      return selection.expression().columnNames();
    }

    @Override
    public List<String> defined() {
      return List.of();
    }

    @Override
    public Table apply(Table rows, long first) {
      return selection.filter(rows);
    }
  }

  /// New column, or one that takes the place of another.
  record Define(String name, Expression expression) implements EventStep {
    @Override
    public List<String> defined() {
      return List.of(name);
    }

    @Override
    public List<String> needs() {
      return expression.columnNames();
    }

    @Override
    public Table apply(Table rows, long first) {
      return rows.with(column(rows));
    }

    Column column(Table rows) {
      if (expression.plainColumn().isPresent()) {
        return rows.column(expression.plainColumn().get()).withName(name);
      }
      if (expression.isJagged(rows)) {
        return expression.evaluateItems(name, expression.unit(rows), rows);
      }
      return expression.isText(rows)
          ? new TextColumn(name, expression.labels(rows))
          : expression.evaluateColumn(name, expression.unit(rows), rows);
    }
  }

  /// Class label of each event, as text.
  record Label(String name, Expression expression) implements EventStep {
    @Override
    public List<String> defined() {
      return List.of(name);
    }

    @Override
    public List<String> needs() {
      return expression.columnNames();
    }

    @Override
    public Table apply(Table rows, long first) {
      return rows.with(new TextColumn(name, expression.labels(rows)));
    }
  }

  /// Column with NaN in the place of codes of missing values.
  record Missing(String name, List<Double> codes) implements EventStep {
    @Override
    public List<String> needs() {
      return List.of(name);
    }

    @Override
    public List<String> defined() {
      return List.of(name);
    }

    @Override
    public boolean isExpression() {
      return false;
    }

    @Override
    public Table apply(Table rows, long first) {
      return rows.with(MissingCodes.in(rows, rows.column(name), codes));
    }
  }

  /// Columns that a function computes.
  ///
  /// @param name that the function is given
  record Apply(String name, List<String> defined, EventFunction function) implements EventStep {
    @Override
    public List<String> needs() {
      return function.columnNames();
    }

    @Override
    public boolean isExpression() {
      return false;
    }

    @Override
    public Table apply(Table rows, long first) {
      Table all = rows;
      for (Column column : function.define(name, rows)) {
        all = all.with(column);
      }
      return all;
    }
  }

  /// The events of one part of a split.
  record InPart(PartRule rule, Part part) implements EventStep {
    @Override
    public List<String> needs() {
      return rule.needs();
    }

    @Override
    public List<String> defined() {
      return List.of();
    }

    @Override
    public boolean isExpression() {
      return false;
    }

    @Override
    public Table apply(Table rows, long first) {
      Part[] parts = rule.parts(rows, first);
      int[] taken = new int[parts.length];
      int kept = 0;
      for (int i = 0; i < parts.length; i++) {
        if (parts[i] == part) {
          taken[kept++] = i;
        }
      }
      return rows.take(Arrays.copyOf(taken, kept));
    }
  }
}

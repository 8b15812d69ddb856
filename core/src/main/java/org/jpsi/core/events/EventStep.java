package org.jpsi.core.events;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.Part;
import org.jspecify.annotations.Nullable;

/// Step of a view: what happens to the events of a block, one step after the other.
sealed interface EventStep {
  /// The columns it needs.
  List<String> needs();

  /// The column it defines; null where it selects events.
  @Nullable String defines();

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
    public @Nullable String defines() {
      return null;
    }

    @Override
    public Table apply(Table rows, long first) {
      return selection.filter(rows);
    }
  }

  /// New column, or one that takes the place of another.
  record Define(String defines, Expression expression) implements EventStep {
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
        return rows.column(expression.plainColumn().get()).withName(defines);
      }
      return expression.isText(rows)
          ? new TextColumn(defines, expression.labels(rows))
          : expression.evaluateColumn(defines, expression.unit(rows), rows);
    }
  }

  /// Class label of each event, as text.
  record Label(String defines, Expression expression) implements EventStep {
    @Override
    public List<String> needs() {
      return expression.columnNames();
    }

    @Override
    public Table apply(Table rows, long first) {
      return rows.with(new TextColumn(defines, expression.labels(rows)));
    }
  }

  /// The events of one part of a split, which is decided by an event's number in the chain.
  record InPart(Split.Fractions fractions, long seed, Part part) implements EventStep {
    @Override
    public List<String> needs() {
      return List.of();
    }

    @Override
    public @Nullable String defines() {
      return null;
    }

    @Override
    public Table apply(Table rows, long first) {
      long[] entries = rows.entries();
      if (entries.length == 0) {
        return rows;
      }
      // the entries of a block ascend: one draw for each from its first to its last
      long begin = entries[0];
      int range = (int) (entries[entries.length - 1] - begin + 1);
      Part[] parts = fractions.parts(seed, 0, first + begin, range);
      int[] taken = new int[entries.length];
      int kept = 0;
      for (int i = 0; i < entries.length; i++) {
        if (parts[(int) (entries[i] - begin)] == part) {
          taken[kept++] = i;
        }
      }
      return rows.take(Arrays.copyOf(taken, kept));
    }
  }
}

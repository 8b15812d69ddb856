package org.jpsi.core.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Columns that an expression is compiled against: their types, and the steps that load them.
sealed interface ColumnTypes {
  /// The type of a column or of an element of one.
  ///
  /// @throws InputException where there is none, with a caret under it
  ValueType type(ExpressionNode.ColumnRef column);

  /// The step that loads the block's values of a column into a slot.
  Step load(ExpressionNode.ColumnRef column, int slot);

  /// Depth of a column, its levels of items: 0 with one value per event.
  default int depth(ExpressionNode.ColumnRef column) {
    return 0;
  }

  /// Whether a column, or its items, are truths.
  default boolean isTruth(ExpressionNode.ColumnRef column) {
    return false;
  }

  /// The items of a jagged column at the lowest level.
  default ItemSource.OfColumn items(ExpressionNode.ColumnRef column) {
    throw new IllegalStateException(column.name());
  }

  /// Refuses text where it cannot be.
  default void allowText(int position) {}

  /// The reason why a column is text that looks like numbers; empty where it does not.
  default String whyText(ExpressionNode.ColumnRef column) {
    return "";
  }

  /// The event's number of a row, for messages.
  default long entry(int row) {
    return row;
  }

  /// Begins a problem of the expression.
  InputException.Builder error();

  /// Columns of a table.
  ///
  /// @param where the expression stands, for messages
  /// @param text of the expression, for messages
  record OfTable(String where, String text, Table table) implements ColumnTypes {
    @Override
    public ValueType type(ExpressionNode.ColumnRef ref) {
      Column column = table.find(ref.name()).orElseThrow(() -> missing(ref));
      return switch (column) {
        case TextColumn words -> ValueType.TEXT;
        case NumberColumn numbers -> {
          int width = numbers.width();
          if (ref.isIndexed() ? ref.element() >= width || width == 1 : width > 1) {
            throw wrongIndex(ref, numbers);
          }
          yield ValueType.of(numbers);
        }
        case JaggedColumn jagged -> throw new IllegalStateException(jagged.name());
      };
    }

    /// The jagged column, its jagged items and so on; none of one that is not jagged.
    private List<JaggedColumn> path(ExpressionNode.ColumnRef ref) {
      List<JaggedColumn> path = new ArrayList<>();
      Column column = table.find(ref.name()).orElse(null);
      while (column instanceof JaggedColumn jagged) {
        path.add(jagged);
        column = jagged.items();
      }
      return path;
    }

    @Override
    public int depth(ExpressionNode.ColumnRef ref) {
      return path(ref).size();
    }

    @Override
    public boolean isTruth(ExpressionNode.ColumnRef ref) {
      List<JaggedColumn> path = path(ref);
      Column column = path.isEmpty() ? table.find(ref.name()).orElse(null) : path.getLast().items();
      return column instanceof NumberColumn numbers && ValueType.of(numbers) == ValueType.BOOL;
    }

    @Override
    public ItemSource.OfColumn items(ExpressionNode.ColumnRef ref) {
      List<JaggedColumn> path = path(ref);
      if (path.getLast().items() instanceof NumberColumn numbers && numbers.width() > 1) {
        throw error()
            .expected("items of one number each in column " + ref.name())
            .found("arrays of " + numbers.width() + ", " + table.column(ref.name()).typeName())
            .remedy("leave it out")
            .excerpt(text, ref.position())
            .exception();
      }
      return new ItemSource.OfColumn(Expression.quoted(ref.name()), path);
    }

    @Override
    public String whyText(ExpressionNode.ColumnRef ref) {
      return table.find(ref.name()).orElse(null) instanceof TextColumn text ? text.reason() : "";
    }

    private InputException missing(ExpressionNode.ColumnRef ref) {
      return error()
          .expected("a column " + ref.name())
          .found(table.columns().size() + " others")
          .nearest(ref.name(), table.names().stream().map(Expression::quoted).toList())
          .excerpt(text, ref.position())
          .exception();
    }

    private InputException wrongIndex(ExpressionNode.ColumnRef ref, NumberColumn numbers) {
      int last = numbers.width() - 1;
      return error()
          .expected(
              last == 0
                  ? "no index, since column " + ref.name() + " holds one number per event"
                  : "an index from 0 to "
                      + last
                      + ", as in "
                      + Expression.quoted(ref.name())
                      + "[0]")
          .found(ref.isIndexed() ? "[" + ref.element() + "]" : "none")
          .excerpt(text, ref.position())
          .exception();
    }

    @Override
    public Step load(ExpressionNode.ColumnRef ref, int slot) {
      return switch (table.column(ref.name())) {
        case TextColumn words -> LoadSteps.text(words, Frame::first, slot);
        case NumberColumn numbers ->
            LoadSteps.column(numbers, Math.max(0, ref.element()), Frame::first, slot);
        case JaggedColumn jagged -> throw new IllegalStateException(jagged.name());
      };
    }

    @Override
    public long entry(int row) {
      return table.entry(row);
    }

    @Override
    public InputException.Builder error() {
      return InputException.at(new Place.Named(where), new Place.OnTable(table.origin()));
    }
  }

  /// Values of one event, float64 all of them.
  ///
  /// @param where the expression stands, for messages
  /// @param text of the expression, for messages
  /// @param names index of each value
  record OfEvent(String where, String text, Map<String, Integer> names) implements ColumnTypes {
    static OfEvent of(String where, String text, List<String> names) {
      Map<String, Integer> index = new LinkedHashMap<>();
      // a name that is given twice means the first
      for (int i = names.size() - 1; i >= 0; i--) {
        index.put(names.get(i), i);
      }
      return new OfEvent(where, text, index);
    }

    private static String name(ExpressionNode.ColumnRef ref) {
      return ref.isIndexed() ? ref.name() + "[" + ref.element() + "]" : ref.name();
    }

    @Override
    public ValueType type(ExpressionNode.ColumnRef ref) {
      if (names.containsKey(name(ref))) {
        return ValueType.FLOAT64;
      }
      throw error()
          .expected("a value " + name(ref))
          .found(names.size() + " others")
          .nearest(name(ref), names.keySet())
          .excerpt(text, ref.position())
          .exception();
    }

    @Override
    public Step load(ExpressionNode.ColumnRef ref, int slot) {
      return LoadSteps.value(Objects.requireNonNull(names.get(name(ref))), slot);
    }

    @Override
    public void allowText(int position) {
      throw error()
          .expected("numbers alone, for one event at a time")
          .found("text")
          .remedy("score a table instead")
          .excerpt(text, position)
          .exception();
    }

    @Override
    public InputException.Builder error() {
      return InputException.at(where);
    }
  }
}

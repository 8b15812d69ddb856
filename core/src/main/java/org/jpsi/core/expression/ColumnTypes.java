package org.jpsi.core.expression;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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

  /// Depth of a column, its levels of items: 0 with one value per event. Indices do not count.
  default int depth(ExpressionNode.ColumnRef column) {
    return 0;
  }

  /// The sizes of the fixed-size arrays that a column has, or its items; none of single values.
  default List<Integer> shape(ExpressionNode.ColumnRef column) {
    return List.of();
  }

  /// Whether a column has a fixed-size array for each event.
  default boolean isArray(ExpressionNode.ColumnRef column) {
    return depth(column) == shape(column).size();
  }

  /// Whether a column, with its indices, is not one value per event: elements of arrays are.
  default boolean isOfItems(ExpressionNode.ColumnRef column) {
    int depth = depth(column);
    return depth > 0 && !(isArray(column) && column.elements().size() >= depth);
  }

  /// The number of rows; -1 of one event at a time.
  default int rows() {
    return -1;
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
  /// @param paths levels of the columns that were asked for
  record OfTable(String where, String text, Table table, Map<String, List<JaggedColumn>> paths)
      implements ColumnTypes {
    OfTable(String where, String text, Table table) {
      this(where, text, table, new HashMap<>());
    }

    @Override
    public ValueType type(ExpressionNode.ColumnRef ref) {
      Column column = table.find(ref.name()).orElseThrow(() -> missing(ref));
      return switch (column) {
        case TextColumn words -> ValueType.TEXT;
        case NumberColumn numbers -> {
          requireElement(ref, numbers);
          yield ValueType.of(numbers);
        }
        case JaggedColumn jagged -> throw new IllegalStateException(jagged.name());
      };
    }

    private List<JaggedColumn> path(ExpressionNode.ColumnRef ref) {
      return paths.computeIfAbsent(ref.name(), name -> ItemLevels.path(table.column(name)));
    }

    @Override
    public int depth(ExpressionNode.ColumnRef ref) {
      return table.find(ref.name()).map(ItemLevels::depth).orElse(0);
    }

    @Override
    public List<Integer> shape(ExpressionNode.ColumnRef ref) {
      return table.find(ref.name()).map(ItemLevels::shape).orElse(List.of());
    }

    @Override
    public int rows() {
      return table.rows();
    }

    @Override
    public boolean isTruth(ExpressionNode.ColumnRef ref) {
      Column column = table.find(ref.name()).orElse(null);
      while (column instanceof JaggedColumn jagged) {
        column = jagged.items();
      }
      return column instanceof NumberColumn numbers && ValueType.of(numbers) == ValueType.BOOL;
    }

    @Override
    public ItemSource.OfColumn items(ExpressionNode.ColumnRef ref) {
      return new ItemSource.OfColumn(Expression.quoted(ref.name()), path(ref));
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

    private void requireElement(ExpressionNode.ColumnRef ref, NumberColumn numbers) {
      List<Integer> shape = numbers.shape();
      boolean fits = ref.elements().size() == shape.size();
      for (int k = 0; fits && k < shape.size(); k++) {
        fits = ref.elements().get(k) < shape.get(k);
      }
      if (!fits) {
        throw error()
            .expected(
                shape.isEmpty()
                    ? "no index, since column " + ref.name() + " holds one number per event"
                    : ranges(shape)
                        + (", as in " + Expression.quoted(ref.name()) + numbers.indices(0)))
            .found(ref.isIndexed() ? ref.indices() : "none")
            .excerpt(text, ref.position())
            .exception();
      }
    }

    private static String ranges(List<Integer> shape) {
      return (shape.size() == 1 ? "an index" : shape.size() + " indices")
          + " from 0 to "
          + shape.stream().map(size -> "" + (size - 1)).collect(Collectors.joining(" and 0 to "));
    }

    @Override
    public Step load(ExpressionNode.ColumnRef ref, int slot) {
      return switch (table.column(ref.name())) {
        case TextColumn words -> LoadSteps.text(words, Frame::first, slot);
        case NumberColumn numbers ->
            LoadSteps.column(numbers, element(ref, numbers), Frame::first, slot);
        case JaggedColumn jagged -> throw new IllegalStateException(jagged.name());
      };
    }

    /// A column of single numbers: it itself, or an element of its arrays.
    static NumberColumn one(ExpressionNode.ColumnRef ref, NumberColumn numbers) {
      return ref.isIndexed() ? numbers.element(element(ref, numbers)) : numbers;
    }

    private static int element(ExpressionNode.ColumnRef ref, NumberColumn numbers) {
      int element = 0;
      for (int k = 0; k < numbers.shape().size(); k++) {
        element = element * numbers.shape().get(k) + ref.elements().get(k);
      }
      return element;
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
      return ref.name() + ref.indices();
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

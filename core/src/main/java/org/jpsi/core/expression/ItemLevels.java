package org.jpsi.core.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;

/// Levels of items of a column: those of a jagged one, then the dimensions of fixed-size arrays,
/// which are lists of one length.
final class ItemLevels {
  private ItemLevels() {}

  /// The number of levels; 0 of one value per event.
  static int depth(Column column) {
    int depth = 0;
    Column items = column;
    while (items instanceof JaggedColumn jagged) {
      depth++;
      items = jagged.items();
    }
    return depth + shape(items).size();
  }

  /// The sizes of the arrays that are the innermost items; none of single values.
  static List<Integer> shape(Column column) {
    Column items = column;
    while (items instanceof JaggedColumn jagged) {
      items = jagged.items();
    }
    return items instanceof NumberColumn numbers ? numbers.shape() : List.of();
  }

  /// The column of each level: items of the last one are single values.
  static List<JaggedColumn> path(Column column) {
    List<JaggedColumn> path = new ArrayList<>();
    Column items = column;
    while (items instanceof JaggedColumn jagged) {
      path.add(jagged);
      items = jagged.items();
    }
    if (items instanceof NumberColumn numbers && numbers.width() > 1) {
      if (!path.isEmpty()) {
        // their items were arrays
        return path(nested(path, asLists(numbers)));
      }
      return path(asLists(numbers));
    }
    return path;
  }

  private static Column nested(List<JaggedColumn> path, Column innermost) {
    Column column = innermost;
    for (JaggedColumn level : path.reversed()) {
      column = JaggedColumn.of(level.name(), level.offsets(), column);
    }
    return column;
  }

  /// Arrays as lists of lists; the numbers are shared.
  private static Column asLists(NumberColumn numbers) {
    List<Integer> shape = numbers.shape();
    Column column = NumberColumn.of("", numbers.unit(), numbers.type(), 1, numbers.array());
    for (int size : shape.reversed()) {
      int[] offsets = new int[column.rows() / size + 1];
      for (int i = 1; i < offsets.length; i++) {
        offsets[i] = offsets[i - 1] + size;
      }
      column = JaggedColumn.of(numbers.name(), offsets, column);
    }
    return column.withName(numbers.name());
  }

  /// Part of a nesting: of each row the item by its numbers, one for each of the first levels,
  /// which is a list itself; an empty one where there is no such item.
  ///
  /// @param indices of every row, one array for each level, fewer than there are levels
  static JaggedColumn part(List<JaggedColumn> path, List<long[]> indices) {
    int rows = path.getFirst().rows();
    int[] places = new int[rows];
    for (int i = 0; i < rows; i++) {
      int row = i;
      for (int k = 0; k < indices.size() && row >= 0; k++) {
        row = place(path.get(k), row, indices.get(k)[i]);
      }
      places[i] = row;
    }
    JaggedColumn lists = path.get(indices.size());
    int[] there = Arrays.stream(places).filter(row -> row >= 0).toArray();
    JaggedColumn taken = lists.take(there);
    int[] offsets = new int[rows + 1];
    int at = 0;
    for (int i = 0; i < rows; i++) {
      offsets[i + 1] = offsets[i] + (places[i] < 0 ? 0 : taken.count(at++));
    }
    return JaggedColumn.of(lists.name(), offsets, taken.items());
  }

  /// The place of an item of a row among the items of all; -1 where there is none.
  static int place(JaggedColumn column, int row, long index) {
    int[] offsets = column.offsets();
    return index < 0 || index >= offsets[row + 1] - offsets[row] ? -1 : offsets[row] + (int) index;
  }
}

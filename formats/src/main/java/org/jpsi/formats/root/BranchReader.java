package org.jpsi.formats.root;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;

/// Reader of the requested columns of one branch.
final class BranchReader {
  private final Branch branch;
  private final BranchCursor cursor;
  private final List<String> names = new ArrayList<>();
  private final List<LeafColumn> leaves = new ArrayList<>();

  BranchReader(RootFile file, Branch branch) {
    this.branch = branch;
    this.cursor = new BranchCursor(file, branch);
  }

  /// Adds a column.
  ///
  /// @param leaf index of the leaf; -1 for a text
  void add(String name, int leaf) {
    names.add(name);
    if (leaf >= 0) {
      leaves.add(branch.columns().get(leaf));
    }
  }

  /// Bytes per event in memory.
  long eventBytes() {
    return branch.text()
        ? 64
        : leaves.stream().mapToLong(l -> (long) l.width() * LeafType.bytes(l.type())).sum();
  }

  List<Column> read(long from, int rows) {
    if (branch.text()) {
      String[] values = new String[rows];
      cursor.texts(from, rows, values);
      return List.of(new TextColumn(names.getFirst(), values));
    }
    List<Object> arrays = new ArrayList<>();
    for (LeafColumn leaf : leaves) {
      Class<?> number = NumberColumn.arrayType(leaf.type()).componentType();
      arrays.add(Array.newInstance(number, Math.multiplyExact(rows, leaf.width())));
    }
    cursor.numbers(from, rows, leaves, arrays);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      LeafColumn leaf = leaves.get(i);
      columns.add(
          NumberColumn.of(names.get(i), leaf.unit(), leaf.type(), leaf.width(), arrays.get(i)));
    }
    return columns;
  }
}

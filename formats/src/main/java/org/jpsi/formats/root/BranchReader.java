package org.jpsi.formats.root;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;

/// Reader of columns of one branch.
final class BranchReader {
  private final RootFile file;
  private final Branch branch;
  private BranchCursor cursor;

  BranchReader(RootFile file, Branch branch) {
    this.file = file;
    this.branch = branch;
    this.cursor = new BranchCursor(file, branch);
  }

  /// Column that is asked for.
  ///
  /// @param leaf index of the leaf; -1 for a text
  record Wanted(String name, int leaf) {}

  private List<LeafColumn> leaves(List<Wanted> columns) {
    return columns.stream().map(c -> branch.columns().get(c.leaf())).toList();
  }

  /// Bytes per event in memory.
  long bytes(List<Wanted> columns) {
    return branch.text()
        ? 64
        : leaves(columns).stream()
            .mapToLong(l -> (long) l.width() * LeafType.bytes(l.type()))
            .sum();
  }

  /// Forgets the basket that was read last.
  void release() {
    cursor = new BranchCursor(file, branch);
  }

  List<Column> read(long from, int rows, List<Wanted> wanted) {
    if (branch.text()) {
      String[] values = new String[rows];
      cursor.texts(from, rows, values);
      return List.of(new TextColumn(wanted.getFirst().name(), values));
    }
    List<LeafColumn> leaves = leaves(wanted);
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
          NumberColumn.of(
              wanted.get(i).name(), leaf.unit(), leaf.type(), leaf.width(), arrays.get(i)));
    }
    return columns;
  }
}

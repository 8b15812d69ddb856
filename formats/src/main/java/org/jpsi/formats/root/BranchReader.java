package org.jpsi.formats.root;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;
import org.jspecify.annotations.Nullable;

/// Reader of columns of one branch.
final class BranchReader {
  // of the heap, beside the bytes of the file: what is packed, and objects for texts
  private static final long EXPANSION = 8;

  private final RootFile file;
  private final Branch branch;
  private final @Nullable Branch counter;
  // of an entry in the file, on average
  private final long storedBytes;
  private BranchCursor cursor;

  /// @param branches of the tree
  BranchReader(RootFile file, Branch branch, List<Branch> branches) {
    this.file = file;
    this.branch = branch;
    this.counter = branch.counter() < 0 ? null : branches.get(branch.counter());
    this.cursor = new BranchCursor(file, branch, counter);
    long stored = branch.baskets().stream().mapToLong(Basket::storedBytes).sum();
    long entries = branch.baskets().stream().mapToLong(Basket::entries).sum();
    this.storedBytes = stored / Math.max(1, entries);
  }

  /// Column that is asked for.
  ///
  /// @param index of the column among those of the branch
  record Wanted(String name, int index) {}

  private List<LeafColumn> leaves(List<Wanted> columns) {
    return columns.stream().map(c -> branch.columns().get(c.index())).toList();
  }

  /// Bytes per event in memory, as far as one can tell beforehand.
  long bytes(List<Wanted> columns) {
    if (branch.layout() != null) {
      return EXPANSION + EXPANSION * storedBytes;
    }
    return branch.text()
        ? 64
        : leaves(columns).stream()
            .mapToLong(l -> (long) l.width() * LeafType.bytes(l.type()))
            .sum();
  }

  /// Forgets the basket that was read last.
  void release() {
    cursor = new BranchCursor(file, branch, counter);
  }

  List<Column> read(long from, int rows, List<Wanted> wanted) {
    if (branch.layout() != null) {
      return items(from, rows, wanted, branch.layout());
    }
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
                  wanted.get(i).name(), leaf.unit(), leaf.type(), leaf.width(), arrays.get(i))
              .withShape(leaf.shape()));
    }
    return columns;
  }

  private List<Column> items(long from, int rows, List<Wanted> wanted, ItemLayout layout) {
    ItemReader reader = layout.reader();
    cursor.items(from, rows, reader);
    List<Column> all = new ArrayList<>();
    reader.columns(all);
    return wanted.stream()
        .map(w -> Units.with(all.get(w.index()), branch.unit()).withName(w.name()))
        .toList();
  }
}

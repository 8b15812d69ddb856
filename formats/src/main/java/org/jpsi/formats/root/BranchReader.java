package org.jpsi.formats.root;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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

  /// Begins to read entries `from` to `from + rows`.
  ///
  /// @param parts into which it may be cut, to be read in parallel
  Reading reading(long from, int rows, List<Wanted> wanted, int parts) {
    if (branch.layout() == null && !branch.text()) {
      return new Numbers(from, rows, wanted, parts);
    }
    return new Whole(() -> read(from, rows, wanted));
  }

  /// Reading of columns in parts, which may be read in parallel.
  interface Reading {
    int parts();

    void read(int part);

    /// The columns, when all parts are read.
    List<Column> columns();
  }

  /// Reading in one part: where an entry goes depends on those before it.
  private static final class Whole implements Reading {
    private final Supplier<List<Column>> read;
    private List<Column> columns = List.of();

    Whole(Supplier<List<Column>> read) {
      this.read = read;
    }

    @Override
    public int parts() {
      return 1;
    }

    @Override
    public void read(int part) {
      columns = read.get();
    }

    @Override
    public List<Column> columns() {
      return columns;
    }
  }

  /// Reading of numbers in parts of whole baskets, each by a cursor of its own.
  private final class Numbers implements Reading {
    private final long from;
    private final List<Wanted> wanted;
    private final List<LeafColumn> leaves;
    private final List<Object> arrays = new ArrayList<>();
    // rows where the parts begin, and where the last one ends
    private final int[] bounds;

    Numbers(long from, int rows, List<Wanted> wanted, int parts) {
      this.from = from;
      this.wanted = wanted;
      this.leaves = leaves(wanted);
      this.bounds = bounds(from, rows, parts);
      for (LeafColumn leaf : leaves) {
        Class<?> number = NumberColumn.arrayType(leaf.type()).componentType();
        arrays.add(Array.newInstance(number, Math.multiplyExact(rows, leaf.width())));
      }
    }

    @Override
    public int parts() {
      return bounds.length - 1;
    }

    @Override
    public void read(int part) {
      // the last basket is at hand for who reads on
      boolean last = part == parts() - 1;
      BranchCursor own = last ? cursor : new BranchCursor(file, branch, counter);
      int row = bounds[part];
      own.numbers(from + row, bounds[part + 1] - row, leaves, arrays, row);
    }

    @Override
    public List<Column> columns() {
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
  }

  /// Cuts rows into parts of about one size, each at the beginning of a basket.
  private int[] bounds(long from, int rows, int parts) {
    List<Integer> bounds = new ArrayList<>(List.of(0));
    for (Basket basket : parts == 1 ? List.<Basket>of() : branch.baskets()) {
      long row = basket.first() - from;
      long next = (long) rows * bounds.size() / parts;
      if (row >= next && row > bounds.getLast() && row < rows && bounds.size() < parts) {
        bounds.add((int) row);
      }
    }
    bounds.add(rows);
    return bounds.stream().mapToInt(b -> b).toArray();
  }

  private List<Column> read(long from, int rows, List<Wanted> wanted) {
    if (branch.layout() != null) {
      return items(from, rows, wanted, branch.layout());
    }
    String[] values = new String[rows];
    cursor.texts(from, rows, values);
    return List.of(new TextColumn(wanted.getFirst().name(), values));
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

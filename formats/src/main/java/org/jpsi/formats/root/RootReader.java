package org.jpsi.formats.root;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jpsi.core.event.Column;
import org.jpsi.core.event.NumberColumn;
import org.jpsi.core.event.Table;
import org.jpsi.core.event.TextColumn;
import org.jpsi.core.input.InputException;
import org.jpsi.formats.EventReader;

/// One tree as a source of events.
final class RootReader implements EventReader {
  private final RootFile file;
  private final String origin;
  private final Tree tree;
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final List<Unreadable> unreadable = new ArrayList<>();

  /// Where a column comes from; `leaf` -1 for a text.
  private record Source(Branch branch, int leaf, ColumnInfo info) {}

  RootReader(RootFile file, String origin, Tree tree) {
    this.file = file;
    this.origin = origin;
    this.tree = tree;
    for (Branch branch : tree.branches()) {
      for (Unreadable u : branch.unreadable()) {
        unreadable.add(new Unreadable(free(u.name(), branch), u.why()));
      }
      if (branch.text()) {
        String name = free(branch.name(), branch);
        sources.put(name, new Source(branch, -1, new ColumnInfo(name, "text", "")));
      }
      for (int i = 0; i < branch.columns().size(); i++) {
        LeafColumn leaf = branch.columns().get(i);
        String name = free(leaf.name(), branch);
        sources.put(name, new Source(branch, i, new ColumnInfo(name, kind(leaf), leaf.unit())));
      }
    }
  }

  /// The name, or with the parent's before it where another branch has that name.
  private String free(String name, Branch branch) {
    String full = name;
    if (sources.containsKey(full) && !branch.parent().isEmpty()) {
      full = branch.parent() + (branch.parent().endsWith(".") ? "" : ".") + name;
    }
    for (int i = 2; sources.containsKey(full); i++) {
      full = name + "#" + i;
    }
    return full;
  }

  private static String kind(LeafColumn leaf) {
    return NumberColumn.of(
            leaf.name(),
            "",
            leaf.type(),
            leaf.width(),
            Array.newInstance(NumberColumn.storage(leaf.type()).componentType(), 0))
        .kind();
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public List<ColumnInfo> columns() {
    return sources.values().stream().map(Source::info).toList();
  }

  @Override
  public List<Unreadable> unreadable() {
    return List.copyOf(unreadable);
  }

  @Override
  public long events() {
    return tree.entries();
  }

  @Override
  public Iterator<Table> chunks(List<String> columns, int chunk) {
    if (chunk < 1) {
      throw new IllegalArgumentException("chunk " + chunk);
    }
    Map<Branch, Wanted> wanted = new LinkedHashMap<>();
    for (String name : columns) {
      Source source = source(name);
      wanted
          .computeIfAbsent(source.branch(), b -> new Wanted(b, new BranchCursor(file, b)))
          .add(name, source.leaf());
    }
    return new Chunks(List.copyOf(columns), new ArrayList<>(wanted.values()), chunk);
  }

  private Source source(String name) {
    Source source = sources.get(name);
    if (source != null) {
      return source;
    }
    for (Unreadable u : unreadable) {
      if (u.name().equals(name)) {
        throw InputException.at(origin).says("cannot read " + name + ": " + u.why()).exception();
      }
    }
    throw InputException.at(origin)
        .expected("a branch " + name)
        .found(sources.size() + " others")
        .nearest(name, sources.keySet())
        .remedy("`jpsi inspect` lists what is there")
        .exception();
  }

  @Override
  public void close() {
    file.close();
  }

  /// The columns wanted of one branch.
  private record Wanted(
      Branch branch, BranchCursor cursor, List<String> names, List<LeafColumn> leaves) {
    Wanted(Branch branch, BranchCursor cursor) {
      this(branch, cursor, new ArrayList<>(), new ArrayList<>());
    }

    void add(String name, int leaf) {
      names.add(name);
      if (leaf >= 0) {
        leaves.add(branch.columns().get(leaf));
      }
    }

    List<Column> read(long from, int rows) {
      if (branch.text()) {
        String[] values = new String[rows];
        cursor.texts(from, rows, values);
        return List.of(new TextColumn(names.getFirst(), values));
      }
      List<Object> arrays = new ArrayList<>();
      for (LeafColumn leaf : leaves) {
        arrays.add(
            Array.newInstance(
                NumberColumn.storage(leaf.type()).componentType(),
                Math.multiplyExact(rows, leaf.width())));
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

  private final class Chunks implements Iterator<Table> {
    private final List<String> names;
    private final List<Wanted> wanted;
    private final int chunk;
    private long at;

    Chunks(List<String> names, List<Wanted> wanted, int chunk) {
      this.names = names;
      this.wanted = wanted;
      this.chunk = chunk;
    }

    @Override
    public boolean hasNext() {
      return at < tree.entries() || at == 0 && tree.entries() == 0;
    }

    @Override
    public Table next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int rows = (int) Math.min(chunk, tree.entries() - at);
      Map<String, Column> byName = new LinkedHashMap<>();
      for (Wanted branch : wanted) {
        for (Column column : branch.read(at, rows)) {
          byName.put(column.name(), column);
        }
      }
      at = rows == 0 ? 1 : at + rows;
      return Table.of(origin, names.stream().map(byName::get).toList());
    }
  }
}

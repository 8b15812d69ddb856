package org.jpsi.formats.root;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventReader;

/// Reader of one tree.
final class RootReader implements EventReader {
  private final RootFile file;
  private final String origin;
  private final RootTree tree;
  private final Map<String, BranchSource> sources = new LinkedHashMap<>();
  private final List<Unreadable> unreadable = new ArrayList<>();

  /// Source of a column: a leaf of a branch; `leaf` is -1 for a text.
  private record BranchSource(Branch branch, int leaf, ColumnInfo info) {}

  RootReader(RootFile file, String origin, RootTree tree) {
    this.file = file;
    this.origin = origin;
    this.tree = tree;
    for (Branch branch : tree.branches()) {
      for (Unreadable u : branch.unreadable()) {
        unreadable.add(new Unreadable(uniqueName(u.name(), branch), u.reason()));
      }
      if (branch.text()) {
        String name = uniqueName(branch.name(), branch);
        sources.put(name, new BranchSource(branch, -1, new ColumnInfo(name, "text", "")));
      }
      for (int i = 0; i < branch.columns().size(); i++) {
        LeafColumn leaf = branch.columns().get(i);
        String name = uniqueName(leaf.name(), branch);
        sources.put(
            name, new BranchSource(branch, i, new ColumnInfo(name, kind(leaf), leaf.unit())));
      }
    }
  }

  /// The name, or with the parent's before it where another branch has that name.
  private String uniqueName(String name, Branch branch) {
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
            Array.newInstance(NumberColumn.arrayType(leaf.type()).componentType(), 0))
        .typeName();
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public List<ColumnInfo> columns() {
    return sources.values().stream().map(BranchSource::info).toList();
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
    Map<Branch, BranchReader> wanted = new LinkedHashMap<>();
    for (String name : columns) {
      BranchSource source = source(name);
      wanted
          .computeIfAbsent(source.branch(), b -> new BranchReader(file, b))
          .add(name, source.leaf());
    }
    return new RootChunkIterator(
        origin, List.copyOf(columns), List.copyOf(wanted.values()), tree.entries(), chunk);
  }

  private BranchSource source(String name) {
    BranchSource source = sources.get(name);
    if (source != null) {
      return source;
    }
    for (Unreadable u : unreadable) {
      if (u.name().equals(name)) {
        throw InputException.at(origin)
            .says("cannot read " + name + ": " + u.reason())
            .remedy("leave it out, or write it as a flat branch")
            .exception();
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
}

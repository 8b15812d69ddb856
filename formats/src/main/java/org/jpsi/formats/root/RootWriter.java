package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;

/// Writer of one tree. Baskets end every so many entries in all branches alike, those of lists and
/// texts also where they are full: the file does not depend on the chunks, and memory does not grow
/// with the events.
final class RootWriter implements EventWriter {
  private static final int MAX_ENTRIES = 32768;
  private static final int MAX_BYTES = 4 << 20;
  // entries after which full baskets of lists and texts are written
  private static final int GRID = 1024;
  // of a basket of lists or texts
  private static final int MIN_BYTES = 32000;
  // of all baskets of lists and texts together
  private static final int ALL_BYTES = 64 << 20;

  private final String tree;
  private final boolean vectors;
  private final RootFileOutput file;
  private final List<BranchWriter> branches = new ArrayList<>();
  private ListCounters counters = new ListCounters(List.of());
  private boolean begun;
  private int basketEntries = MAX_ENTRIES;
  private int basketBytes = MAX_BYTES;
  private int grid = GRID;
  private int pending;
  private long entries;

  /// @param vectors whether lists of numbers become `std::vector`, not arrays with a counter
  RootWriter(RootFileOutput file, String tree, boolean vectors) {
    this.file = file;
    this.tree = tree;
    this.vectors = vectors;
  }

  @Override
  public void write(Table chunk) {
    List<Column> columns = chunk.columns();
    if (!begun) {
      begun = true;
      int bytes = 1;
      for (Column column : columns) {
        branches.add(new BranchWriter(column, vectors));
        bytes = Math.max(bytes, branches.getLast().entryBytes());
      }
      basketEntries = Math.clamp(MAX_BYTES / bytes, 1, MAX_ENTRIES);
      basketBytes = Math.clamp(ALL_BYTES / Math.max(1, columns.size()), MIN_BYTES, MAX_BYTES);
      grid = branches.stream().anyMatch(b -> b.leaf().varies()) ? GRID : basketEntries;
      counters = new ListCounters(branches);
    }
    check(columns);
    int done = 0;
    while (done < chunk.rows()) {
      int n = Math.min(chunk.rows() - done, basketEntries - pending);
      n = Math.min(n, grid - pending % grid);
      for (int c = 0; c < columns.size(); c++) {
        branches.get(c).add(columns.get(c), done, n, file.where(), tree, basketBytes);
      }
      done += n;
      pending += n;
      entries += n;
      if (pending == basketEntries) {
        flush();
      } else if (pending % grid == 0) {
        branches.forEach(branch -> branch.store(file, tree));
      }
    }
  }

  private void check(List<Column> columns) {
    boolean same = columns.size() == branches.size();
    for (int c = 0; same && c < columns.size(); c++) {
      same = branches.get(c).accepts(columns.get(c));
    }
    if (!same) {
      throw new IllegalArgumentException(
          file.where() + ": a chunk with other columns than the first");
    }
  }

  private void flush() {
    counters.compare();
    for (BranchWriter branch : branches) {
      branch.endBasket(tree);
      branch.store(file, tree);
    }
    counters.flush(file, tree, entries);
    pending = 0;
  }

  @Override
  public void finish() {
    if (pending > 0) {
      flush();
    }
    RootOutput record = new RootOutput(RootFileOutput.keyBytes("TTree", tree, ""));
    TreeRecord.write(record, tree, entries, basketEntries, branches, counters.branches());
    boolean collections =
        branches.stream().anyMatch(b -> b.leaf().kind() == LeafEncoder.Kind.COLLECTION);
    List<StreamerInfo> classes = new ArrayList<>(StreamerInfoList.BUILT_IN.all());
    if (collections) {
      classes.addAll(StreamerInfoList.OfCollections.ALL.all());
    }
    file.finish(List.of(file.store("TTree", tree, "", record)), classes);
  }

  @Override
  public void close() {
    file.close();
  }
}

package org.jpsi.formats.root;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;

/// Writer of one tree with flat branches. Baskets hold a fixed number of entries, so that the file
/// does not depend on the chunks.
final class RootWriter implements EventWriter {
  private static final int MAX_ENTRIES = 32768;
  private static final int MAX_BYTES = 4 << 20;
  // numbers; below that, handing work over costs more than it saves
  private static final long WORTH_THREADS = 1 << 14;

  private final String where;
  private final String tree;
  private final RootFileOutput file;
  private final List<BranchWriter> branches = new ArrayList<>();
  private boolean begun;
  private int basketEntries = MAX_ENTRIES;
  private int pending;
  private long entries;

  RootWriter(Path path, String tree) {
    this.where = path.toString();
    this.tree = tree;
    this.file = new RootFileOutput(path);
  }

  @Override
  public void write(Table chunk) {
    EventWriter.requireFlat(where, chunk);
    List<Column> columns = chunk.columns();
    if (!begun) {
      begun = true;
      int bytes = 1;
      for (Column column : columns) {
        branches.add(new BranchWriter(column));
        bytes = Math.max(bytes, branches.getLast().entryBytes());
      }
      basketEntries = Math.clamp(MAX_BYTES / bytes, 1, MAX_ENTRIES);
    }
    check(columns);
    int done = 0;
    while (done < chunk.rows()) {
      int n = Math.min(chunk.rows() - done, basketEntries - pending);
      add(columns, done, n);
      done += n;
      pending += n;
      entries += n;
      if (pending == basketEntries) {
        flush();
      }
    }
  }

  private void check(List<Column> columns) {
    boolean same = columns.size() == branches.size();
    for (int c = 0; same && c < columns.size(); c++) {
      same = branches.get(c).accepts(columns.get(c));
    }
    if (!same) {
      throw new IllegalArgumentException(where + ": a chunk with other columns than the first");
    }
  }

  /// Adds entries to all baskets and compresses those that are full, in parallel: which thread does
  /// it changes no byte.
  private void add(List<Column> columns, int from, int n) {
    boolean full = pending + n == basketEntries;
    pool(n)
        .parallelFor(
            branches.size(),
            b -> {
              branches.get(b).add(columns.get(b), from, n, where);
              if (full) {
                branches.get(b).pack(tree);
              }
            });
  }

  /// Threads where the entries are worth them.
  private ThreadPool pool(int entries) {
    return (long) entries * branches.size() < WORTH_THREADS
        ? ThreadPool.SERIAL
        : ThreadPool.standard();
  }

  /// Writes the baskets in the order of their branches.
  private void flush() {
    for (BranchWriter branch : branches) {
      branch.flush(file, tree, pending);
    }
    pending = 0;
  }

  @Override
  public void finish() {
    if (pending > 0) {
      pool(pending).parallelFor(branches.size(), b -> branches.get(b).pack(tree));
      flush();
    }
    RootOutput record = new RootOutput(RootFileOutput.keyBytes("TTree", tree, ""));
    TreeRecord.write(record, tree, entries, basketEntries, branches);
    file.finish(List.of(file.store("TTree", tree, "", record)), StreamerInfoList.BUILT_IN.all());
  }

  @Override
  public void close() {
    file.close();
  }
}

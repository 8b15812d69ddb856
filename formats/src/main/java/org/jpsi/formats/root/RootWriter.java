package org.jpsi.formats.root;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;

/// Writes one tree of flat branches. Baskets hold a fixed number of entries, so that the file does
/// not depend on how the events came in chunks.
final class RootWriter implements EventWriter {
  private static final int MOST_ENTRIES = 32768;
  private static final int MOST_BYTES = 4 << 20;

  private final String where;
  private final String tree;
  private final RecordOutput file;
  private final List<BranchOutput> branches = new ArrayList<>();
  private boolean begun;
  private int basketEntries = MOST_ENTRIES;
  private int pending;
  private long entries;

  RootWriter(Path path, String tree) {
    this.where = path.toString();
    this.tree = tree;
    this.file = new RecordOutput(path);
  }

  @Override
  public void write(Table chunk) {
    List<Column> columns = chunk.columns();
    if (!begun) {
      begun = true;
      int bytes = 1;
      for (Column column : columns) {
        branches.add(new BranchOutput(column));
        bytes = Math.max(bytes, branches.getLast().entryBytes());
      }
      basketEntries = Math.clamp(MOST_BYTES / bytes, 1, MOST_ENTRIES);
    }
    check(columns);
    int done = 0;
    while (done < chunk.rows()) {
      int n = Math.min(chunk.rows() - done, basketEntries - pending);
      for (int c = 0; c < columns.size(); c++) {
        branches.get(c).add(columns.get(c), done, n, where);
      }
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

  private void flush() {
    for (BranchOutput branch : branches) {
      branch.flush(file, tree, pending);
    }
    pending = 0;
  }

  @Override
  public void finish() {
    if (pending > 0) {
      flush();
    }
    RootOutput record = new RootOutput(RecordOutput.keyBytes("TTree", tree, ""));
    TreeRecord.write(record, tree, entries, basketEntries, branches);
    file.finish(tree, record);
  }

  @Override
  public void close() {
    file.close();
  }
}

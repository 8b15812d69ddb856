package org.jpsi.formats.root;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;

/// Writer of one tree with flat branches. Baskets hold a fixed number of entries, so that the file
/// does not depend on the chunks.
final class RootWriter implements EventWriter {
  private static final int MAX_ENTRIES = 32768;
  private static final int MAX_BYTES = 4 << 20;

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
    for (BranchWriter branch : branches) {
      branch.flush(file, tree, pending);
    }
    pending = 0;
  }

  @Override
  public void finish() {
    if (pending > 0) {
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

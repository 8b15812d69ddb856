package org.jpsi.formats.root;

import java.nio.file.Path;
import org.jpsi.core.table.Table;

/// ROOT files with a hole, so that positions in them are beyond what 32 bits address.
public final class SparseFile {
  private static final long HOLE = 5L << 30;

  private SparseFile() {}

  /// Writes a table, half of its rows before the hole.
  public static void write(Path path, String tree, Table table) {
    try (RootFileOutput file = new RootFileOutput(path);
        RootWriter writer = new RootWriter(file, tree, false)) {
      writer.write(table.slice(0, table.rows() / 2));
      file.skip(HOLE);
      writer.write(table.slice(table.rows() / 2, table.rows()));
      writer.finish();
    }
  }
}

package org.jpsi.benchmarks;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;

/// Coverage of ROOT files: what is read of each branch of a tree and field of an RNTuple, one line
/// a column: `C` with a digest of the values, `X` with the message where it is not read after all,
/// `U` with the reason, `F` and `T` for files and trees. `peers/coverage.py` compares it with
/// uproot.
final class RootCoverage {
  private static final int EVENTS = 2000;

  private RootCoverage() {}

  static void run(List<Path> files, PrintStream out) throws NoSuchAlgorithmException {
    for (Path file : files) {
      try {
        for (TreeInfo tree : Tables.trees(file)) {
          tree(file, tree.name(), out);
        }
      } catch (InputException wrong) {
        line(out, "F", file, "", "", "", wrong.message());
      }
    }
  }

  private static void tree(Path file, String tree, PrintStream out)
      throws NoSuchAlgorithmException {
    try (EventSource source = Tables.open(file, tree)) {
      int events = (int) Math.min(EVENTS, source.entries());
      for (Column column : source.columns()) {
        String name = column.name();
        try {
          Column read = source.read(List.of(name), 0, events).column(name);
          line(out, "C", file, tree, name, column.typeName(), digest(read));
        } catch (InputException wrong) {
          line(out, "X", file, tree, name, column.typeName(), wrong.message());
        }
      }
      for (EventSource.Unreadable column : source.unreadable()) {
        line(out, "U", file, tree, column.name(), "", column.reason());
      }
    } catch (InputException wrong) {
      line(out, "T", file, tree, "", "", wrong.message());
    }
  }

  private static void line(PrintStream out, String kind, Path file, String... cells) {
    StringBuilder line = new StringBuilder(kind).append('\t').append(file);
    for (String cell : cells) {
      line.append('\t').append(cell.replaceAll("\\s", " "));
    }
    out.println(line);
  }

  /// The first 8 bytes of SHA-256 of counts, level by level, and of values in 8 bytes each.
  private static String digest(Column column) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Column items = column;
    while (items instanceof JaggedColumn jagged) {
      ByteBuffer counts = buffer(4 * jagged.rows());
      for (int i = 0; i < jagged.rows(); i++) {
        counts.putInt(jagged.count(i));
      }
      digest.update(counts.array());
      digest.update((byte) '|');
      items = jagged.items();
    }
    switch (items) {
      case NumberColumn numbers -> digest.update(values(numbers));
      case TextColumn texts -> {
        for (int i = 0; i < texts.rows(); i++) {
          byte[] text = texts.value(i).getBytes(StandardCharsets.UTF_8);
          digest.update(buffer(4).putInt(text.length).array());
          digest.update(text);
        }
      }
      case JaggedColumn jagged -> throw new IllegalStateException(jagged.name());
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }

  private static byte[] values(NumberColumn numbers) {
    ByteBuffer values = buffer(8 * numbers.rows() * numbers.width());
    boolean exact = numbers.type().isInteger();
    for (int i = 0; i < numbers.rows(); i++) {
      for (int k = 0; k < numbers.width(); k++) {
        values.putLong(
            exact || numbers.array() instanceof int[]
                ? numbers.integer(i, k)
                : Double.doubleToLongBits(numbers.value(i, k)));
      }
    }
    return values.array();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

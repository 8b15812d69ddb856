package org.jpsi.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.formats.Tables;

/// CSV: cells, separators, quotes and line ends of every kind; too many columns, lines without end.
final class CsvTarget implements FuzzTarget {
  // read in pieces, so that what is big only as a whole is not taken for a fault
  private static final int BLOCK = 4096;

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public byte[] input(Chance chance) {
    String separator = chance.of(",", ",", ";", "\t", "|", " ");
    String end = chance.of("\n", "\n", "\r\n", "\r", "\n\n");
    int columns = 1 + chance.size();
    int rows = chance.size();
    StringBuilder text = new StringBuilder(chance.oneIn(8) ? "\uFEFF" : "");
    for (int c = 0; c < columns; c++) {
      text.append(c == 0 ? "" : separator).append(chance.oneIn(3) ? chance.name() : "c" + c);
      text.append(chance.oneIn(5) ? " [" + chance.name() + "]" : "");
    }
    for (int r = 0; r < rows && text.length() < 100_000; r++) {
      text.append(end);
      int cells = chance.oneIn(20) ? chance.size() : columns;
      for (int c = 0; c < cells; c++) {
        text.append(c == 0 ? "" : separator).append(cell(chance));
      }
    }
    String whole = text.toString();
    return (chance.oneIn(3) ? chance.shuffled(whole) : whole).getBytes(StandardCharsets.UTF_8);
  }

  private static String cell(Chance chance) {
    return switch (chance.below(8)) {
      case 0 -> Long.toString(chance.limit());
      case 1 ->
          chance.of("", " ", "nan", "NA", "inf", "-", "?", "1.2D+00", "1,5", "0x1p3", "1f", "#");
      case 2 -> "\"" + chance.name() + chance.of("\"", "\"", "\"\"", "");
      case 3 -> chance.name();
      case 4 -> "1e" + chance.limit();
      case 5 -> "9".repeat(chance.size()) + "." + "9".repeat(chance.size());
      default -> Double.toString(chance.below(1000) / 8.0);
    };
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    extremes.put("a million columns without rows", () -> text("c,".repeat(1 << 20) + "c"));
    extremes.put("a million columns of different names", () -> text(columns(1 << 20)));
    extremes.put(
        "twenty thousand columns in ten rows",
        () -> text(columns(20_000) + ("\n" + "1,".repeat(20_000) + "1").repeat(10)));
    extremes.put("a line of 30 MB", () -> text("a,b\n1," + "7".repeat(30 << 20)));
    extremes.put("a header of 30 MB", () -> text("a".repeat(30 << 20) + "\n1\n"));
    extremes.put("a quote never closed", () -> text("a,b\n1,\"" + "2,3\n".repeat(1 << 20)));
    extremes.put("a million different texts", CsvTarget::differentTexts);
    extremes.put("a million empty lines", () -> text("a\n" + "\n".repeat(1 << 20)));
    extremes.put("a million cells in one row", () -> text("a\n" + ",".repeat(1 << 20)));
    extremes.put("a name of blanks", () -> text("a" + " ".repeat(200_000) + "b\n1\n"));
    extremes.put("a name of brackets", () -> text("a" + " [".repeat(100_000) + "\n1\n"));
    extremes.put("digits", () -> text("a\n" + ("9".repeat(1000) + "\n").repeat(1000)));
    extremes.put("zero bytes", () -> new byte[1 << 20]);
    return extremes;
  }

  private static String columns(int count) {
    StringBuilder names = new StringBuilder("c");
    for (int c = 0; c < count; c++) {
      names.append(",c").append(c);
    }
    return names.toString();
  }

  private static byte[] differentTexts() {
    StringBuilder text = new StringBuilder("class\n");
    for (int i = 0; i < 1_000_000; i++) {
      text.append('t').append(i).append('\n');
    }
    return text(text.toString());
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void read(Path file) {
    try (EventSource source = Tables.open(file, null)) {
      var names = source.columns().stream().map(Column::name).toList();
      for (long first = 0; first < source.entries(); first += BLOCK) {
        source.read(names, first, (int) Math.min(BLOCK, source.entries() - first));
      }
    }
  }
}

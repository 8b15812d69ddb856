package org.jpsi.formats.csv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.NameWithUnit;
import org.jspecify.annotations.Nullable;

/// Writer of CSV files, which {@link CsvFormat} reads back as the same numbers: each with the
/// fewest digits that identify it, NaN as `NaN`. Fixed arrays become one column per element,
/// `x[0]`, `x[1]`.
final class CsvWriter implements EventWriter {
  private static final int BUFFER = 1 << 16;

  private final String where;
  private final char separator;
  private final AtomicFile file;
  private final StringBuilder text = new StringBuilder();
  private @Nullable List<String> types;

  CsvWriter(Path path, char separator) {
    this.where = path.toString();
    this.separator = separator;
    file = AtomicFile.create(path);
  }

  @Override
  public void write(Table chunk) {
    EventWriter.requireFlat(where, chunk);
    List<Column> columns = flat(chunk);
    List<String> now = columns.stream().map(c -> c.name() + " " + c.typeName()).toList();
    if (types == null) {
      types = now;
      header(columns);
    } else if (!types.equals(now)) {
      throw new IllegalArgumentException(
          chunk.origin() + ": a chunk with other columns than the first");
    }
    for (int row = 0; row < chunk.rows(); row++) {
      for (int c = 0; c < columns.size(); c++) {
        if (c > 0) {
          text.append(separator);
        }
        cell(columns.get(c), row);
      }
      text.append('\n');
      if (text.length() > BUFFER) {
        flush();
      }
    }
  }

  private static List<Column> flat(Table chunk) {
    List<Column> flat = new ArrayList<>();
    for (Column column : chunk.columns()) {
      if (column instanceof NumberColumn numbers && numbers.width() > 1) {
        for (int k = 0; k < numbers.width(); k++) {
          flat.add(numbers.element(k));
        }
      } else {
        flat.add(column);
      }
    }
    return flat;
  }

  private void header(List<Column> columns) {
    for (int c = 0; c < columns.size(); c++) {
      if (c > 0) {
        text.append(separator);
      }
      quoted(new NameWithUnit(columns.get(c).name(), columns.get(c).unit()).text());
    }
    text.append('\n');
  }

  private void cell(Column column, int row) {
    switch (column) {
      case TextColumn words -> quoted(words.value(row));
      case NumberColumn n when n.type() == NumberType.UINT64 ->
          text.append(Long.toUnsignedString(n.integer(row, 0)));
      case NumberColumn n when n.type().isInteger() -> text.append(n.integer(row, 0));
      case NumberColumn n when n.array() instanceof float[] v -> number(Float.toString(v[row]));
      case NumberColumn n -> number(Double.toString(n.value(row)));
      case JaggedColumn jagged -> throw new IllegalStateException(jagged.typeName());
    }
  }

  private void number(String java) {
    switch (java) {
      // as Python writes and reads them
      case "Infinity" -> text.append("inf");
      case "-Infinity" -> text.append("-inf");
      default -> text.append(java);
    }
  }

  private void quoted(String s) {
    // a line that begins with # is a comment
    boolean plain = !s.isEmpty() && s.equals(s.strip()) && s.charAt(0) != CsvDialect.COMMENT;
    for (int i = 0; plain && i < s.length(); i++) {
      plain = ",;\t\"\r\n".indexOf(s.charAt(i)) < 0;
    }
    if (plain) {
      text.append(s);
    } else {
      text.append('"').append(s.replace("\"", "\"\"")).append('"');
    }
  }

  private void flush() {
    file.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    text.setLength(0);
  }

  @Override
  public void finish() {
    flush();
    file.finish();
  }

  @Override
  public void close() {
    file.close();
  }
}

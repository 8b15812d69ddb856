package org.jpsi.formats.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.CsvLayout;
import org.jpsi.formats.NameWithUnit;
import org.jspecify.annotations.Nullable;

/// Source of the events of a CSV file. The file is read once to find the types of the columns and
/// again for the events, in order: from the first line where earlier ones are asked for again.
final class CsvSource implements EventSource {
  private final Path file;
  private final CsvDialect dialect;
  private final CsvHeader header;
  private final List<String> names;
  private final Map<String, Integer> columnIndex = new LinkedHashMap<>();
  private final ColumnScan.Decision[] types;
  private final List<String> notes = new ArrayList<>();
  private long events;
  private @Nullable CsvRows cursor;
  // the entry that the cursor gives next
  private long at;

  CsvSource(Path file, CsvLayout layout) {
    this.file = file;
    try {
      dialect = CsvDialect.of(file);
    } catch (IOException e) {
      throw CsvText.wrong(origin(), e);
    }
    try (CsvRows rows = new CsvRows(file, dialect)) {
      List<String> first = rows.first();
      header =
          layout.header()
              ? CsvHeader.of(origin(), dialect, first, rows.line())
              : CsvHeader.given(origin(), first, rows.line(), layout.columns());
      names = header.names().stream().map(NameWithUnit::name).toList();
      names.forEach(name -> columnIndex.put(name, columnIndex.size()));
      types = new ColumnScan.Decision[names.size()];
    }
    try (CsvRows rows = events()) {
      scan(rows);
    }
  }

  /// The rows of events, from the first.
  private CsvRows events() {
    CsvRows rows = new CsvRows(file, dialect);
    if (header.firstRow()) {
      rows.first();
    }
    return rows;
  }

  private void scan(CsvRows rows) {
    ColumnScan[] scans = names.stream().map(ColumnScan::new).toArray(ColumnScan[]::new);
    long above = 0;
    for (List<String> row = rows.next(names); row != null; row = rows.next(names)) {
      above = events++ == 0 ? rows.comments() : above;
      for (int c = 0; c < scans.length; c++) {
        scans[c].add(row.get(c), rows.line());
      }
    }
    Arrays.setAll(types, c -> scans[c].decide());
    int[] commas =
        IntStream.range(0, types.length)
            .filter(c -> types[c].type() == ColumnScan.ColumnType.COMMA64)
            .toArray();
    if (commas.length > 0) {
      int more = commas.length - 1;
      notes.add(
          "commas are decimal points in column "
              + names.get(commas[0])
              + (more == 0 ? "" : " and " + more + (more == 1 ? " other" : " others")));
    }
    long between = rows.comments() - above;
    if (events > 0 && between > 0) {
      notes.add(
          (between == 1 ? "a line" : between + " lines")
              + " among the events, "
              + (between == 1 ? "line " : "the last being line ")
              + rows.lastComment()
              + (between == 1 ? ", begins" : ", begin")
              + " with # and "
              + (between == 1 ? "is left out" : "are left out"));
    }
  }

  @Override
  public String origin() {
    return file.toString();
  }

  @Override
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < types.length; c++) {
      columns.add(column(c, values(c, 0)));
    }
    return columns;
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public long entries() {
    return events;
  }

  @Override
  public Table read(List<String> columns, long first, int count) {
    Objects.checkFromIndexSize(first, count, events);
    int[] wanted = columns.stream().mapToInt(this::index).toArray();
    Object[] values = new Object[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      values[i] = values(wanted[i], count);
    }
    if (count > 0) {
      CsvRows rows = cursor(first);
      for (int r = 0; r < count; r++) {
        fill(next(rows), wanted, values, r);
      }
    }
    if (at == events) {
      close();
    }
    List<Column> read = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      read.add(column(wanted[i], values[i]));
    }
    return Table.of(origin(), read);
  }

  private int index(String name) {
    Integer index = columnIndex.get(name);
    if (index == null) {
      throw InputException.at(origin())
          .expected("a column " + name)
          .found(columnIndex.size() + " others")
          .nearest(name, columnIndex.keySet())
          .remedy("`jpsi inspect` lists what is there")
          .exception();
    }
    return index;
  }

  private Object values(int column, int count) {
    return switch (types[column].type()) {
      case BOOL -> new int[count];
      case INT64, UINT64 -> new long[count];
      case FLOAT64, COMMA64, BOOL64 -> new double[count];
      case TEXT -> new String[count];
    };
  }

  /// The rows from this entry on.
  private CsvRows cursor(long first) {
    if (cursor != null && at > first) {
      close();
    }
    CsvRows rows = cursor;
    if (rows == null) {
      rows = events();
      cursor = rows;
      at = 0;
    }
    while (at < first) {
      next(rows);
    }
    return rows;
  }

  private List<String> next(CsvRows rows) {
    List<String> row = rows.next(names);
    if (row == null) {
      throw changed();
    }
    at++;
    return row;
  }

  private void fill(List<String> row, int[] wanted, Object[] values, int r) {
    for (int i = 0; i < wanted.length; i++) {
      String cell = row.get(wanted[i]);
      ColumnScan.Decision decision = types[wanted[i]];
      try {
        switch (values[i]) {
          case int[] v -> v[r] = Cell.truth(cell) ? 1 : 0;
          case long[] v ->
              v[r] =
                  decision.type() == ColumnScan.ColumnType.UINT64
                      ? Cell.unsigned(cell)
                      : Cell.integer(cell);
          case double[] v -> v[r] = decision.number(cell);
          case String[] v -> v[r] = cell;
          default -> throw new IllegalStateException();
        }
      } catch (NumberFormatException e) {
        throw changed();
      }
    }
  }

  private InputException changed() {
    return InputException.at(origin())
        .says("the file was changed while it was read")
        .remedy("try again")
        .exception();
  }

  @Override
  public void close() {
    if (cursor != null) {
      cursor.close();
      cursor = null;
    }
  }

  private Column column(int column, Object values) {
    String name = names.get(column);
    String unit = header.names().get(column).unit();
    return switch (values) {
      case int[] v -> NumberColumn.of(name, unit, NumberType.BOOL, 1, v);
      case long[] v when types[column].type() == ColumnScan.ColumnType.UINT64 ->
          NumberColumn.of(name, unit, NumberType.UINT64, 1, v);
      case long[] v -> NumberColumn.of(name, unit, v);
      case double[] v -> NumberColumn.of(name, unit, v);
      case String[] v -> new TextColumn(name, v, types[column].reason());
      default -> throw new IllegalStateException();
    };
  }
}

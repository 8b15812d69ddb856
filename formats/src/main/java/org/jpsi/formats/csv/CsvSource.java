package org.jpsi.formats.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.NameWithUnit;
import org.jspecify.annotations.Nullable;

/// Source of the events of a CSV file. The file is read once to find the types of the columns and
/// again for the events, in order: from the first line where earlier ones are asked for again.
final class CsvSource implements EventSource {
  private final Path file;
  private final List<NameWithUnit> names = new ArrayList<>();
  private final Map<String, Integer> columnIndex = new LinkedHashMap<>();
  private final Cell.CellType[] types;
  private long events;
  private @Nullable CsvRows cursor;
  // the entry that the cursor gives next
  private long at;

  CsvSource(Path file) {
    this.file = file;
    try (CsvRows rows = new CsvRows(file)) {
      List<String> header = rows.next(0);
      if (header == null) {
        throw InputException.at(origin())
            .expected("a header line")
            .found("nothing")
            .remedy("write the columns' names into the first line")
            .exception();
      }
      for (String cell : header) {
        NameWithUnit named = NameWithUnit.parse(cell.strip());
        if (named.name().isEmpty()) {
          throw InputException.at(origin())
              .expected("a name for every column in the header")
              .found("none for column " + (names.size() + 1))
              .remedy("write one into the first line")
              .exception();
        }
        if (columnIndex.put(named.name(), names.size()) != null) {
          throw InputException.at(origin())
              .expected("every column once")
              .found("two named " + named.name())
              .remedy("rename one of them")
              .exception();
        }
        names.add(named);
      }
      types = new Cell.CellType[names.size()];
      Arrays.fill(types, Cell.CellType.EMPTY);
      scan(rows);
    }
  }

  private void scan(CsvRows rows) {
    boolean[] missing = new boolean[types.length];
    boolean[] numbers = new boolean[types.length];
    boolean[] negative = new boolean[types.length];
    for (List<String> row = rows.next(types.length); row != null; row = rows.next(types.length)) {
      events++;
      for (int c = 0; c < types.length; c++) {
        if (types[c] != Cell.CellType.TEXT) {
          Cell.CellType type = Cell.type(row.get(c));
          missing[c] |= type == Cell.CellType.EMPTY;
          numbers[c] |= type == Cell.CellType.NUMBER;
          negative[c] |= type == Cell.CellType.INTEGER && Cell.isNegative(row.get(c));
          types[c] = type.compareTo(types[c]) > 0 ? type : types[c];
        }
      }
    }
    for (int c = 0; c < types.length; c++) {
      if (types[c] != Cell.CellType.TEXT) {
        boolean both = negative[c] && types[c] == Cell.CellType.UNSIGNED;
        types[c] =
            missing[c] || numbers[c] || both || events == 0 ? Cell.CellType.NUMBER : types[c];
      }
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
    return switch (types[column]) {
      case INTEGER, UNSIGNED -> new long[count];
      case TEXT -> new String[count];
      default -> new double[count];
    };
  }

  /// The rows from this entry on.
  private CsvRows cursor(long first) {
    if (cursor != null && at > first) {
      close();
    }
    CsvRows rows = cursor;
    if (rows == null) {
      rows = new CsvRows(file);
      cursor = rows;
      at = 0;
      rows.next(0);
    }
    while (at < first) {
      next(rows);
    }
    return rows;
  }

  private List<String> next(CsvRows rows) {
    List<String> row = rows.next(types.length);
    if (row == null) {
      throw changed();
    }
    at++;
    return row;
  }

  private void fill(List<String> row, int[] wanted, Object[] values, int r) {
    for (int i = 0; i < wanted.length; i++) {
      String cell = row.get(wanted[i]);
      try {
        switch (values[i]) {
          case long[] v -> v[r] = unsigned(wanted[i]) ? Cell.unsigned(cell) : Cell.integer(cell);
          case double[] v -> v[r] = Cell.number(cell);
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

  private boolean unsigned(int column) {
    return types[column] == Cell.CellType.UNSIGNED;
  }

  private Column column(int column, Object values) {
    NameWithUnit named = names.get(column);
    return switch (values) {
      case long[] v when unsigned(column) ->
          NumberColumn.of(named.name(), named.unit(), NumberType.UINT64, 1, v);
      case long[] v -> NumberColumn.of(named.name(), named.unit(), v);
      case double[] v -> NumberColumn.of(named.name(), named.unit(), v);
      case String[] v -> new TextColumn(named.name(), v);
      default -> throw new IllegalStateException();
    };
  }
}

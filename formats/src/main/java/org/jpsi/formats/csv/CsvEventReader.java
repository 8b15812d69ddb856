package org.jpsi.formats.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventReader;
import org.jpsi.formats.NameWithUnit;
import org.jspecify.annotations.Nullable;

/// Reader of a CSV file. The file is read once to find the types of the columns and again for the
/// events.
final class CsvEventReader implements EventReader {
  private final Path file;
  private final List<NameWithUnit> names = new ArrayList<>();
  private final Map<String, Integer> columnIndex = new LinkedHashMap<>();
  private final Cell.CellType[] types;
  private final List<Chunks> open = new ArrayList<>();
  private long events;

  CsvEventReader(Path file) {
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
  public List<ColumnInfo> columns() {
    List<ColumnInfo> infos = new ArrayList<>();
    for (int c = 0; c < types.length; c++) {
      String type =
          switch (types[c]) {
            case INTEGER -> "int64";
            case UNSIGNED -> "uint64";
            case TEXT -> "text";
            default -> "float64";
          };
      String unit = types[c] == Cell.CellType.TEXT ? "" : names.get(c).unit();
      infos.add(new ColumnInfo(names.get(c).name(), type, unit));
    }
    return infos;
  }

  @Override
  public List<Unreadable> unreadable() {
    return List.of();
  }

  @Override
  public long events() {
    return events;
  }

  @Override
  public Iterator<Table> chunks(List<String> columns, int chunk) {
    if (chunk < 1) {
      throw new IllegalArgumentException("chunk " + chunk);
    }
    int[] columnIndices = new int[columns.size()];
    for (int i = 0; i < columnIndices.length; i++) {
      Integer index = columnIndex.get(columns.get(i));
      if (index == null) {
        throw InputException.at(origin())
            .expected("a column " + columns.get(i))
            .found(columnIndex.size() + " others")
            .nearest(columns.get(i), columnIndex.keySet())
            .remedy("`jpsi inspect` lists what is there")
            .exception();
      }
      columnIndices[i] = index;
    }
    Chunks chunks = new Chunks(columnIndices, chunk);
    open.add(chunks);
    return chunks;
  }

  @Override
  public void close() {
    open.forEach(Chunks::close);
  }

  private final class Chunks implements Iterator<Table> {
    private final int[] columnIndices;
    private final int chunk;
    private @Nullable CsvRows rows;
    private long at;
    private boolean begun;

    Chunks(int[] columnIndices, int chunk) {
      this.columnIndices = columnIndices;
      this.chunk = chunk;
    }

    @Override
    public boolean hasNext() {
      return at < events || !begun;
    }

    @Override
    public Table next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      begun = true;
      int n = (int) Math.min(chunk, events - at);
      Object[] values = new Object[columnIndices.length];
      for (int i = 0; i < columnIndices.length; i++) {
        values[i] =
            switch (types[columnIndices[i]]) {
              case INTEGER, UNSIGNED -> new long[n];
              case TEXT -> new String[n];
              default -> new double[n];
            };
      }
      CsvRows source = rows == null ? begin() : rows;
      for (int r = 0; r < n; r++) {
        fill(source, values, r);
      }
      at += n;
      if (at == events) {
        close();
      }
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < columnIndices.length; i++) {
        columns.add(column(names.get(columnIndices[i]), unsigned(i), values[i]));
      }
      return Table.of(origin(), columns);
    }

    private boolean unsigned(int i) {
      return types[columnIndices[i]] == Cell.CellType.UNSIGNED;
    }

    private CsvRows begin() {
      CsvRows source = new CsvRows(file);
      rows = source;
      source.next(0);
      return source;
    }

    private void fill(CsvRows source, Object[] values, int r) {
      List<String> row = source.next(types.length);
      if (row == null) {
        throw changed();
      }
      for (int i = 0; i < columnIndices.length; i++) {
        String cell = row.get(columnIndices[i]);
        try {
          switch (values[i]) {
            case long[] v -> v[r] = unsigned(i) ? Cell.unsigned(cell) : Cell.integer(cell);
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

    void close() {
      if (rows != null) {
        rows.close();
        rows = null;
      }
    }
  }

  private static Column column(NameWithUnit named, boolean unsigned, Object values) {
    return switch (values) {
      case long[] v when unsigned ->
          NumberColumn.of(named.name(), named.unit(), NumberType.UINT64, 1, v);
      case long[] v -> NumberColumn.of(named.name(), named.unit(), v);
      case double[] v -> NumberColumn.of(named.name(), named.unit(), v);
      case String[] v -> new TextColumn(named.name(), v);
      default -> throw new IllegalStateException();
    };
  }
}

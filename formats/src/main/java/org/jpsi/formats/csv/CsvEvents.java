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
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventReader;
import org.jpsi.formats.Units;
import org.jspecify.annotations.Nullable;

/// A CSV file as a source of events. It is read once to find the columns' types and then once more
/// for the events.
final class CsvEvents implements EventReader {
  private final Path file;
  private final List<Units> names = new ArrayList<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final Cell.CellType[] kinds;
  private final List<Chunks> open = new ArrayList<>();
  private long events;

  CsvEvents(Path file) {
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
        Units named = Units.parse(cell.strip());
        if (named.name().isEmpty()) {
          throw InputException.at(origin())
              .expected("a name for every column in the header")
              .found("none for column " + (names.size() + 1))
              .remedy("write one into the first line")
              .exception();
        }
        if (places.put(named.name(), names.size()) != null) {
          throw InputException.at(origin())
              .expected("every column once")
              .found("two named " + named.name())
              .remedy("rename one of them")
              .exception();
        }
        names.add(named);
      }
      kinds = new Cell.CellType[names.size()];
      Arrays.fill(kinds, Cell.CellType.EMPTY);
      scan(rows);
    }
  }

  private void scan(CsvRows rows) {
    boolean[] holes = new boolean[kinds.length];
    boolean[] numbers = new boolean[kinds.length];
    for (List<String> row = rows.next(kinds.length); row != null; row = rows.next(kinds.length)) {
      events++;
      for (int c = 0; c < kinds.length; c++) {
        if (kinds[c] != Cell.CellType.TEXT) {
          Cell.CellType kind = Cell.kind(row.get(c));
          holes[c] |= kind == Cell.CellType.EMPTY;
          numbers[c] |= kind == Cell.CellType.NUMBER;
          kinds[c] = kind.compareTo(kinds[c]) > 0 ? kind : kinds[c];
        }
      }
    }
    for (int c = 0; c < kinds.length; c++) {
      if (kinds[c] != Cell.CellType.TEXT) {
        kinds[c] =
            holes[c] || numbers[c] || events == 0 ? Cell.CellType.NUMBER : Cell.CellType.INTEGER;
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
    for (int c = 0; c < kinds.length; c++) {
      String kind =
          switch (kinds[c]) {
            case INTEGER -> "int64";
            case TEXT -> "text";
            default -> "float64";
          };
      String unit = kinds[c] == Cell.CellType.TEXT ? "" : names.get(c).unit();
      infos.add(new ColumnInfo(names.get(c).name(), kind, unit));
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
    int[] wanted = new int[columns.size()];
    for (int i = 0; i < wanted.length; i++) {
      Integer place = places.get(columns.get(i));
      if (place == null) {
        throw InputException.at(origin())
            .expected("a column " + columns.get(i))
            .found(places.size() + " others")
            .nearest(columns.get(i), places.keySet())
            .remedy("`jpsi inspect` lists what is there")
            .exception();
      }
      wanted[i] = place;
    }
    Chunks chunks = new Chunks(wanted, chunk);
    open.add(chunks);
    return chunks;
  }

  @Override
  public void close() {
    open.forEach(Chunks::close);
  }

  private final class Chunks implements Iterator<Table> {
    private final int[] wanted;
    private final int chunk;
    private @Nullable CsvRows rows;
    private long at;
    private boolean begun;

    Chunks(int[] wanted, int chunk) {
      this.wanted = wanted;
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
      Object[] values = new Object[wanted.length];
      for (int i = 0; i < wanted.length; i++) {
        values[i] =
            switch (kinds[wanted[i]]) {
              case INTEGER -> new long[n];
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
      for (int i = 0; i < wanted.length; i++) {
        columns.add(column(names.get(wanted[i]), values[i]));
      }
      return Table.of(origin(), columns);
    }

    private CsvRows begin() {
      CsvRows source = new CsvRows(file);
      rows = source;
      source.next(0);
      return source;
    }

    private void fill(CsvRows source, Object[] values, int r) {
      List<String> row = source.next(kinds.length);
      if (row == null) {
        throw changed();
      }
      for (int i = 0; i < wanted.length; i++) {
        String cell = row.get(wanted[i]);
        try {
          switch (values[i]) {
            case long[] v -> v[r] = Cell.integer(cell);
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

  private static Column column(Units named, Object values) {
    return switch (values) {
      case long[] v -> NumberColumn.of(named.name(), named.unit(), v);
      case double[] v -> NumberColumn.of(named.name(), named.unit(), v);
      case String[] v -> new TextColumn(named.name(), v);
      default -> throw new IllegalStateException();
    };
  }
}

package org.jpsi.core.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.errors.InputException;

/// Table of events: columns of equal length, accessed by name. Immutable.
public final class Table {
  private static final long[] BY_ROW = new long[0];

  private final String origin;
  private final Map<String, Column> columns;
  private final int rows;
  private final long[] entries;

  private Table(String origin, Map<String, Column> columns, int rows, long[] entries) {
    this.origin = origin;
    this.columns = columns;
    this.rows = rows;
    this.entries = entries;
  }

  /// A table of columns of equal length.
  ///
  /// @param origin its source, for messages: `higgs.root:sig_tree`
  public static Table of(String origin, List<? extends Column> columns) {
    Map<String, Column> byName = new LinkedHashMap<>();
    int rows = columns.isEmpty() ? 0 : columns.getFirst().rows();
    for (Column column : columns) {
      if (column.rows() != rows) {
        throw new IllegalArgumentException(
            origin
                + ": column "
                + column.name()
                + " has "
                + column.rows()
                + " rows, others "
                + rows);
      }
      if (byName.put(column.name(), column) != null) {
        throw InputException.at(origin)
            .expected("every column once")
            .found("two named " + column.name())
            .remedy("rename one of them")
            .exception();
      }
    }
    return new Table(origin, byName, rows, BY_ROW);
  }

  /// This table, whose rows are these entries of its origin: messages name them. So known, a table
  /// without columns has rows.
  ///
  /// @param numbers one for each row; the array is kept, not copied
  public Table withEntries(long[] numbers) {
    if (!columns.isEmpty() && numbers.length != rows) {
      throw new IllegalArgumentException(
          origin + ": " + numbers.length + " entries for " + rows + " rows");
    }
    return new Table(origin, columns, numbers.length, numbers);
  }

  /// The entry of its origin that a row is; the row's own index where nothing else is known.
  public long entry(int row) {
    return entries == BY_ROW ? row : entries[row];
  }

  /// The entries of all rows: not to be modified.
  public long[] entries() {
    if (entries != BY_ROW) {
      return entries;
    }
    long[] own = new long[rows];
    Arrays.setAll(own, i -> i);
    return own;
  }

  public String origin() {
    return origin;
  }

  public int rows() {
    return rows;
  }

  /// All columns, in the order of the file.
  public List<Column> columns() {
    return List.copyOf(columns.values());
  }

  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  public Optional<Column> find(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /// The column of this name.
  ///
  /// @throws InputException where there is none, with the nearest names
  public Column column(String name) {
    return find(name)
        .orElseThrow(() ->
            InputException.at(origin)
                .expected("a column " + name)
                .found(columns.size() + " others")
                .nearest(name, columns.keySet())
                .remedy("`jpsi inspect` lists what is there")
                .exception());
  }

  /// The column of this name, as numbers.
  ///
  /// @throws InputException where there is none, or it holds text or is jagged
  public NumberColumn numbers(String name) {
    if (column(name) instanceof NumberColumn numbers) {
      return numbers;
    }
    InputException.Builder wrong = InputException.at(origin).expected("numbers in column " + name);
    throw (column(name) instanceof JaggedColumn jagged
            ? wrong
                .found("a varying number of items per event, " + jagged.typeName())
                .remedy("leave it out")
            : wrong
                .found("text")
                .remedy(
                    "leave it out or compare it in an expression, as in " + name + " == \"...\""))
        .exception();
  }

  public Table slice(int from, int to) {
    long[] part = entries == BY_ROW ? BY_ROW : Arrays.copyOfRange(entries, from, to);
    return map(to - from, part, c -> c.slice(from, to));
  }

  public Table take(int[] places) {
    long[] taken = entries == BY_ROW ? BY_ROW : new long[places.length];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = entries[places[i]];
    }
    return map(places.length, taken, c -> c.take(places));
  }

  /// This table with one more column, or with that column replaced.
  public Table with(Column column) {
    Map<String, Column> all = new LinkedHashMap<>(columns);
    all.put(column.name(), column);
    Table whole = of(origin, new ArrayList<>(all.values()));
    return entries == BY_ROW ? whole : whole.withEntries(entries);
  }

  /// These columns alone, in this order.
  ///
  /// @throws InputException where there is no such column
  public Table select(List<String> names) {
    Map<String, Column> some = new LinkedHashMap<>();
    names.forEach(name -> some.put(name, column(name)));
    return new Table(origin, some, rows, entries);
  }

  /// Concatenates tables along rows. Columns that the first does not have are ignored; numbers of
  /// different types get the smallest type that holds both, as int64 + int32 is int64.
  ///
  /// @throws InputException where a table lacks a column, has it as text where others have numbers,
  ///   or in another unit, or where no type holds the values of all exactly
  public static Table concat(String origin, List<Table> parts) {
    Table first = parts.getFirst();
    if (parts.size() == 1) {
      return new Table(origin, first.columns, first.rows, first.entries);
    }
    return of(origin, first.names().stream().map(name -> concatColumn(name, parts)).toList());
  }

  /// Concatenates one column of all tables, as {@link #concat} does.
  ///
  /// @throws InputException as {@link #concat}
  public static Column concatColumn(String name, List<Table> parts) {
    return Concatenation.of(name, parts);
  }

  private Table map(
      int newRows, long[] newEntries, java.util.function.UnaryOperator<Column> change) {
    Map<String, Column> changed = new LinkedHashMap<>();
    columns.forEach((name, column) -> changed.put(name, change.apply(column)));
    return new Table(origin, changed, newRows, newEntries);
  }
}

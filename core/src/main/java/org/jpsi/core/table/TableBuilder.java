package org.jpsi.core.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;

/// Builder of a table from blocks of its rows. At its end it joins them column by column and lets
/// go of each column's blocks, so that values are in memory once, and those of one column twice.
public final class TableBuilder {
  private static final int MAX_ROWS = Integer.MAX_VALUE - 8;
  // of the heap; the rest is for what is done with the events
  private static final double HEAP = 0.9;
  private static final int TEXT_BYTES = 64;

  private final String origin;
  // of each column, as tables that know where their rows are from
  private final Map<String, List<Table>> blocks = new LinkedHashMap<>();
  private long bytes;
  private long rows;

  private TableBuilder(String origin) {
    this.origin = origin;
  }

  /// An empty one.
  ///
  /// @param origin of the table, for messages
  public static TableBuilder of(String origin) {
    return new TableBuilder(origin);
  }

  /// Appends rows. Every table has the columns of the first; others are ignored.
  ///
  /// @throws InputException where a column is missing, or the rows so far do not fit into memory
  public void add(Table block) {
    if (blocks.isEmpty()) {
      block.names().forEach(name -> blocks.put(name, new ArrayList<>()));
    }
    blocks.forEach((name, parts) -> {
      parts.add(block.select(List.of(name)));
      bytes += bytes(block.column(name));
    });
    rows += block.rows();
    requireMemory();
  }

  private void requireMemory() {
    long heap = (long) (HEAP * Runtime.getRuntime().maxMemory());
    if (rows > MAX_ROWS) {
      throw InputException.at(origin)
          .expected("at most " + MAX_ROWS + " events in one table")
          .found("more")
          .remedy("select events, or read them block by block")
          .exception();
    }
    if (bytes > heap) {
      throw InputException.at(origin)
          .expected("events that fit into " + (heap >> 20) + " MB of memory")
          .found(rows + " of " + bytes / rows + " bytes each, and more")
          .remedy("select events or columns, or give the JVM more memory (-Xmx)")
          .exception();
    }
  }

  private static long bytes(Column column) {
    return switch (column) {
      case NumberColumn numbers ->
          (long) numbers.rows()
              * numbers.width()
              * (numbers.array() instanceof float[] || numbers.array() instanceof int[] ? 4 : 8);
      case TextColumn text -> (long) text.rows() * TEXT_BYTES;
      case JaggedColumn jagged -> 4L * jagged.rows() + bytes(jagged.items());
    };
  }

  /// The number of rows so far.
  public long rows() {
    return rows;
  }

  /// The table of all rows; afterwards the builder is empty.
  ///
  /// @throws InputException as {@link Table#concat}
  public Table build() {
    List<Column> joined = new ArrayList<>();
    blocks.forEach((name, parts) -> {
      joined.add(Table.concatColumn(name, parts));
      parts.clear();
    });
    blocks.clear();
    bytes = 0;
    rows = 0;
    return Table.of(origin, joined);
  }
}

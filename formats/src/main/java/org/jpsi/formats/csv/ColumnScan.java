package org.jpsi.formats.csv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Scan of the cells of one column, which decides its type.
final class ColumnScan {
  private static final int SHOWN = 40;

  private final String name;
  private final long[] counts = new long[Cell.CellType.values().length];
  // The first cell of each type, with its line.
  private final Seen[] first = new Seen[counts.length];
  private @Nullable Seen negative;
  private @Nullable Seen inexact;
  private @Nullable Seen decimal;
  private @Nullable Seen point;

  /// Cell that was seen.
  private record Seen(long line, String cell) {
    @Override
    public String toString() {
      String s = cell.strip();
      return "line "
          + line
          + " has `"
          + (s.length() > SHOWN ? s.substring(0, SHOWN) + "..." : s)
          + "`";
    }
  }

  /// Type of a column.
  enum ColumnType {
    BOOL,
    INT64,
    UINT64,
    FLOAT64,
    /// Float64 with decimal commas.
    COMMA64,
    /// Float64 of `true` and `false`, where some are missing.
    BOOL64,
    TEXT
  }

  /// Type of a column, and why it is text where most of its cells are numbers; else empty.
  record Decision(ColumnType type, String reason) {
    Decision(ColumnType type) {
      this(type, "");
    }

    /// The value of a cell as float64.
    double number(String cell) {
      return switch (type) {
        case COMMA64 -> Cell.number(Cell.withPoint(cell));
        case BOOL64 ->
            Cell.type(cell) == Cell.CellType.MISSING ? Double.NaN : Cell.truth(cell) ? 1 : 0;
        default -> Cell.number(cell);
      };
    }
  }

  /// @param name of the column
  ColumnScan(String name) {
    this.name = name;
  }

  void add(String cell, long line) {
    Cell.CellType type = Cell.type(cell);
    int t = type.ordinal();
    if (counts[t]++ == 0) {
      first[t] = new Seen(line, cell);
    }
    switch (type) {
      case INTEGER, UNSIGNED -> {
        boolean below = type == Cell.CellType.INTEGER && Cell.isNegative(cell);
        negative = negative == null && below ? new Seen(line, cell) : negative;
        inexact = inexact == null && !Cell.isExact(cell) ? new Seen(line, cell) : inexact;
      }
      case NUMBER -> point = point == null && cell.indexOf('.') >= 0 ? new Seen(line, cell) : point;
      case DECIMAL_COMMA ->
          decimal = decimal == null && Cell.isDecimalForSure(cell) ? new Seen(line, cell) : decimal;
      default -> {}
    }
  }

  private long count(Cell.CellType type) {
    return counts[type.ordinal()];
  }

  private boolean has(Cell.CellType type) {
    return count(type) > 0;
  }

  private @Nullable Seen first(Cell.CellType type) {
    return first[type.ordinal()];
  }

  Decision decide() {
    boolean whole =
        has(Cell.CellType.INTEGER) || has(Cell.CellType.UNSIGNED) || has(Cell.CellType.WHOLE);
    boolean numbers = whole || has(Cell.CellType.NUMBER);
    if (has(Cell.CellType.TEXT)) {
      return text();
    }
    if (has(Cell.CellType.BOOLEAN)) {
      return booleans(numbers || has(Cell.CellType.DECIMAL_COMMA));
    }
    if (has(Cell.CellType.DECIMAL_COMMA)) {
      return commas();
    }
    return whole && !has(Cell.CellType.NUMBER) ? integers() : new Decision(ColumnType.FLOAT64);
  }

  private Decision booleans(boolean others) {
    if (others) {
      return new Decision(
          ColumnType.TEXT, first(Cell.CellType.BOOLEAN) + ", where other values are numbers");
    }
    return new Decision(has(Cell.CellType.MISSING) ? ColumnType.BOOL64 : ColumnType.BOOL);
  }

  private Decision commas() {
    if (point != null) {
      return new Decision(
          ColumnType.TEXT,
          first(Cell.CellType.DECIMAL_COMMA)
              + " and "
              + point
              + "; write decimal points alone, and no separators of thousands");
    }
    if (decimal == null) {
      return new Decision(
          ColumnType.TEXT,
          first(Cell.CellType.DECIMAL_COMMA)
              + ", which may have a decimal comma or one of thousands; write decimal points, and no"
              + " separators of thousands");
    }
    return new Decision(ColumnType.COMMA64);
  }

  private Decision integers() {
    boolean beyond = has(Cell.CellType.WHOLE);
    boolean unsigned = has(Cell.CellType.UNSIGNED);
    Seen large = first(beyond ? Cell.CellType.WHOLE : Cell.CellType.UNSIGNED);
    if (beyond) {
      return new Decision(
          ColumnType.TEXT, large + ", an integer beyond 64 bits; write a number with a point");
    }
    if (unsigned && negative != null) {
      return new Decision(
          ColumnType.TEXT, large + " and " + negative + ": no type of integers holds both");
    }
    if (has(Cell.CellType.MISSING)) {
      return inexact == null
          ? new Decision(ColumnType.FLOAT64)
          : new Decision(
              ColumnType.TEXT,
              inexact
                  + ", an integer that float64 rounds, and line "
                  + line(first(Cell.CellType.MISSING))
                  + " has no value, which integers cannot have; write one");
    }
    return new Decision(unsigned ? ColumnType.UINT64 : ColumnType.INT64);
  }

  private static long line(@Nullable Seen seen) {
    return seen == null ? 0 : seen.line;
  }

  private Decision text() {
    Seen word = first(Cell.CellType.TEXT);
    long all = Arrays.stream(counts).sum();
    long told =
        all
            - count(Cell.CellType.MISSING)
            - count(Cell.CellType.BOOLEAN)
            - count(Cell.CellType.TEXT);
    String cell = word == null ? "" : word.cell.strip();
    String meaning = CellMeaning.of(cell);
    if (told < count(Cell.CellType.TEXT)) {
      return new Decision(ColumnType.TEXT, meaning.isEmpty() ? "" : word + meaning);
    }
    boolean header = cell.equals(name);
    return new Decision(
        ColumnType.TEXT,
        word
            + (header ? ", the header again" : meaning)
            + ", where "
            + told
            + " of "
            + all
            + " values are numbers");
  }
}

package org.jpsi.core.table;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jpsi.core.errors.InputException;

/// Concatenation of one column of several tables, such as files, along rows. No value changes:
/// numbers of different types get the smallest type that holds both; where none holds all values,
/// where text meets numbers, or one unit another, the table is refused.
final class Concatenation {
  private final String name;
  private final List<Table> tables;
  // What a row is, for messages: an event, or an item of a jagged column.
  private final String row;
  private final List<NumberColumn> parts = new ArrayList<>();

  private Concatenation(String name, List<Table> tables, String row) {
    this.name = name;
    this.tables = tables;
    this.row = row;
  }

  static Column of(String name, List<Table> tables) {
    Column first = tables.getFirst().column(name);
    for (Table table : tables) {
      check(tables.getFirst(), first, table, table.column(name));
    }
    return tables.size() == 1 ? first : new Concatenation(name, tables, "event").join(first);
  }

  private Column join(Column first) {
    return switch (first) {
      case TextColumn _ -> text();
      case NumberColumn _ -> numbers();
      case JaggedColumn _ -> jagged();
    };
  }

  private static void check(Table firstTable, Column first, Table table, Column column) {
    if (!isSameKind(first, column)) {
      throw InputException.at(table.origin())
          .expected(
              "column " + column.name() + " as in " + firstTable.origin() + ", " + typeOf(first))
          .found(typeOf(column))
          .remedy("samples must have their columns in common")
          .exception();
    }
    if (!first.unit().isEmpty()
        && !column.unit().isEmpty()
        && !first.unit().equals(column.unit())) {
      throw InputException.at(table.origin())
          .expected(
              "column " + column.name() + " in " + first.unit() + ", as in " + firstTable.origin())
          .found(column.unit())
          .remedy("convert one of them")
          .exception();
    }
  }

  private static String typeOf(Column column) {
    return column instanceof TextColumn text && !text.reason().isEmpty()
        ? "text (" + text.reason() + ")"
        : column.typeName();
  }

  private static boolean isSameKind(Column a, Column b) {
    return switch (a) {
      case TextColumn _ -> b instanceof TextColumn;
      case NumberColumn one -> b instanceof NumberColumn other && one.shape().equals(other.shape());
      case JaggedColumn one ->
          b instanceof JaggedColumn other && isSameKind(one.items(), other.items());
    };
  }

  private JaggedColumn jagged() {
    List<Table> items = new ArrayList<>();
    int total = 0;
    for (Table table : tables) {
      items.add(Table.of(table.origin(), List.of(((JaggedColumn) table.column(name)).items())));
      total = Math.addExact(total, table.rows());
    }
    int[] offsets = new int[total + 1];
    int at = 0;
    for (Table table : tables) {
      JaggedColumn part = (JaggedColumn) table.column(name);
      for (int i = 0; i < part.rows(); i++, at++) {
        offsets[at + 1] = Math.addExact(offsets[at], part.count(i));
      }
    }
    Column first = items.getFirst().column(name);
    return JaggedColumn.of(name, offsets, new Concatenation(name, items, "item").join(first));
  }

  private TextColumn text() {
    List<String> all = new ArrayList<>();
    String reason = "";
    for (Table table : tables) {
      TextColumn text = (TextColumn) table.column(name);
      reason = reason.isEmpty() ? text.reason() : reason;
      for (int i = 0; i < text.rows(); i++) {
        all.add(text.value(i));
      }
    }
    return new TextColumn(name, all.toArray(String[]::new), reason);
  }

  private NumberColumn numbers() {
    tables.forEach(table -> parts.add(table.numbers(name)));
    NumberColumn first = parts.getFirst();
    NumberType type = commonType();
    int length = Math.toIntExact(parts.stream().mapToLong(c -> (long) c.rows() * c.width()).sum());
    Object all = Array.newInstance(NumberColumn.arrayType(type).componentType(), length);
    int at = 0;
    for (NumberColumn part : parts) {
      int n = part.rows() * part.width();
      widen(part, n, all, at);
      at += n;
    }
    return NumberColumn.of(name, first.unit(), type, first.width(), all).withShape(first.shape());
  }

  private static void widen(NumberColumn part, int n, Object to, int at) {
    if (part.array().getClass() == to.getClass()) {
      System.arraycopy(part.array(), 0, to, at, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      switch (to) {
        case long[] v -> v[at + i] = part.integer(0, i);
        case float[] v -> v[at + i] = part.integer(0, i);
        case double[] v -> v[at + i] = part.value(0, i);
        default -> throw new IllegalStateException(part.typeName());
      }
    }
  }

  private NumberType commonType() {
    List<NumberType> types = parts.stream().map(NumberColumn::type).distinct().toList();
    for (NumberType type : NumberType.values()) {
      if (types.stream().allMatch(type::holds)) {
        return type;
      }
    }
    return types.stream().allMatch(NumberType::isInteger) ? uint64OrInt64() : exactFloat64();
  }

  /// A value that does not fit, and its table.
  private record Misfit(Table table, NumberColumn part, int index, String row) {
    String words() {
      long value = part.integer(0, index);
      return (part.type() == NumberType.UINT64 ? Long.toUnsignedString(value) : "" + value)
          + (" at " + row + " ")
          + table.entry(index / part.width());
    }
  }

  /// The first value, of the columns that are (not) uint64, for which a condition holds.
  private Optional<Misfit> first(boolean uint64, LongPredicate wrong) {
    for (int t = 0; t < parts.size(); t++) {
      NumberColumn part = parts.get(t);
      boolean asked = part.type().isInteger() && (part.type() == NumberType.UINT64) == uint64;
      for (int i = 0; asked && i < part.rows() * part.width(); i++) {
        if (wrong.test(part.integer(0, i))) {
          return Optional.of(new Misfit(tables.get(t), part, i, row));
        }
      }
    }
    return Optional.empty();
  }

  private NumberType uint64OrInt64() {
    Optional<Misfit> negative = first(false, v -> v < 0);
    Optional<Misfit> large = first(true, v -> v < 0);
    if (negative.isEmpty() || large.isEmpty()) {
      return negative.isEmpty() ? NumberType.UINT64 : NumberType.INT64;
    }
    throw InputException.at(large.get().table.origin())
        .expected(
            "integers up to "
                + Long.MAX_VALUE
                + " in column "
                + name
                + ", since "
                + negative.get().table.origin()
                + " has "
                + negative.get().words())
        .found(large.get().words())
        .remedy("write the column in one type")
        .exception();
  }

  private NumberType exactFloat64() {
    Optional<Misfit> rounded =
        first(false, v -> !isExact(Math.abs(v))).or(() -> first(true, v -> !isExact(v)));
    if (rounded.isEmpty()) {
      return NumberType.FLOAT64;
    }
    int other = 0;
    while (parts.get(other).type().isInteger()) {
      other++;
    }
    throw InputException.at(rounded.get().table.origin())
        .expected(
            "integers that float64 holds exactly in column "
                + name
                + ", since "
                + tables.get(other).origin()
                + " has "
                + parts.get(other).typeName())
        .found(rounded.get().words())
        .remedy("write the column as integers in both, or leave it out")
        .exception();
  }

  /// Whether float64 holds an unsigned integer: it has at most 53 significant bits.
  private static boolean isExact(long unsigned) {
    int zeros = Long.numberOfLeadingZeros(unsigned) + Long.numberOfTrailingZeros(unsigned);
    return Long.SIZE - zeros <= 53;
  }
}

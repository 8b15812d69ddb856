package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;

/// Concatenation of columns and tables of several files or samples. What is float32 in one and an
/// integer in another becomes float64; text and numbers, or different units, are refused.
final class TableConcat {
  private TableConcat() {}

  /// Concatenates tables; columns that the first does not have are ignored.
  static Table tables(String origin, List<Table> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    List<Column> columns = new ArrayList<>();
    for (Column first : parts.getFirst().columns()) {
      columns.add(columns(first.name(), parts));
    }
    return Table.of(origin, columns);
  }

  /// Concatenates one column of all tables.
  static Column columns(String name, List<Table> parts) {
    List<Column> columns = new ArrayList<>();
    for (Table part : parts) {
      Column column = part.column(name);
      check(parts.getFirst(), columns.isEmpty() ? column : columns.getFirst(), part, column);
      columns.add(column);
    }
    if (!(columns.getFirst() instanceof NumberColumn)) {
      return Table.concat("", columns.stream().map(c -> Table.of("", List.of(c))).toList())
          .column(name);
    }
    return numbers(columns.stream().map(NumberColumn.class::cast).toList());
  }

  private static void check(Table firstTable, Column first, Table table, Column column) {
    boolean sameKind =
        first instanceof NumberColumn a && column instanceof NumberColumn b
            ? a.width() == b.width()
            : first.typeName().equals(column.typeName());
    if (!sameKind) {
      throw InputException.at(table.origin())
          .expected(
              "column " + column.name() + " as in " + firstTable.origin() + ", " + first.typeName())
          .found(column.typeName())
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

  /// Concatenates columns of numbers.
  static NumberColumn numbers(List<NumberColumn> parts) {
    NumberColumn first = parts.getFirst();
    if (parts.size() == 1) {
      return first;
    }
    if (parts.stream().allMatch(c -> c.type() == first.type())) {
      List<Table> tables = parts.stream().map(c -> Table.of("", List.of(c))).toList();
      return Table.concat("", tables).numbers(first.name());
    }
    int length = Math.toIntExact(parts.stream().mapToLong(c -> (long) c.rows() * c.width()).sum());
    double[] all = new double[length];
    int at = 0;
    for (NumberColumn part : parts) {
      double[] values = part.toDoubles();
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    return NumberColumn.of(first.name(), first.unit(), NumberType.FLOAT64, first.width(), all);
  }
}

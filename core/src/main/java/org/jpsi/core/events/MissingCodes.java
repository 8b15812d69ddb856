package org.jpsi.core.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.FilePattern;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Codes of missing values: numbers that stand for "no value" in some columns, such as -999. Where
/// a column is read, they become NaN.
///
/// A float32 column keeps its type, as does an integer column that cannot have any of its codes;
/// other integer columns become float64. In a float32 column -999.9 is the float32 number nearest
/// to it, and a float64 column has both that number and -999.9 itself as codes, so that the same
/// event has the same values from either.
///
/// @param byName codes of each column; in a name, `*` stands for any characters and `?` for one. A
///   column has the codes of all names that it matches
public record MissingCodes(Map<String, List<Double>> byName) {
  /// No codes.
  public static final MissingCodes NONE = new MissingCodes(Map.of());

  /// @throws IllegalArgumentException where a code is not finite
  public MissingCodes {
    Map<String, List<Double>> copy = new LinkedHashMap<>();
    byName.forEach((name, codes) -> copy.put(name, List.copyOf(codes)));
    for (List<Double> codes : copy.values()) {
      if (codes.stream().anyMatch(code -> !Double.isFinite(code))) {
        throw new IllegalArgumentException("MissingCodes: expected finite codes, found " + codes);
      }
    }
    byName = Collections.unmodifiableMap(copy);
  }

  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /// The codes of a column; none where nothing is said of it.
  public List<Double> of(String column) {
    List<Double> all = new ArrayList<>();
    byName.forEach((name, codes) -> {
      if (names(name, column)) {
        codes.stream().filter(code -> !all.contains(code)).forEach(all::add);
      }
    });
    return List.copyOf(all);
  }

  /// Whether a name, or a pattern of names, is that of a column.
  public static boolean names(String name, String column) {
    return name.equals(column) || FilePattern.matches(name, column);
  }

  /// The same codes under other names: those of names that become one are added up.
  public MissingCodes named(UnaryOperator<String> other) {
    Map<String, List<Double>> renamed = new LinkedHashMap<>();
    byName.forEach((name, codes) ->
        renamed.merge(
            other.apply(name),
            codes,
            (a, b) -> Stream.concat(a.stream(), b.stream()).distinct().toList()));
    return new MissingCodes(renamed);
  }

  /// The values that stand for codes: each code, and the float32 number nearest to it.
  public static double[] values(List<Double> codes) {
    return codes.stream()
        .flatMapToDouble(code -> DoubleStream.of(code, code.floatValue()))
        .distinct()
        .toArray();
  }

  /// Whether a value is one of {@link #values}.
  public static boolean contains(double[] codes, double value) {
    for (double code : codes) {
      if (value == code) {
        return true;
      }
    }
    return false;
  }

  /// The columns of a table with NaN in the place of their codes.
  ///
  /// @throws InputException where a value of an integer column is no float64
  public Table in(Table table) {
    return in(table, this::of);
  }

  /// The same, with the codes of each column from a function of its name.
  public static Table in(Table table, Function<String, List<Double>> codes) {
    List<Column> columns = new ArrayList<>();
    boolean changed = false;
    for (Column column : table.columns()) {
      Column read = in(table, column, codes.apply(column.name()));
      changed |= read != column;
      columns.add(read);
    }
    return changed ? Table.of(table.origin(), columns).withEntries(table.entries()) : table;
  }

  /// One column with NaN in the place of codes; the same where it can have none.
  ///
  /// @param table that it is of
  static Column in(Table table, Column column, List<Double> codes) {
    if (codes.isEmpty()) {
      return column;
    }
    return switch (column) {
      case TextColumn text -> text;
      case JaggedColumn jagged -> {
        Column items = in(table, jagged.items(), codes);
        yield items == jagged.items()
            ? jagged
            : JaggedColumn.of(jagged.name(), jagged.offsets(), items);
      }
      case NumberColumn numbers when !canHave(numbers.type(), codes) -> numbers;
      case NumberColumn numbers -> replaced(table, numbers, codes);
    };
  }

  private static boolean canHave(NumberType type, List<Double> codes) {
    return codes.stream().anyMatch(code -> canHave(type, code));
  }

  private static boolean canHave(NumberType type, double code) {
    if (!type.isInteger()) {
      return true;
    }
    return code == Math.rint(code)
        && switch (type) {
          case BOOL -> false;
          case INT8 -> within(code, -0x1p7, 0x1p7);
          case INT16 -> within(code, -0x1p15, 0x1p15);
          case INT32 -> within(code, -0x1p31, 0x1p31);
          case UINT8 -> within(code, 0, 0x1p8);
          case UINT16 -> within(code, 0, 0x1p16);
          case UINT32 -> within(code, 0, 0x1p32);
          case INT64 -> within(code, -0x1p63, 0x1p63);
          case UINT64 -> within(code, 0, 0x1p64);
          case FLOAT32, FLOAT64 -> true;
        };
  }

  private static boolean within(double code, double from, double below) {
    return code >= from && code < below;
  }

  private static NumberColumn replaced(Table table, NumberColumn column, List<Double> of) {
    double[] codes = values(of);
    if (column.type() == NumberType.FLOAT32) {
      float[] values = ((float[]) column.array()).clone();
      for (int i = 0; i < values.length; i++) {
        values[i] = contains(codes, values[i]) ? Float.NaN : values[i];
      }
      return NumberColumn.of(
              column.name(), column.unit(), NumberType.FLOAT32, column.width(), values)
          .withShape(column.shape());
    }
    if (column.array() instanceof long[] integers) {
      requireExact(table, column, integers);
    }
    double[] values = column.toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] = contains(codes, values[i]) ? Double.NaN : values[i];
    }
    return NumberColumn.of(column.name(), column.unit(), NumberType.FLOAT64, column.width(), values)
        .withShape(column.shape());
  }

  private static void requireExact(Table table, NumberColumn column, long[] integers) {
    boolean unsigned = column.type() == NumberType.UINT64;
    for (long value : integers) {
      // the 11 bits that float64 has no room for beyond 2^63
      boolean exact =
          unsigned && value < 0
              ? (value & 0x7FF) == 0
              : (double) value < 0x1p63 && (long) (double) value == value;
      if (!exact) {
        throw InputException.at(table.origin())
            .expected(
                "integers that float64 holds in column "
                    + column.name()
                    + ", which has a code of missing values")
            .found(unsigned ? Long.toUnsignedString(value) : Long.toString(value))
            .remedy("leave the column out of `missing:`: it stays an integer column then")
            .exception();
      }
    }
  }

  /// A source whose columns have NaN in the place of their codes, as they are read.
  public EventSource in(EventSource source) {
    return isEmpty() ? source : new MissingCodesSource(source, this);
  }

  /// A view whose columns have NaN in the place of their codes.
  Events in(Events events) {
    Events all = events;
    for (Column column : events.columns()) {
      List<Double> own = of(column.name());
      Column without = in(events.schema().table(), column, own);
      if (without != column) {
        all = all.then(new EventStep.Missing(column.name(), own), all.schema().with(without));
      }
    }
    return all;
  }
}

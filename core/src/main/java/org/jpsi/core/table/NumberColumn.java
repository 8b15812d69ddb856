package org.jpsi.core.table;

import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.Collectors;

/// Column of numbers: one or a fixed-size array of them per event, stored in the smallest of
/// `float[]`, `double[]`, `int[]` and `long[]` that holds the type exactly. Element `k` of row `i`
/// of an array is at `i * width + k`, in the order of C: the last index runs fastest.
public final class NumberColumn implements Column {
  private final String name;
  private final String unit;
  private final NumberType type;
  private final int width;
  private final List<Integer> shape;
  private final Object values;
  private final int rows;

  private NumberColumn(String name, String unit, NumberType type, int width, Object values) {
    this(name, unit, type, width, width == 1 ? List.of() : List.of(width), values);
  }

  private NumberColumn(
      String name, String unit, NumberType type, int width, List<Integer> shape, Object values) {
    int length = Array.getLength(values);
    if (width < 1 || length % width != 0) {
      throw new IllegalArgumentException(
          "column " + name + ": " + length + " values for width " + width);
    }
    this.name = name;
    this.unit = unit;
    this.type = type;
    this.width = width;
    this.shape = shape;
    this.values = values;
    this.rows = length / width;
  }

  /// A float32 column. The array is kept, not copied, here and below.
  public static NumberColumn of(String name, String unit, float... values) {
    return new NumberColumn(name, unit, NumberType.FLOAT32, 1, values);
  }

  /// A float64 column.
  public static NumberColumn of(String name, String unit, double... values) {
    return new NumberColumn(name, unit, NumberType.FLOAT64, 1, values);
  }

  /// An int32 column.
  public static NumberColumn of(String name, String unit, int... values) {
    return new NumberColumn(name, unit, NumberType.INT32, 1, values);
  }

  /// An int64 column.
  public static NumberColumn of(String name, String unit, long... values) {
    return new NumberColumn(name, unit, NumberType.INT64, 1, values);
  }

  /// A column of any type and width. `values` is `float[]` for FLOAT32, `double[]` for FLOAT64,
  /// `long[]` for INT64, UINT64 and UINT32, else `int[]` (booleans as 0 and 1).
  public static NumberColumn of(
      String name, String unit, NumberType type, int width, Object values) {
    Class<?> wanted = arrayType(type);
    if (values.getClass() != wanted) {
      throw new IllegalArgumentException(
          "column "
              + name
              + ": "
              + type
              + " is kept in "
              + wanted.getSimpleName()
              + ", not "
              + values.getClass().getSimpleName());
    }
    return new NumberColumn(name, unit, type, width, values);
  }

  /// The class of the array that stores values of a type.
  public static Class<?> arrayType(NumberType type) {
    return switch (type) {
      case FLOAT32 -> float[].class;
      case FLOAT64 -> double[].class;
      case INT64, UINT64, UINT32 -> long[].class;
      default -> int[].class;
    };
  }

  public NumberType type() {
    return type;
  }

  /// Numbers per event: 1, or the length of a fixed-size array.
  public int width() {
    return width;
  }

  /// The sizes of a fixed-size array, the outermost first: `[2, 3]` of `x[2][3]`. None of a single
  /// number.
  public List<Integer> shape() {
    return shape;
  }

  /// The same numbers as arrays of another shape.
  ///
  /// @param sizes as {@link #shape()}: their product is the width
  /// @throws IllegalArgumentException where it is not
  public NumberColumn withShape(List<Integer> sizes) {
    long product = 1;
    for (int size : sizes) {
      product = size < 1 || product > width ? -1 : product * size;
    }
    if (product != width) {
      throw new IllegalArgumentException(
          "column " + name + ": shape " + sizes + " for width " + width);
    }
    List<Integer> kept = width == 1 ? List.of() : List.copyOf(sizes);
    return new NumberColumn(name, unit, type, width, kept, values);
  }

  /// The indices of element `k` of an array, as in an expression: `[1][2]`. Empty of a single
  /// number.
  public String indices(int k) {
    StringBuilder text = new StringBuilder();
    int rest = k;
    for (int i = shape.size() - 1; i >= 0; i--) {
      text.insert(0, "[" + rest % shape.get(i) + "]");
      rest /= shape.get(i);
    }
    return text.toString();
  }

  /// The value in a row: of a fixed-size array its first element. An int64 beyond 2^53 is rounded.
  public double value(int row) {
    return at(row * width);
  }

  /// Element `k` of a fixed-size array.
  public double value(int row, int k) {
    return at(row * width + k);
  }

  /// The exact value of an integer type; a UINT64 as its bits.
  public long integer(int row, int k) {
    int i = row * width + k;
    return switch (values) {
      case int[] v -> v[i];
      case long[] v -> v[i];
      default -> throw new IllegalStateException("column " + name + " is " + typeName());
    };
  }

  /// The stored array itself (see {@link #of(String, String, NumberType, int, Object)}): for bulk
  /// access; not to be modified.
  public Object array() {
    return values;
  }

  private double at(int i) {
    return switch (values) {
      case float[] v -> v[i];
      case double[] v -> v[i];
      case int[] v -> v[i];
      case long[] v -> type == NumberType.UINT64 ? unsigned(v[i]) : v[i];
      default -> throw new IllegalStateException(values.getClass().getName());
    };
  }

  /// The float64 nearest to an unsigned integer, ties to even. The lowest bit is not lost before
  /// rounding but kept in the next one ("sticky"), where it still decides what is halfway.
  public static double unsigned(long bits) {
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  /// Element `k` of every row as a flat column, `name[k]` or `name[i][j]`.
  public NumberColumn element(int k) {
    Object flat = Array.newInstance(values.getClass().componentType(), rows);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values, i * width + k, flat, i, 1);
    }
    return new NumberColumn(name + indices(k), unit, type, 1, flat);
  }

  /// All values as doubles, `rows * width` of them.
  public double[] toDoubles() {
    double[] all = new double[rows * width];
    switch (values) {
      case double[] v -> System.arraycopy(v, 0, all, 0, all.length);
      case float[] v -> {
        for (int i = 0; i < all.length; i++) {
          all[i] = v[i];
        }
      }
      default -> {
        for (int i = 0; i < all.length; i++) {
          all[i] = at(i);
        }
      }
    }
    return all;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public NumberColumn slice(int from, int to) {
    Object part = Array.newInstance(values.getClass().componentType(), (to - from) * width);
    System.arraycopy(values, from * width, part, 0, (to - from) * width);
    return new NumberColumn(name, unit, type, width, shape, part);
  }

  @Override
  public NumberColumn take(int[] places) {
    Object taken = Array.newInstance(values.getClass().componentType(), places.length * width);
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(values, places[i] * width, taken, i * width, width);
    }
    return new NumberColumn(name, unit, type, width, shape, taken);
  }

  @Override
  public NumberColumn withName(String other) {
    return new NumberColumn(other, unit, type, width, shape, values);
  }

  @Override
  public String typeName() {
    String base = type.name().toLowerCase(java.util.Locale.ROOT);
    return base + shape.stream().map(n -> "[" + n + "]").collect(Collectors.joining());
  }
}

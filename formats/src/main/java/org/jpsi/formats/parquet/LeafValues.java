package org.jpsi.formats.parquet;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.parquet.SchemaElement.Kind;
import org.jspecify.annotations.Nullable;

/// Values of a leaf as they are read, with NaN or empty text where they are null, and the column
/// that they become.
final class LeafValues {
  private static final int FIRST = 16;
  // integers below are float64 exactly, and so is 10 to the power of 22
  private static final long EXACT = 1L << 53;
  private static final int EXACT_SCALE = 22;

  private final Leaf leaf;
  private final boolean missing;
  private final ParquetLocation location;
  private final @Nullable BitSet nulls;
  private Object values;
  private int capacity;
  private int size;

  /// @param missing whether integers may be missing, so that they become float64
  LeafValues(Leaf leaf, boolean missing, int expected, ParquetLocation location) {
    this.leaf = leaf;
    this.missing = missing;
    this.location = location;
    this.nulls = missing && leaf.integers() || decimalIntegers(leaf) ? new BitSet() : null;
    this.capacity = expected;
    this.values = RawValues.array(leaf, expected);
  }

  int size() {
    return size;
  }

  /// Appends `n` values, none of which is null.
  void append(ValueDecoder decoder, int n) {
    room(n);
    decoder.read(values, size, n);
    size += n;
  }

  /// Appends `n` values of which those are there that are `present`.
  void append(ValueDecoder decoder, boolean[] present, int n) {
    room(n);
    int there = 0;
    for (int i = 0; i < n; i++) {
      there += present[i] ? 1 : 0;
    }
    decoder.read(values, size, there);
    // from the last to the first, so that none is overwritten before it is moved
    int from = size + there - 1;
    for (int i = n - 1; i >= 0; i--) {
      if (present[i]) {
        System.arraycopy(values, from--, values, size + i, 1);
      } else {
        nothing(size + i);
      }
    }
    size += n;
  }

  private void nothing(int i) {
    switch (values) {
      case float[] v -> v[i] = Float.NaN;
      case double[] v -> v[i] = Double.NaN;
      case String[] v -> v[i] = "";
      default -> {
        if (nulls == null) {
          throw location.unread(
              "it has nulls among integers, which its writer did not count",
              "fill them, or write it as float64");
        }
        Array.setInt(values, i, 0);
        nulls.set(i);
      }
    }
  }

  private void room(int n) {
    long needed = (long) size + n;
    if (needed > EventSource.MAX_ROWS) {
      throw location.unread(
          "there are more than " + EventSource.MAX_ROWS + " items in a block of events",
          "read fewer events at once");
    }
    if (needed > capacity) {
      capacity = (int) Math.min(EventSource.MAX_ROWS, Math.max(FIRST, needed + needed / 2));
      values = RawValues.grown(values, capacity);
    }
  }

  private static boolean decimalIntegers(Leaf leaf) {
    return leaf.element().meaning().kind() == Kind.DECIMAL && !RawValues.bytes(leaf);
  }

  /// The type of the column's numbers; null of text.
  static @Nullable NumberType type(Leaf leaf, boolean missing) {
    return leaf.integers() && missing ? NumberType.FLOAT64 : leaf.number();
  }

  /// The column of all values; their array is not copied where it has the right length and type.
  Column column(String name, String unit) {
    if (size < capacity) {
      values = RawValues.grown(values, size);
      capacity = size;
    }
    NumberType type = type(leaf, missing);
    return switch (values) {
      case String[] v -> new TextColumn(name, v);
      case int[] v -> NumberColumn.of(name, unit, known(type), 1, integers(v, known(type)));
      case long[] v -> NumberColumn.of(name, unit, known(type), 1, integers(v, known(type)));
      default -> NumberColumn.of(name, unit, known(type), 1, values);
    };
  }

  private static NumberType known(@Nullable NumberType type) {
    if (type == null) {
      throw new IllegalStateException("text");
    }
    return type;
  }

  private Object integers(int[] v, NumberType type) {
    if (type == NumberType.FLOAT64) {
      return doubles(v.length, i -> signed(v[i]));
    }
    switch (known(leaf.number())) {
      case INT8 -> Arrays.setAll(v, i -> (byte) v[i]);
      case INT16 -> Arrays.setAll(v, i -> (short) v[i]);
      case UINT8 -> Arrays.setAll(v, i -> v[i] & 0xFF);
      case UINT16 -> Arrays.setAll(v, i -> v[i] & 0xFFFF);
      case UINT32 -> {
        long[] wide = new long[v.length];
        Arrays.setAll(wide, i -> v[i] & 0xFFFFFFFFL);
        return wide;
      }
      default -> {}
    }
    return v;
  }

  private Object integers(long[] v, NumberType type) {
    if (type != NumberType.FLOAT64) {
      return v;
    }
    return doubles(
        v.length,
        i -> leaf.number() == NumberType.UINT64 ? NumberColumn.unsigned(v[i]) : signed(v[i]));
  }

  private double[] doubles(int n, java.util.function.IntToDoubleFunction number) {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = nulls != null && nulls.get(i) ? Double.NaN : number.applyAsDouble(i);
    }
    return numbers;
  }

  /// An integer, or the decimal number that has its digits.
  private double signed(long value) {
    if (leaf.number() == NumberType.UINT32) {
      return value & 0xFFFFFFFFL;
    }
    if (!decimalIntegers(leaf)) {
      return value;
    }
    int scale = leaf.element().meaning().scale();
    return scale >= 0 && scale <= EXACT_SCALE && Math.abs(value) < EXACT
        ? value / POWERS[scale]
        : RawValues.decimal(BigInteger.valueOf(value), scale);
  }

  private static final double[] POWERS = powers();

  private static double[] powers() {
    double[] powers = new double[EXACT_SCALE + 1];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Double.parseDouble("1e" + i);
    }
    return powers;
  }
}

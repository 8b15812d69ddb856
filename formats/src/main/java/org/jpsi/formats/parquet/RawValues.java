package org.jpsi.formats.parquet;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jpsi.formats.parquet.SchemaElement.Kind;
import org.jpsi.formats.parquet.SchemaElement.PhysicalType;

/// Raw values of a leaf: an array as pages fill it, before its numbers get the type of the column.
final class RawValues {
  // more digits than any writer has, and few enough to be converted in no time
  static final int MAX_DECIMAL = 64;

  private RawValues() {}

  /// An array for values of a leaf: `int[]` for INT32 and BOOLEAN, `long[]`, `float[]`, `double[]`;
  /// of bytes `String[]` for text, `float[]` for float16, `double[]` for decimal numbers.
  static Object array(Leaf leaf, int length) {
    return switch (leaf.physical()) {
      case BOOLEAN, INT32 -> new int[length];
      case INT64 -> new long[length];
      case FLOAT -> new float[length];
      case DOUBLE -> new double[length];
      default ->
          leaf.number() == null
              ? new String[length]
              : leaf.element().meaning().kind() == Kind.FLOAT16
                  ? new float[length]
                  : new double[length];
    };
  }

  /// Bytes of a value of fixed length; 0 of others.
  static int width(Leaf leaf) {
    return switch (leaf.physical()) {
      case INT32, FLOAT -> 4;
      case INT64, DOUBLE -> 8;
      case FIXED_LEN_BYTE_ARRAY -> leaf.element().length();
      default -> 0;
    };
  }

  /// A longer copy.
  static Object grown(Object values, int length) {
    return switch (values) {
      case int[] v -> Arrays.copyOf(v, length);
      case long[] v -> Arrays.copyOf(v, length);
      case float[] v -> Arrays.copyOf(v, length);
      case double[] v -> Arrays.copyOf(v, length);
      case String[] v -> Arrays.copyOf(v, length);
      default -> throw new IllegalStateException(values.getClass().getName());
    };
  }

  /// Puts a value of a byte array: text, a float16 or a decimal number.
  static void put(
      Leaf leaf, Object out, int i, byte[] data, int at, int length, ParquetLocation location) {
    if (length > MAX_DECIMAL && !(out instanceof String[])) {
      throw location.damaged("has a decimal number of " + length + " bytes");
    }
    switch (out) {
      case String[] v -> v[i] = new String(data, at, length, StandardCharsets.UTF_8);
      case float[] v -> v[i] = float16(data[at] & 0xFF | data[at + 1] << 8);
      case double[] v ->
          v[i] =
              length == 0
                  ? 0
                  : decimal(new BigInteger(data, at, length), leaf.element().meaning().scale());
      default -> throw new IllegalStateException(out.getClass().getName());
    }
  }

  /// The float64 nearest to a decimal number.
  static double decimal(BigInteger unscaled, int scale) {
    return new java.math.BigDecimal(unscaled, scale).doubleValue();
  }

  private static float float16(int bits) {
    return Float.float16ToFloat((short) bits);
  }

  /// Whether pages have values of this type by their bytes.
  static boolean bytes(Leaf leaf) {
    return leaf.physical() == PhysicalType.BYTE_ARRAY
        || leaf.physical() == PhysicalType.FIXED_LEN_BYTE_ARRAY;
  }
}

package org.jpsi.formats.rntuple;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Decoder of the elements of one page, by the encoding of its column (specification, "Column
/// Description"). Byte `k` of element `i` is at `i * step + k * plane`: split pages have a step of
/// one, others a plane of one.
final class PageDecoder {
  private static final VarHandle F32 = view(float[].class);
  private static final VarHandle F64 = view(double[].class);
  private static final VarHandle I32 = view(int[].class);
  private static final VarHandle I64 = view(long[].class);

  private final ColumnType type;
  private final int bits;
  private final double least;
  private final double scale;

  PageDecoder(ColumnDescription column, ColumnType type) {
    this.type = type;
    this.bits = column.bits();
    this.least = column.least();
    this.scale = (column.most() - column.least()) / ((1L << Math.min(bits, 32)) - 1);
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /// Elements `from` to `from + count - 1` of a page of `n`, as the type's own numbers.
  ///
  /// @param out of the class that {@link org.jpsi.core.table.NumberColumn#arrayType} gives
  void numbers(byte[] page, int n, int from, int count, Object out, int to) {
    switch (out) {
      case float[] v -> floats(page, n, from, count, v, to);
      case double[] v -> doubles(page, n, from, count, v, to);
      case int[] v -> integers(page, n, from, count, v, to);
      case long[] v -> longs(page, n, from, count, v, to);
      default -> throw new IllegalStateException(out.getClass().getName());
    }
  }

  private boolean isSplit() {
    return switch (type.encoding()) {
      case SPLIT, SPLIT_ZIGZAG, SPLIT_DELTA -> true;
      case PLAIN, BITS -> false;
    };
  }

  private boolean isZigzag() {
    return type.encoding() == ColumnType.Encoding.SPLIT_ZIGZAG;
  }

  private void floats(byte[] p, int n, int from, int count, float[] out, int to) {
    switch (type) {
      case REAL32 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = (float) F32.get(p, 4 * (from + i));
        }
      }
      case SPLIT_REAL32 -> {
        int second = n + from;
        int third = 2 * n + from;
        int fourth = 3 * n + from;
        for (int i = 0; i < count; i++) {
          out[to + i] =
              Float.intBitsToFloat(
                  p[from + i] & 0xFF
                      | (p[second + i] & 0xFF) << 8
                      | (p[third + i] & 0xFF) << 16
                      | p[fourth + i] << 24);
        }
      }
      case REAL16, SPLIT_REAL16 -> {
        int step = isSplit() ? 1 : 2;
        int plane = isSplit() ? n : 1;
        for (int i = 0; i < count; i++) {
          int at = (from + i) * step;
          out[to + i] = Float.float16ToFloat((short) (p[at] & 0xFF | p[at + plane] << 8));
        }
      }
      case REAL64, SPLIT_REAL64 -> {
        double[] wide = new double[count];
        doubles(p, n, from, count, wide, 0);
        for (int i = 0; i < count; i++) {
          out[to + i] = (float) wide[i];
        }
      }
      case REAL32_TRUNC -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = Float.intBitsToFloat((int) (packed(p, from + i) << (32 - bits)));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = (float) (packed(p, from + i) * scale + least);
        }
      }
    }
  }

  private void doubles(byte[] p, int n, int from, int count, double[] out, int to) {
    switch (type) {
      case REAL64 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = (double) F64.get(p, 8 * (from + i));
        }
      }
      case SPLIT_REAL64 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = Double.longBitsToDouble(eight(p, from + i, 1, n));
        }
      }
      case REAL32_QUANT -> {
        // not rounded to float32 first
        for (int i = 0; i < count; i++) {
          out[to + i] = packed(p, from + i) * scale + least;
        }
      }
      default -> {
        float[] narrow = new float[count];
        floats(p, n, from, count, narrow, 0);
        for (int i = 0; i < count; i++) {
          out[to + i] = narrow[i];
        }
      }
    }
  }

  private void integers(byte[] p, int n, int from, int count, int[] out, int to) {
    int size = bits / 8;
    int step = isSplit() ? 1 : size;
    int plane = isSplit() ? n : 1;
    boolean zigzag = isZigzag();
    switch (type) {
      case BIT -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = p[from + i >> 3] >> (from + i & 7) & 1;
        }
      }
      case CHAR, INT8 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = p[from + i];
        }
      }
      case BYTE, UINT8 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = p[from + i] & 0xFF;
        }
      }
      case INT16, UINT16, SPLIT_INT16, SPLIT_UINT16 -> {
        boolean signed = type == ColumnType.INT16;
        for (int i = 0; i < count; i++) {
          int at = (from + i) * step;
          int word = p[at] & 0xFF | (p[at + plane] & 0xFF) << 8;
          out[to + i] = zigzag ? word >>> 1 ^ -(word & 1) : signed ? (short) word : word;
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          int word = four(p, from + i, step, plane);
          out[to + i] = zigzag ? word >>> 1 ^ -(word & 1) : word;
        }
      }
    }
  }

  private void longs(byte[] p, int n, int from, int count, long[] out, int to) {
    int size = bits / 8;
    int step = isSplit() ? 1 : size;
    int plane = isSplit() ? n : 1;
    if (size == 4) {
      for (int i = 0; i < count; i++) {
        out[to + i] = four(p, from + i, step, plane) & 0xFFFFFFFFL;
      }
      return;
    }
    boolean zigzag = isZigzag();
    for (int i = 0; i < count; i++) {
      long word = eight(p, from + i, step, plane);
      out[to + i] = zigzag ? word >>> 1 ^ -(word & 1) : word;
    }
  }

  /// The ends of all collections in a page of `n`.
  long[] ends(byte[] page, int n) {
    long[] ends = new long[n];
    longs(page, n, 0, n, ends, 0);
    if (type.encoding() == ColumnType.Encoding.SPLIT_DELTA) {
      for (int i = 1; i < n; i++) {
        ends[i] += ends[i - 1];
      }
      if (bits == 32) {
        for (int i = 0; i < n; i++) {
          ends[i] &= 0xFFFFFFFFL;
        }
      }
    }
    return ends;
  }

  /// The index of the item that element `i` of a switch column holds.
  static long switchIndex(byte[] page, int i) {
    return (long) I64.get(page, 12 * i);
  }

  /// Which of its subfields element `i` of a switch column holds, from 1 on; 0 for none.
  static int switchTag(byte[] page, int i) {
    return (int) I32.get(page, 12 * i + 8);
  }

  private static int four(byte[] p, int i, int step, int plane) {
    int at = i * step;
    return p[at] & 0xFF
        | (p[at + plane] & 0xFF) << 8
        | (p[at + 2 * plane] & 0xFF) << 16
        | p[at + 3 * plane] << 24;
  }

  private static long eight(byte[] p, int i, int step, int plane) {
    int at = i * step;
    return four(p, i, step, plane) & 0xFFFFFFFFL
        | (long)
                (p[at + 4 * plane] & 0xFF
                    | (p[at + 5 * plane] & 0xFF) << 8
                    | (p[at + 6 * plane] & 0xFF) << 16
                    | p[at + 7 * plane] << 24)
            << 32;
  }

  /// Element `i` of so many bits each, the least significant first.
  private long packed(byte[] p, int i) {
    long bit = (long) i * bits;
    int at = (int) (bit >>> 3);
    long word = 0;
    int have = Math.min(5, p.length - at);
    for (int k = 0; k < have; k++) {
      word |= (p[at + k] & 0xFFL) << 8 * k;
    }
    return word >>> (bit & 7) & (1L << bits) - 1;
  }
}

package org.jpsi.formats.root;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jpsi.core.table.NumberType;

/// Codec of numbers: big-endian ones of a file to arrays of columns.
final class NumberCodec {
  private static final VarHandle I16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle I32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private NumberCodec() {}

  /// Copies `n` numbers of a type that begin with a byte into an array of the class that {@link
  /// org.jpsi.core.table.NumberColumn#arrayType} names. The caller has checked that they are there.
  static void copy(NumberType type, byte[] data, int from, int n, Object into, int to) {
    // the bulk copies swap bytes at the speed of memory
    switch (into) {
      case float[] v -> ByteBuffer.wrap(data, from, 4 * n).asFloatBuffer().get(v, to, n);
      case double[] v -> ByteBuffer.wrap(data, from, 8 * n).asDoubleBuffer().get(v, to, n);
      case int[] v -> integers(type, data, from, n, v, to);
      case long[] v -> longs(type, data, from, n, v, to);
      default -> throw new IllegalArgumentException(into.getClass().getName());
    }
  }

  private static void integers(NumberType type, byte[] data, int from, int n, int[] v, int to) {
    switch (type) {
      case INT32 -> ByteBuffer.wrap(data, from, 4 * n).asIntBuffer().get(v, to, n);
      case INT16 -> {
        for (int i = 0; i < n; i++) {
          v[to + i] = (short) I16.get(data, from + 2 * i);
        }
      }
      case UINT16 -> {
        for (int i = 0; i < n; i++) {
          v[to + i] = (short) I16.get(data, from + 2 * i) & 0xFFFF;
        }
      }
      case INT8 -> {
        for (int i = 0; i < n; i++) {
          v[to + i] = data[from + i];
        }
      }
      case UINT8 -> {
        for (int i = 0; i < n; i++) {
          v[to + i] = data[from + i] & 0xFF;
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          v[to + i] = data[from + i] == 0 ? 0 : 1;
        }
      }
    }
  }

  private static void longs(NumberType type, byte[] data, int from, int n, long[] v, int to) {
    if (type == NumberType.UINT32) {
      for (int i = 0; i < n; i++) {
        v[to + i] = (int) I32.get(data, from + 4 * i) & 0xFFFFFFFFL;
      }
    } else {
      ByteBuffer.wrap(data, from, 8 * n).asLongBuffer().get(v, to, n);
    }
  }
}

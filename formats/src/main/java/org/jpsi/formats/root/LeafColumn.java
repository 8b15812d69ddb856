package org.jpsi.formats.root;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jpsi.core.table.NumberType;

/// Column of a leaf: a plain number or a fixed array. An entry of its branch holds the leaves one
/// after the other, without gaps.
///
/// @param path full path of the leaf; {@link ColumnNames} makes equal ones distinct
/// @param width numbers per entry; arrays of more dimensions are flattened
/// @param offset of the leaf in an entry, in bytes
/// @param entryBytes of all leaves of the branch together
record LeafColumn(
    BranchPath path, String unit, NumberType type, int width, int offset, int entryBytes) {
  private static final VarHandle I16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle I32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /// Copies entries of a basket into a column's array, which is of the class that {@link
  /// org.jpsi.core.table.NumberColumn#arrayType} names. The caller has checked that the data holds
  /// them.
  void copy(byte[] data, int entry, int entries, Object into, int row) {
    int bytes = LeafType.bytes(type) * width;
    if (bytes == entryBytes) {
      values(data, entry * entryBytes, entries * width, into, row * width);
    } else {
      for (int i = 0; i < entries; i++) {
        values(data, (entry + i) * entryBytes + offset, width, into, (row + i) * width);
      }
    }
  }

  private void values(byte[] data, int from, int n, Object into, int to) {
    // the bulk copies swap bytes at the speed of memory
    switch (into) {
      case float[] v -> ByteBuffer.wrap(data, from, 4 * n).asFloatBuffer().get(v, to, n);
      case double[] v -> ByteBuffer.wrap(data, from, 8 * n).asDoubleBuffer().get(v, to, n);
      case int[] v -> integers(data, from, n, v, to);
      case long[] v -> longs(data, from, n, v, to);
      default -> throw new IllegalArgumentException(into.getClass().getName());
    }
  }

  private void integers(byte[] data, int from, int n, int[] v, int to) {
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

  private void longs(byte[] data, int from, int n, long[] v, int to) {
    if (type == NumberType.UINT32) {
      for (int i = 0; i < n; i++) {
        v[to + i] = (int) I32.get(data, from + 4 * i) & 0xFFFFFFFFL;
      }
    } else {
      ByteBuffer.wrap(data, from, 8 * n).asLongBuffer().get(v, to, n);
    }
  }
}

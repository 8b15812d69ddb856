package org.jpsi.formats.root;

import java.util.List;
import org.jpsi.core.table.NumberType;

/// Column of a leaf: a plain number or a fixed array. An entry of its branch holds the leaves one
/// after the other, without gaps.
///
/// @param path full path of the leaf; {@link ColumnNames} makes equal ones distinct
/// @param shape of a fixed array; none of a single number
/// @param offset of the leaf in an entry, in bytes
/// @param entryBytes of all leaves of the branch together
record LeafColumn(
    BranchPath path,
    String unit,
    NumberType type,
    List<Integer> shape,
    int offset,
    int entryBytes) {
  /// Numbers per entry.
  int width() {
    return ArrayShape.length(shape);
  }

  /// Copies entries of a basket into a column's array, which is of the class that {@link
  /// org.jpsi.core.table.NumberColumn#arrayType} names. The caller has checked that the data holds
  /// them.
  void copy(byte[] data, int entry, int entries, Object into, int row) {
    int width = width();
    int bytes = LeafType.bytes(type) * width;
    if (bytes == entryBytes) {
      NumberCodec.copy(type, data, entry * entryBytes, entries * width, into, row * width);
    } else {
      for (int i = 0; i < entries; i++) {
        NumberCodec.copy(
            type, data, (entry + i) * entryBytes + offset, width, into, (row + i) * width);
      }
    }
  }
}

package org.jpsi.formats.root;

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
  /// Copies entries of a basket into a column's array, which is of the class that {@link
  /// org.jpsi.core.table.NumberColumn#arrayType} names. The caller has checked that the data holds
  /// them.
  void copy(byte[] data, int entry, int entries, Object into, int row) {
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

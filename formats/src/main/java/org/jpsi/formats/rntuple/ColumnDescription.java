package org.jpsi.formats.rntuple;

import org.jspecify.annotations.Nullable;

/// Column description: one physical column of the schema, as a header or a footer has it. Its
/// number is its place among all columns.
///
/// @param typeId number of its {@link ColumnType}, which may be one that is not known
/// @param bits of an element in a page
/// @param field number of the field that it belongs to
/// @param flags {@link #DEFERRED}, {@link #RANGE}
/// @param representation index among the representations of the field, of which each cluster has
///   one
/// @param firstElement of a deferred column the number of its first element in the file, before
///   which all are zero; negative where the column is also suppressed until then
/// @param least of the values of a quantized column, else 0
/// @param most of the values of a quantized column, else 0
record ColumnDescription(
    int typeId,
    int bits,
    int field,
    int flags,
    int representation,
    long firstElement,
    double least,
    double most) {
  static final int DEFERRED = 1;
  static final int RANGE = 2;

  static ColumnDescription read(EnvelopeInput b) {
    int type = b.u16();
    int bits = b.u16();
    int field = b.i32();
    int flags = b.u16();
    int representation = b.u16();
    boolean range = (flags & RANGE) != 0;
    return new ColumnDescription(
        type,
        bits,
        field,
        flags,
        representation,
        (flags & DEFERRED) != 0 ? b.i64() : 0,
        range ? Double.longBitsToDouble(b.i64()) : 0,
        range ? Double.longBitsToDouble(b.i64()) : 0);
  }

  /// Its type; null for one that is not known.
  @Nullable ColumnType type() {
    return ColumnType.of(typeId);
  }

  boolean isDeferred() {
    return (flags & DEFERRED) != 0;
  }
}

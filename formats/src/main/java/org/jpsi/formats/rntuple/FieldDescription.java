package org.jpsi.formats.rntuple;

/// Field description: one field of the schema, as a header or a footer has it. Its number is its
/// place among all fields.
///
/// @param parent number of the field that it is within; its own for a top-level field
/// @param role number of its {@link StructuralRole}
/// @param flags {@link #REPEATED}, {@link #PROJECTED}, {@link #CHECKSUM}
/// @param alias the type's name before typedefs were resolved, as `Double32_t`; mostly empty
/// @param arraySize of a fixed array or bitset, else 0
/// @param source number of the field that a projected one shows, else 0
/// @param typeChecksum of the class, as TClass has it, else 0
record FieldDescription(
    int fieldVersion,
    int typeVersion,
    int parent,
    int role,
    int flags,
    String name,
    String typeName,
    String alias,
    String description,
    long arraySize,
    int source,
    int typeChecksum) {
  static final int REPEATED = 1;
  static final int PROJECTED = 2;
  static final int CHECKSUM = 4;

  static FieldDescription read(EnvelopeInput b) {
    int fieldVersion = b.i32();
    int typeVersion = b.i32();
    int parent = b.i32();
    int role = b.u16();
    int flags = b.u16();
    return new FieldDescription(
        fieldVersion,
        typeVersion,
        parent,
        role,
        flags,
        b.string(),
        b.string(),
        b.string(),
        b.string(),
        (flags & REPEATED) != 0 ? b.i64() : 0,
        (flags & PROJECTED) != 0 ? b.i32() : 0,
        (flags & CHECKSUM) != 0 ? b.i32() : 0);
  }

  boolean isRepeated() {
    return (flags & REPEATED) != 0;
  }

  boolean isProjected() {
    return (flags & PROJECTED) != 0;
  }
}

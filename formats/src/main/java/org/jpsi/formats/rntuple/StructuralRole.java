package org.jpsi.formats.rntuple;

import org.jspecify.annotations.Nullable;

/// Structural role of a field; the number of each is that in the file.
enum StructuralRole {
  /// A number, a text, or what wraps one other field: a fixed array, an enum, an atomic.
  PLAIN,
  /// Any number of items of its one subfield.
  COLLECTION,
  /// One of each of its subfields.
  RECORD,
  /// One of its subfields.
  VARIANT,
  /// Objects as bytes that their class's streamer wrote.
  STREAMER;

  private static final StructuralRole[] ALL = values();

  /// The role of this number in the file; null for one that is not known.
  static @Nullable StructuralRole of(int number) {
    return number >= 0 && number < ALL.length ? ALL[number] : null;
  }

  /// The number of the role in the file.
  int id() {
    return ordinal();
  }
}

package org.jpsi.formats.rntuple;

/// Alias column: a column of a projected field, which is a physical column of another.
record AliasColumn(int physical, int field) {
  static AliasColumn read(EnvelopeInput b) {
    return new AliasColumn(b.i32(), b.i32());
  }
}

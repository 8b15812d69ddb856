package org.jpsi.formats.parquet;

/// Decoder of the values of one page, those that are not null.
interface ValueDecoder {
  /// Fills the next `n` values into an array of the class that {@link RawValues#array} gives for
  /// the leaf.
  void read(Object out, int from, int n);
}

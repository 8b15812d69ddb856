package org.jpsi.formats.rntuple;

/// Output file of an RNTuple: the records around its bytes, which `formats.root` writes.
public interface NtupleOutput extends AutoCloseable {
  /// The file, for messages.
  String file();

  /// Appends bytes as a record that no directory lists.
  ///
  /// @return the offset of the first of them
  long append(byte[] bytes, int length);

  /// Completes the file, in whose directory the anchor is.
  void finish(String name, byte[] anchor);

  /// Without {@link #finish} before, removes what was written.
  @Override
  void close();
}

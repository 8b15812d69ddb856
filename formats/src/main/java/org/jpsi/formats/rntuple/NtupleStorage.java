package org.jpsi.formats.rntuple;

/// Storage of an RNTuple: the bytes of the file that it is in.
public interface NtupleStorage extends AutoCloseable {
  /// The file, for messages.
  String file();

  /// The length of the file in bytes.
  long size();

  /// `bytes` bytes from `offset` on, from any thread.
  ///
  /// @param what they are, for messages: `page 3 of column 7`
  /// @throws org.jpsi.core.errors.InputException where the file has no such bytes
  byte[] read(long offset, int bytes, String what);

  @Override
  void close();
}

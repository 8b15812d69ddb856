package org.jpsi.formats.rntuple;

/// Locator: a range of bytes of the file.
///
/// @param bytes its length, as it is stored
/// @param offset of its first byte
record Locator(long bytes, long offset) {
  private static final int LARGE = 1;

  static Locator read(EnvelopeInput b) {
    int start = b.at();
    int size = b.i32();
    if (size >= 0) {
      return new Locator(size, b.i64());
    }
    int type = Math.abs(size >> 24);
    int length = size & 0xFFFF;
    if (type != LARGE) {
      throw b.location().unread("has a locator of type " + type + ", which only other storage has");
    }
    Locator large = new Locator(b.i64(), b.i64());
    b.skipTo(start + length);
    return large;
  }
}

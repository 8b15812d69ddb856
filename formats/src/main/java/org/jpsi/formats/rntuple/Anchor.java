package org.jpsi.formats.rntuple;

import java.nio.ByteBuffer;

/// Anchor (class ROOT::RNTuple): where the header and the footer of an RNTuple are. As an object of
/// the file it is big-endian, unlike all else.
///
/// @param headerBytes length of the header envelope as it is stored
/// @param headerLength its uncompressed length
/// @param maxKeySize the longest record of the file; what is longer is split into several
record Anchor(
    int epoch,
    int major,
    int minor,
    int patch,
    long headerSeek,
    long headerBytes,
    long headerLength,
    long footerSeek,
    long footerBytes,
    long footerLength,
    long maxKeySize) {
  private static final int BYTE_COUNT = 0x40000000;
  // of the byte count and the version of the class
  private static final int PREFIX = 6;
  private static final int FIELDS = 64;

  /// Reads the object behind a key.
  ///
  /// @param from where the object begins
  static Anchor read(byte[] data, int from, NtupleLocation location) {
    if (data.length - from < PREFIX + FIELDS) {
      throw early(location, "is of " + (data.length - from) + " bytes");
    }
    ByteBuffer b = ByteBuffer.wrap(data, from, data.length - from).slice();
    int count = b.getInt() & ~BYTE_COUNT;
    b.getShort();
    // later versions may add to the fields
    int fields = count - 2;
    if (fields < FIELDS || fields > data.length - from - PREFIX) {
      throw early(location, "has " + fields + " bytes of fields");
    }
    if (fields <= data.length - from - PREFIX - 8
        && Xxh3.hash64(data, from + PREFIX, fields) != b.getLong(PREFIX + fields)) {
      throw location.damaged("has a wrong checksum");
    }
    Anchor anchor =
        new Anchor(
            b.getShort() & 0xFFFF,
            b.getShort() & 0xFFFF,
            b.getShort() & 0xFFFF,
            b.getShort() & 0xFFFF,
            b.getLong(),
            b.getLong(),
            b.getLong(),
            b.getLong(),
            b.getLong(),
            b.getLong(),
            b.getLong());
    if (anchor.epoch != 1) {
      throw early(location, "is of epoch " + anchor.epoch);
    }
    return anchor;
  }

  private static org.jpsi.core.errors.InputException early(NtupleLocation location, String what) {
    return location.unread(
        what + ", and RNTuples of version 1 alone are read (ROOT 6.34 or later)");
  }

  EnvelopeLink header() {
    return new EnvelopeLink(headerLength, new Locator(headerBytes, headerSeek));
  }

  EnvelopeLink footer() {
    return new EnvelopeLink(footerLength, new Locator(footerBytes, footerSeek));
  }
}

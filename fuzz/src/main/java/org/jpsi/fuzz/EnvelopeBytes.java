package org.jpsi.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jpsi.formats.rntuple.Xxh3;

/// Bytes of an envelope of an RNTuple as they are written: little-endian numbers, texts, frames.
/// Nothing of it is checked.
final class EnvelopeBytes {
  private byte[] data = new byte[1024];
  private int at;

  /// @param type of the envelope, as it is said in its first bytes
  EnvelopeBytes(int type) {
    number(8, type);
  }

  int at() {
    return at;
  }

  EnvelopeBytes number(int width, long value) {
    for (int i = 0; i < width; i++) {
      raw((byte) (value >>> 8 * i));
    }
    return this;
  }

  EnvelopeBytes raw(byte... bytes) {
    if (at + bytes.length > data.length) {
      data = Arrays.copyOf(data, 2 * (at + bytes.length));
    }
    System.arraycopy(bytes, 0, data, at, bytes.length);
    at += bytes.length;
    return this;
  }

  EnvelopeBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return number(4, utf8.length).raw(utf8);
  }

  /// Begins a record frame.
  int record() {
    number(8, 0);
    return at - 8;
  }

  /// Begins a list frame.
  int list(long items) {
    int start = record();
    number(4, items);
    return start;
  }

  /// Ends a frame.
  ///
  /// @param more bytes that it claims beside its own
  EnvelopeBytes close(int start, boolean list, long more) {
    long size = at - start + more;
    little().putLong(start, list ? -size : size);
    return this;
  }

  EnvelopeBytes close(int start, boolean list) {
    return close(start, list, 0);
  }

  private ByteBuffer little() {
    return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The envelope, with its length and its checksum.
  byte[] bytes() {
    byte[] all = Arrays.copyOf(data, at + 8);
    seal(all, 0, all.length);
    return all;
  }

  /// Writes length and checksum of an envelope.
  static void seal(byte[] file, int from, int length) {
    ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(from, b.getLong(from) & 0xFFFF | (long) length << 16);
    b.putLong(from + length - 8, Xxh3.hash64(file, from, length - 8));
  }
}

package org.jpsi.formats.rntuple;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Output of an envelope: little-endian bytes and frames, written one after the other.
final class EnvelopeOutput {
  private static final int FRAME_BYTES = 8;

  private byte[] data = new byte[1024];
  private int at;

  EnvelopeOutput() {}

  /// Begins an envelope; {@link #finish} completes it.
  static EnvelopeOutput of(int type) {
    return new EnvelopeOutput().i64(type);
  }

  EnvelopeOutput i16(int v) {
    room(2);
    data[at++] = (byte) v;
    data[at++] = (byte) (v >>> 8);
    return this;
  }

  EnvelopeOutput i32(int v) {
    return i16(v).i16(v >>> 16);
  }

  EnvelopeOutput i64(long v) {
    return i32((int) v).i32((int) (v >>> 32));
  }

  EnvelopeOutput string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    i32(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, data, at, utf8.length);
    at += utf8.length;
    return this;
  }

  /// Where a locator says that bytes are.
  EnvelopeOutput locator(int bytes, long offset) {
    return i32(bytes).i64(offset);
  }

  /// Begins a record frame; {@link #endRecord} closes it.
  int record() {
    int mark = at;
    i64(0);
    return mark;
  }

  void endRecord(int mark) {
    put(mark, at - mark);
  }

  /// Begins a list frame of so many items; {@link #endList} closes it.
  int list(int items) {
    int mark = at;
    i64(0).i32(items);
    return mark;
  }

  void endList(int mark) {
    put(mark, -(at - mark));
  }

  private void put(int mark, long size) {
    int end = at;
    at = mark;
    i64(size);
    at = end;
  }

  /// Appends the checksum.
  ///
  /// @return the checksum
  long finish() {
    long head = data[0] | (at + (long) FRAME_BYTES) << 16;
    put(0, head);
    long checksum = Xxh3.hash64(data, 0, at);
    i64(checksum);
    return checksum;
  }

  byte[] bytes() {
    return Arrays.copyOf(data, at);
  }

  private void room(int n) {
    if (data.length - at < n) {
      data = Arrays.copyOf(data, Math.toIntExact(Math.max(2L * data.length, (long) at + n)));
    }
  }
}

package org.jpsi.formats.root;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Input buffer (TBufferFile): big-endian bytes of a ROOT file, read one after the other; reading
/// past the end is an error that the file is damaged.
final class RootInput {
  private static final VarHandle I16 = view(short[].class);
  private static final VarHandle I32 = view(int[].class);
  private static final VarHandle I64 = view(long[].class);

  private final byte[] data;
  private final int origin;
  // of what may be read
  private int end;
  private final RootLocation location;
  private int at;

  /// @param origin position of the first byte as references count it: from the start of the key
  RootInput(byte[] data, int from, int to, int origin, RootLocation location) {
    this.data = data;
    this.at = from;
    this.end = to;
    this.origin = origin - from;
    this.location = location;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
  }

  byte[] array() {
    return data;
  }

  RootLocation location() {
    return location;
  }

  int at() {
    return at;
  }

  /// The position as references count it.
  int reference() {
    return at + origin;
  }

  /// Moves to a position as references count it.
  void toReference(int reference) {
    to((long) reference - origin);
  }

  /// Allows the bytes of one entry only, and moves to the first.
  void range(int from, int to) {
    at = from;
    end = to;
  }

  int remaining() {
    return end - at;
  }

  void to(long position) {
    if (position < 0 || position > end) {
      throw location.damaged("points to byte " + position + " of " + end);
    }
    at = (int) position;
  }

  /// Moves on to a position, never back: so that no byte is read again and again.
  void forward(long position) {
    if (position < at) {
      throw location.damaged("has members beyond the end of their object");
    }
    to(position);
  }

  void skip(long n) {
    need(n);
    at += (int) n;
  }

  /// Checks a count of items of at least `size` bytes each against the bytes that are left.
  int count(int n, int size) {
    if (n < 0 || (long) n * size > remaining()) {
      throw location.damaged("claims " + n + " items where " + remaining() + " bytes are left");
    }
    return n;
  }

  int u8() {
    need(1);
    return data[at++] & 0xFF;
  }

  int i16() {
    need(2);
    short v = (short) I16.get(data, at);
    at += 2;
    return v;
  }

  int u16() {
    return i16() & 0xFFFF;
  }

  int i32() {
    need(4);
    int v = (int) I32.get(data, at);
    at += 4;
    return v;
  }

  /// As many as the array has.
  void integers(int[] into) {
    need(4L * into.length);
    ByteBuffer.wrap(data, at, 4 * into.length).asIntBuffer().get(into);
    at += 4 * into.length;
  }

  long u32() {
    return i32() & 0xFFFFFFFFL;
  }

  long i64() {
    need(8);
    long v = (long) I64.get(data, at);
    at += 8;
    return v;
  }

  /// A position in the file, of 8 bytes in files that may exceed 2 GB.
  long seek(boolean big) {
    return big ? i64() : u32();
  }

  /// A `TString`: its length in one byte, or 255 and the length in four.
  String string() {
    int n = u8();
    if (n == 255) {
      n = count(i32(), 1);
    }
    need(n);
    String s = new String(data, at, n, StandardCharsets.UTF_8);
    at += n;
    return s;
  }

  /// A text whose length is in four bytes.
  String longString() {
    int n = count(i32(), 1);
    String s = new String(data, at, n, StandardCharsets.UTF_8);
    at += n;
    return s;
  }

  /// A C string: up to a zero byte. A class name, so one character a byte.
  String cString() {
    int start = at;
    while (u8() != 0) {}
    return new String(data, start, at - 1 - start, StandardCharsets.ISO_8859_1);
  }

  private void need(long n) {
    if (n < 0 || n > end - at) {
      throw location.damaged("ends " + (n - (end - at)) + " bytes too early");
    }
  }
}

package org.jpsi.formats.root;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Output buffer (TBufferFile): numbers in big-endian order, objects with their byte counts.
final class RootOutput {
  private static final int BYTE_COUNT = 0x40000000;
  private static final int NEW_CLASS = 0xFFFFFFFF;
  private static final int OLD_CLASS = 0x80000000;
  private static final int MAP_OFFSET = 2;
  // what ROOT sets in every object: on the heap, and not deleted
  private static final int OBJECT_BITS = 0x03000000;

  private final int origin;
  private final Map<String, Integer> classes = new HashMap<>();
  private byte[] data = new byte[1024];
  private int at;

  /// @param origin bytes of the key before it, from whose start references count
  RootOutput(int origin) {
    this.origin = origin;
  }

  int size() {
    return at;
  }

  byte[] array() {
    return data;
  }

  ByteBuffer buffer() {
    return ByteBuffer.wrap(data, 0, at);
  }

  void clear() {
    at = 0;
  }

  /// A buffer over the next `n` bytes, to be filled at once.
  ByteBuffer next(int n) {
    room(n);
    ByteBuffer next = ByteBuffer.wrap(data, at, n);
    at += n;
    return next;
  }

  RootOutput i8(int v) {
    room(1);
    data[at++] = (byte) v;
    return this;
  }

  RootOutput i16(int v) {
    return i8(v >>> 8).i8(v);
  }

  RootOutput i32(int v) {
    return i16(v >>> 16).i16(v);
  }

  RootOutput i64(long v) {
    return i32((int) (v >>> 32)).i32((int) v);
  }

  RootOutput bytes(byte[] v) {
    next(v.length).put(v);
    return this;
  }

  /// A `TString`.
  RootOutput string(String s) {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    if (utf8.length < 255) {
      i8(utf8.length);
    } else {
      i8(255).i32(utf8.length);
    }
    return bytes(utf8);
  }

  /// Begins an object whose class is known to the reader; {@link #end} closes it.
  int begin(int version) {
    int mark = at;
    i32(0).i16(version);
    return mark;
  }

  /// Begins an object behind a pointer, with its class: by name the first time, later by a
  /// reference to that name.
  int pointer(String className) {
    int mark = at;
    i32(0);
    Integer known = classes.get(className);
    if (known != null) {
      i32(known | OLD_CLASS);
    } else {
      classes.put(className, at + origin + MAP_OFFSET);
      i32(NEW_CLASS).bytes(className.getBytes(StandardCharsets.US_ASCII)).i8(0);
    }
    return mark;
  }

  /// The reference by which other pointers mean the object that began at `mark`.
  int reference(int mark) {
    return mark + origin + MAP_OFFSET;
  }

  /// Writes the byte count of the object that began at `mark`.
  void end(int mark) {
    int count = at - mark - 4;
    if (count >= BYTE_COUNT) {
      throw new IllegalStateException("an object of more than 1 GB");
    }
    int end = at;
    at = mark;
    i32(count | BYTE_COUNT);
    at = end;
  }

  RootOutput object() {
    return i16(1).i32(0).i32(OBJECT_BITS);
  }

  RootOutput named(String name, String title) {
    int mark = begin(1);
    object().string(name).string(title);
    end(mark);
    return this;
  }

  /// Begins a TObjArray of `n` objects.
  int array(int n) {
    int mark = begin(3);
    object().string("").i32(n).i32(0);
    return mark;
  }

  private void room(int n) {
    if (data.length - at < n) {
      data = Arrays.copyOf(data, Math.toIntExact(Math.max(2L * data.length, (long) at + n)));
    }
  }
}

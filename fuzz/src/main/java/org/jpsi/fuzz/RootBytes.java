package org.jpsi.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;

/// Bytes of a ROOT file as they are written: records with their keys, objects with their lengths,
/// pointers with their tags (TFile, TKey, TBufferFile). Nothing of it is checked.
final class RootBytes {
  private static final int BYTE_COUNT = 0x40000000;
  // references count from here
  private static final int MAP_OFFSET = 2;

  private byte[] data = new byte[4096];
  private int at;
  // begin of the record and of its object
  private int record;
  private int object;
  private final Map<String, Integer> classes = new HashMap<>();

  int at() {
    return at;
  }

  byte[] bytes() {
    return Arrays.copyOf(data, at);
  }

  RootBytes number(int width, long value) {
    for (int i = width - 1; i >= 0; i--) {
      raw((byte) (value >>> 8 * i));
    }
    return this;
  }

  RootBytes raw(byte... bytes) {
    if (at + bytes.length > data.length) {
      data = Arrays.copyOf(data, 2 * (at + bytes.length));
    }
    System.arraycopy(bytes, 0, data, at, bytes.length);
    at += bytes.length;
    return this;
  }

  RootBytes set(int position, long value) {
    ByteBuffer.wrap(data).putInt(position, (int) value);
    return this;
  }

  RootBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return (utf8.length < 255 ? number(1, utf8.length) : number(1, 255).number(4, utf8.length))
        .raw(utf8);
  }

  /// The key of a record that begins here, or a copy of one in a list of keys.
  ///
  /// @param tail bytes of a basket after it
  RootBytes key(int bytes, int objectBytes, int seek, String type, String name, byte... tail) {
    int start = at;
    number(4, bytes).number(2, 4).number(4, objectBytes).number(4, 0).number(2, 0).number(2, 1);
    number(4, seek).number(4, 100).text(type).text(name).text("").raw(tail);
    int length = at - start;
    data[start + 14] = (byte) (length >> 8);
    data[start + 15] = (byte) length;
    return this;
  }

  /// Begins a record.
  int begin(String type, String name, byte... tail) {
    record = at;
    classes.clear();
    key(0, 0, record, type, name, tail);
    object = at;
    return record;
  }

  /// Ends the record, packed or not.
  ///
  /// @return its length
  int end(boolean packed) {
    int plain = at - object;
    if (packed) {
      byte[] blocks = zlib(Arrays.copyOfRange(data, object, at));
      at = object;
      raw(blocks);
    }
    set(record, at - record).set(record + 6, plain);
    return at - record;
  }

  /// Length of the object of the record that ended last, unpacked.
  int objectBytes() {
    return ByteBuffer.wrap(data).getInt(record + 6);
  }

  /// Blocks of a packed record.
  static byte[] zlib(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int done = 0; done < plain.length; ) {
      int size = Math.min(plain.length - done, 0xFFFFFF);
      Deflater deflater = new Deflater();
      deflater.setInput(plain, done, size);
      deflater.finish();
      byte[] packed = new byte[size + 1000];
      int stored = deflater.deflate(packed);
      deflater.end();
      out.writeBytes(new byte[] {'Z', 'L', 8});
      for (int length : new int[] {stored, size}) {
        out.writeBytes(new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16)});
      }
      out.write(packed, 0, stored);
      done += size;
    }
    return out.toByteArray();
  }

  /// Begins an object of this version.
  int version(int version) {
    int start = at;
    number(4, 0).number(2, version);
    return start;
  }

  /// Begins a pointer to an object of this class.
  int pointer(String type) {
    int start = at;
    number(4, 0);
    Integer known = classes.get(type);
    if (known != null) {
      number(4, known | 0x80000000L);
    } else {
      classes.put(type, at - record + MAP_OFFSET);
      number(4, -1).raw(type.getBytes(StandardCharsets.UTF_8)).raw((byte) 0);
    }
    return start;
  }

  /// By which a pointer that begins here can be referred to.
  int reference() {
    return at - record + MAP_OFFSET;
  }

  /// Ends an object or a pointer.
  RootBytes close(int start) {
    return set(start, at - start - 4 | BYTE_COUNT);
  }

  RootBytes tObject() {
    return number(2, 1).number(4, 0).number(4, 0x03000000);
  }

  RootBytes named(String name, String title) {
    int start = version(1);
    return tObject().text(name).text(title).close(start);
  }

  /// Begins a list of objects.
  int list(int count) {
    int start = version(3);
    tObject().text("").number(4, count).number(4, 0);
    return start;
  }
}

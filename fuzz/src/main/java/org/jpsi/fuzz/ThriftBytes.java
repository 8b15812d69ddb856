package org.jpsi.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Bytes of Thrift's compact protocol, right or wrong as it is told.
final class ThriftBytes {
  static final int I32 = 5;
  static final int I64 = 6;
  static final int BINARY = 8;
  static final int LIST = 9;
  static final int STRUCT = 12;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int last;

  /// A field of a struct, its number and type.
  ThriftBytes field(int id, int type) {
    int delta = id - last;
    if (delta > 0 && delta < 16) {
      out.write(delta << 4 | type);
    } else {
      out.write(type);
      varint((long) id << 1);
    }
    last = id;
    return this;
  }

  ThriftBytes number(int id, long value) {
    field(id, I64);
    varint(value << 1 ^ value >> 63);
    return this;
  }

  ThriftBytes text(int id, String value) {
    field(id, BINARY);
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    out.writeBytes(utf8);
    return this;
  }

  ThriftBytes struct(int id, ThriftBytes value) {
    field(id, STRUCT);
    out.writeBytes(value.end());
    return this;
  }

  /// A list that claims `size` elements of a type and has these bytes.
  ThriftBytes list(int id, int type, long size, byte[] elements) {
    field(id, LIST);
    if (size >= 0 && size < 15) {
      out.write((int) size << 4 | type);
    } else {
      out.write(0xF0 | type);
      varint(size);
    }
    out.writeBytes(elements);
    return this;
  }

  void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /// The bytes, with the end of the struct.
  byte[] end() {
    ByteArrayOutputStream ended = new ByteArrayOutputStream();
    ended.writeBytes(out.toByteArray());
    ended.write(0);
    return ended.toByteArray();
  }

  /// The bytes without an end.
  byte[] bytes() {
    return out.toByteArray();
  }
}

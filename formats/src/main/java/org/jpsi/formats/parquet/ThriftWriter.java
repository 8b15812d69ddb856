package org.jpsi.formats.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Writer of one struct of Thrift's compact protocol (thrift-compact-protocol.md), field by field
/// in the order of their numbers.
final class ThriftWriter {
  private static final int I32 = 5;
  private static final int I64 = 6;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int last;

  private ThriftWriter field(int id, int type) {
    // no struct of Parquet has gaps of 15 numbers
    out.write(id - last << 4 | type);
    last = id;
    return this;
  }

  ThriftWriter i32(int id, int value) {
    field(id, I32);
    return zigzag(value);
  }

  ThriftWriter i64(int id, long value) {
    field(id, I64);
    return zigzag(value);
  }

  ThriftWriter bytes(int id, byte[] value) {
    field(id, ThriftReader.BINARY);
    return withLength(value);
  }

  ThriftWriter text(int id, String value) {
    return bytes(id, value.getBytes(StandardCharsets.UTF_8));
  }

  ThriftWriter struct(int id, ThriftWriter value) {
    field(id, ThriftReader.STRUCT);
    out.writeBytes(value.toBytes());
    return this;
  }

  ThriftWriter structs(int id, List<ThriftWriter> values) {
    list(id, ThriftReader.STRUCT, values.size());
    values.forEach(value -> out.writeBytes(value.toBytes()));
    return this;
  }

  ThriftWriter texts(int id, List<String> values) {
    list(id, ThriftReader.BINARY, values.size());
    values.forEach(value -> withLength(value.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  ThriftWriter numbers(int id, int... values) {
    list(id, I32, values.length);
    for (int value : values) {
      zigzag(value);
    }
    return this;
  }

  private void list(int id, int type, int size) {
    field(id, ThriftReader.LIST);
    if (size < 15) {
      out.write(size << 4 | type);
    } else {
      out.write(0xF0 | type);
      varint(size);
    }
  }

  private ThriftWriter withLength(byte[] value) {
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private ThriftWriter zigzag(long value) {
    varint(value << 1 ^ value >> 63);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /// The struct, with its end.
  byte[] toBytes() {
    byte[] fields = out.toByteArray();
    return Arrays.copyOf(fields, fields.length + 1);
  }
}

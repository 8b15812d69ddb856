package org.jpsi.formats.parquet;

import java.nio.charset.StandardCharsets;
import org.jpsi.core.io.Budget;

/// Reader of Thrift's compact protocol (thrift-compact-protocol.md), in which Parquet's footer and
/// the headers of pages are written: fields with numbers, of which those not asked for are skipped.
final class ThriftReader {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NAME = 1 << 16;

  static final int TRUE = 1;
  static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  static final int BINARY = 8;
  static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;
  static final int STRUCT = 12;
  private static final int UUID = 13;

  private final byte[] data;
  private final int end;
  private final ParquetLocation location;
  private final Budget steps;
  private int at;
  private int depth;

  /// @param steps fields and elements that may be read
  ThriftReader(byte[] data, int from, int to, ParquetLocation location, Budget steps) {
    this.data = data;
    this.at = from;
    this.end = to;
    this.location = location;
    this.steps = steps;
  }

  /// The data end within a value: a header that is longer than what was read of it.
  static final class Ends extends RuntimeException {
    private static final long serialVersionUID = 1;

    Ends() {
      super("ends", null, false, false);
    }
  }

  /// What to do with a field: it reads its value and says so, or leaves it to be skipped.
  @FunctionalInterface
  interface Fields {
    boolean read(int id, int type);
  }

  /// What to do with an element of a list, which must be read.
  @FunctionalInterface
  interface Elements {
    void read(int index);
  }

  int at() {
    return at;
  }

  /// Reads one struct, field by field.
  void struct(Fields fields) {
    enter();
    int id = 0;
    for (int header = u8(); header != 0; header = u8()) {
      steps.spend(1);
      int type = header & 15;
      id = header >>> 4 == 0 ? (int) zigzag() : id + (header >>> 4);
      if (!fields.read(id, type)) {
        skip(type);
      }
    }
    depth--;
  }

  /// Reads a list of structs, or of anything of which each takes a byte at least.
  ///
  /// @return the number of elements
  int list(Elements elements) {
    int header = u8();
    int few = header >>> 4;
    long n = few == 15 ? varint() : few;
    if (n < 0 || n > end - at) {
      throw location.damaged("claims a list of " + n + " where " + (end - at) + " bytes are left");
    }
    steps.spend(n);
    for (int i = 0; i < n; i++) {
      elements.read(i);
    }
    return (int) n;
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw location.damaged("nests deeper than " + MAX_DEPTH);
    }
  }

  boolean isTrue(int type) {
    return type == TRUE;
  }

  int i32() {
    return (int) zigzag();
  }

  long i64() {
    return zigzag();
  }

  int i8() {
    return (byte) u8();
  }

  String text() {
    int n = length();
    if (n > MAX_NAME) {
      throw location.damaged("has a name of " + n + " bytes");
    }
    at += n;
    return new String(data, at - n, n, StandardCharsets.UTF_8);
  }

  /// A text of any length within the data.
  String longText() {
    int n = length();
    at += n;
    return new String(data, at - n, n, StandardCharsets.UTF_8);
  }

  private int length() {
    long n = varint();
    if (n < 0 || n > Integer.MAX_VALUE) {
      throw location.damaged("has a text of " + n + " bytes");
    }
    need((int) n);
    return (int) n;
  }

  private void skip(int type) {
    switch (type) {
      case TRUE, FALSE -> {}
      case BYTE -> skipBytes(1);
      case 4, 5, I64 -> varint();
      case DOUBLE -> skipBytes(8);
      case BINARY -> {
        int n = length();
        at += n;
      }
      case LIST, SET -> {
        int element = need(1) & 15;
        enter();
        list(_ -> skipElement(element));
        depth--;
      }
      case MAP -> {
        long n = varint();
        if (n != 0) {
          int types = u8();
          if (n < 0 || n > end - at) {
            throw location.damaged("claims a map of " + n);
          }
          steps.spend(n);
          enter();
          for (long i = 0; i < n; i++) {
            skipElement(types >>> 4);
            skipElement(types & 15);
          }
          depth--;
        }
      }
      case STRUCT -> struct((_, _) -> false);
      case UUID -> skipBytes(16);
      default -> throw location.damaged("has a field of the unknown type " + type);
    }
  }

  /// In lists a truth is a byte; of fields it is their type.
  private void skipElement(int type) {
    if (type == TRUE || type == FALSE) {
      skipBytes(1);
    } else {
      skip(type);
    }
  }

  private void skipBytes(int n) {
    need(n);
    at += n;
  }

  /// The next byte, which is not taken, where `n` are there.
  private int need(int n) {
    if (n > end - at) {
      throw new Ends();
    }
    return n == 0 ? 0 : data[at] & 0xFF;
  }

  private int u8() {
    int b = need(1);
    at++;
    return b;
  }

  private long zigzag() {
    long n = varint();
    return n >>> 1 ^ -(n & 1);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = u8();
      value |= (long) (b & 0x7F) << shift;
      if (b < 128) {
        return value;
      }
    }
    throw location.damaged("has a number of more than 64 bits");
  }
}

package org.jpsi.formats.parquet;

import org.jpsi.formats.parquet.SchemaElement.Kind;
import org.jpsi.formats.parquet.SchemaElement.Meaning;
import org.jpsi.formats.parquet.SchemaElement.PhysicalType;
import org.jpsi.formats.parquet.SchemaElement.Repetition;
import org.jspecify.annotations.Nullable;

/// Reader of one schema element (parquet.thrift, `SchemaElement`, `LogicalType`, `ConvertedType`).
final class SchemaReader {
  private static final int TYPE = 1;
  private static final int TYPE_LENGTH = 2;
  private static final int REPETITION = 3;
  private static final int NAME = 4;
  private static final int CHILDREN = 5;
  private static final int CONVERTED = 6;
  private static final int SCALE = 7;
  private static final int LOGICAL = 10;

  private final ThriftReader in;
  private final ParquetLocation location;
  private @Nullable PhysicalType type;
  private int length;
  private Repetition repetition = Repetition.REQUIRED;
  private String name = "";
  private int children;
  private int converted = -1;
  private int scale;
  private @Nullable Meaning logical;

  private SchemaReader(ThriftReader in, ParquetLocation location) {
    this.in = in;
    this.location = location;
  }

  static SchemaElement read(ThriftReader in, ParquetLocation location) {
    SchemaReader reader = new SchemaReader(in, location);
    in.struct(reader::field);
    Meaning meaning = reader.logical == null ? reader.ofConverted() : reader.logical;
    return new SchemaElement(
        reader.name, reader.type, reader.length, reader.repetition, reader.children, meaning);
  }

  private boolean field(int id, int fieldType) {
    switch (id) {
      case TYPE -> type = named(PhysicalType.values(), "a physical type");
      case TYPE_LENGTH -> length = in.i32();
      case REPETITION -> repetition = named(Repetition.values(), "a repetition");
      case NAME -> name = in.text();
      case CHILDREN -> children = in.i32();
      case CONVERTED -> converted = in.i32();
      case SCALE -> scale = in.i32();
      case LOGICAL -> {
        logical = Meaning.of(Kind.OTHER);
        in.struct(this::logicalType);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private <E> E named(E[] values, String what) {
    int index = in.i32();
    if (index < 0 || index >= values.length) {
      throw location.damaged("has " + what + " of the unknown number " + index);
    }
    return values[index];
  }

  /// One member of the union `LogicalType`.
  private boolean logicalType(int id, int fieldType) {
    switch (id) {
      case 1, 4, 12 -> logical = Meaning.of(Kind.TEXT);
      case 2 -> logical = Meaning.of(Kind.MAP);
      case 3 -> logical = Meaning.of(Kind.LIST);
      case 5 -> {
        int[] of = {0};
        in.struct((field, _) -> field == 1 && set(of, in.i32()));
        logical = Meaning.decimal(of[0]);
        return true;
      }
      case 6 -> logical = Meaning.time("d");
      case 7, 8 -> {
        logical = Meaning.time("");
        in.struct(this::time);
        return true;
      }
      case 10 -> {
        int[] bits = {0};
        boolean[] signed = {true};
        in.struct((field, of) -> {
          if (field == 2) {
            signed[0] = in.isTrue(of);
            return true;
          }
          return field == 1 && set(bits, in.i8());
        });
        logical = Meaning.integer(bits[0], signed[0]);
        return true;
      }
      case 15 -> logical = Meaning.of(Kind.FLOAT16);
      default -> {
        return false;
      }
    }
    in.struct((_, _) -> false);
    return true;
  }

  private static boolean set(int[] to, int value) {
    to[0] = value;
    return true;
  }

  private boolean time(int id, int fieldType) {
    if (id != 2) {
      return false;
    }
    in.struct((unit, _) -> {
      logical = Meaning.time(unit == 1 ? "ms" : unit == 2 ? "us" : unit == 3 ? "ns" : "");
      return false;
    });
    return true;
  }

  private Meaning ofConverted() {
    return switch (converted) {
      case 0, 4, 19 -> Meaning.of(Kind.TEXT);
      case 1, 2 -> Meaning.of(Kind.MAP);
      case 3 -> Meaning.of(Kind.LIST);
      case 5 -> Meaning.decimal(scale);
      case 6 -> Meaning.time("d");
      case 7, 9 -> Meaning.time("ms");
      case 8, 10 -> Meaning.time("us");
      case 11, 12, 13, 14 -> Meaning.integer(8 << converted - 11, false);
      case 15, 16, 17, 18 -> Meaning.integer(8 << converted - 15, true);
      case -1 -> Meaning.NONE;
      default -> Meaning.of(Kind.OTHER);
    };
  }
}

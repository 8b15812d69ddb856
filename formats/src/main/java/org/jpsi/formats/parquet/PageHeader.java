package org.jpsi.formats.parquet;

import org.jpsi.core.io.Budget;

/// Header of a page (parquet.thrift, `PageHeader`).
///
/// @param kind of the page
/// @param plain bytes of the page when it is decompressed
/// @param stored bytes that follow the header
/// @param crc checksum of the stored bytes
/// @param hasCrc whether there is one
/// @param values with those that are null
/// @param encoding number of the values' encoding
/// @param runLevels whether levels are runs, not the older packed bits
/// @param definitionBytes of definition levels, which newer pages do not compress
/// @param repetitionBytes of repetition levels
/// @param compressed whether the values are
/// @param length bytes of the header itself
record PageHeader(
    int kind,
    int plain,
    int stored,
    int crc,
    boolean hasCrc,
    int values,
    int encoding,
    boolean runLevels,
    int definitionBytes,
    int repetitionBytes,
    boolean compressed,
    int length) {
  static final int DATA = 0;
  static final int DICTIONARY = 2;
  static final int DATA_2 = 3;

  static final int PLAIN = 0;
  static final int PLAIN_DICTIONARY = 2;
  static final int RUNS = 3;
  static final int DELTA_BINARY_PACKED = 5;
  static final int DELTA_LENGTH_BYTE_ARRAY = 6;
  static final int DELTA_BYTE_ARRAY = 7;
  static final int RUNS_OF_DICTIONARY = 8;
  static final int BYTE_STREAM_SPLIT = 9;

  private static final long MAX_FIELDS = 1000;

  boolean isData() {
    return kind == DATA || kind == DATA_2;
  }

  /// Reads a header.
  ///
  /// @throws ThriftReader.Ends where the data end within it
  static PageHeader read(byte[] data, int from, int to, ParquetLocation location) {
    Budget steps = Budget.of(location.file(), "fields of a page's header", MAX_FIELDS);
    ThriftReader in = new ThriftReader(data, from, to, location, steps);
    Builder builder = new Builder(in);
    in.struct(builder::field);
    return builder.build(in.at() - from, location);
  }

  private static final class Builder {
    private final ThriftReader in;
    private int kind = -1;
    private int plain = -1;
    private int stored = -1;
    private int crc;
    private boolean hasCrc;
    private int values = -1;
    private int encoding = -1;
    private boolean runLevels = true;
    private int definitionBytes;
    private int repetitionBytes;
    private boolean compressed = true;

    Builder(ThriftReader in) {
      this.in = in;
    }

    PageHeader build(int length, ParquetLocation location) {
      if (plain < 0
          || stored < 0
          || definitionBytes < 0
          || repetitionBytes < 0
          || (long) definitionBytes + repetitionBytes > Math.min(plain, stored)
          || values < 0 && kind != 1) {
        throw location.damaged("has a page without sizes");
      }
      return new PageHeader(
          kind,
          plain,
          stored,
          crc,
          hasCrc,
          values,
          encoding,
          runLevels,
          definitionBytes,
          repetitionBytes,
          compressed,
          length);
    }

    boolean field(int id, int type) {
      switch (id) {
        case 1 -> kind = in.i32();
        case 2 -> plain = in.i32();
        case 3 -> stored = in.i32();
        case 4 -> {
          crc = in.i32();
          hasCrc = true;
        }
        case 5 -> in.struct(this::data);
        case 7 -> in.struct(this::dictionary);
        case 8 -> in.struct(this::data2);
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean data(int id, int type) {
      switch (id) {
        case 1 -> values = in.i32();
        case 2 -> encoding = in.i32();
        case 3, 4 -> runLevels &= in.i32() == RUNS;
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean dictionary(int id, int type) {
      switch (id) {
        case 1 -> values = in.i32();
        case 2 -> encoding = in.i32();
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean data2(int id, int type) {
      switch (id) {
        case 1 -> values = in.i32();
        case 4 -> encoding = in.i32();
        case 5 -> definitionBytes = in.i32();
        case 6 -> repetitionBytes = in.i32();
        case 7 -> compressed = in.isTrue(type);
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}

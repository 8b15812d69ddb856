package org.jpsi.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Bytes of a Parquet file: pages, one after the other, and the footer with the schema and row
/// groups.
final class ParquetBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream elements = new ByteArrayOutputStream();
  private final ByteArrayOutputStream groups = new ByteArrayOutputStream();
  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
  private long elementCount;
  private long groupCount;
  private long chunkCount;
  private long rows;

  ParquetBytes() {
    out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
  }

  int position() {
    return out.size();
  }

  /// A group of the schema.
  ///
  /// @param meaning its converted type; -1 for none
  ParquetBytes group(String name, int repetition, int children, int meaning) {
    ThriftBytes element = new ThriftBytes();
    element.number(3, repetition).text(4, name).number(5, children);
    if (meaning >= 0) {
      element.number(6, meaning);
    }
    return element(element);
  }

  /// A leaf of the schema.
  ParquetBytes leaf(String name, int type, int length, int repetition, int meaning) {
    ThriftBytes element = new ThriftBytes();
    element.number(1, type).number(2, length).number(3, repetition).text(4, name);
    if (meaning >= 0) {
      element.number(6, meaning);
    }
    return element(element);
  }

  private ParquetBytes element(ThriftBytes element) {
    elements.writeBytes(element.end());
    elementCount++;
    return this;
  }

  /// A page of values.
  ParquetBytes page(long values, int encoding, long plain, byte[] body) {
    return page(values, encoding, plain, body, new ThriftBytes());
  }

  /// A page of values with statistics.
  ParquetBytes page(long values, int encoding, long plain, byte[] body, ThriftBytes statistics) {
    ThriftBytes data =
        new ThriftBytes()
            .number(1, values)
            .number(2, encoding)
            .number(3, 3)
            .number(4, 3)
            .struct(5, statistics);
    return page(new ThriftBytes().number(1, 0).number(2, plain).number(3, body.length), 5, data)
        .raw(body);
  }

  /// A page of version 2.
  ParquetBytes page2(
      long values, int encoding, long plain, byte[] body, long definitions, long repetitions) {
    ThriftBytes data =
        new ThriftBytes()
            .number(1, values)
            .number(2, 0)
            .number(3, values)
            .number(4, encoding)
            .number(5, definitions)
            .number(6, repetitions);
    return page(new ThriftBytes().number(1, 3).number(2, plain).number(3, body.length), 8, data)
        .raw(body);
  }

  /// A page with a dictionary.
  ParquetBytes dictionary(long values, long plain, byte[] body) {
    ThriftBytes data = new ThriftBytes().number(1, values).number(2, 0);
    return page(new ThriftBytes().number(1, 2).number(2, plain).number(3, body.length), 7, data)
        .raw(body);
  }

  private ParquetBytes page(ThriftBytes header, int id, ThriftBytes data) {
    return raw(header.struct(id, data).end());
  }

  ParquetBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /// A chunk of the row group that is not ended yet.
  ParquetBytes chunk(int type, int codec, long values, long start, long length, long nulls) {
    ThriftBytes meta =
        new ThriftBytes()
            .number(1, type)
            .number(4, codec)
            .number(5, values)
            .number(7, length)
            .number(9, start);
    if (nulls >= 0) {
      meta.struct(12, new ThriftBytes().number(3, nulls));
    }
    chunks.writeBytes(new ThriftBytes().number(2, start).struct(3, meta).end());
    chunkCount++;
    return this;
  }

  ParquetBytes endGroup(long ofRows) {
    ThriftBytes group =
        new ThriftBytes()
            .list(1, ThriftBytes.STRUCT, chunkCount, chunks.toByteArray())
            .number(3, ofRows);
    groups.writeBytes(group.end());
    chunks.reset();
    chunkCount = 0;
    groupCount++;
    rows += ofRows;
    return this;
  }

  byte[] file() {
    return file(rows, elementCount, groupCount);
  }

  /// The file with a footer that claims this much.
  byte[] file(long ofRows, long ofElements, long ofGroups) {
    byte[] footer =
        new ThriftBytes()
            .number(1, 2)
            .list(2, ThriftBytes.STRUCT, ofElements, elements.toByteArray())
            .number(3, ofRows)
            .list(4, ThriftBytes.STRUCT, ofGroups, groups.toByteArray())
            .end();
    raw(footer);
    raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
    raw("PAR1".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }
}

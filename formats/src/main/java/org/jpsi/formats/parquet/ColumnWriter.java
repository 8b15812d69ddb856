package org.jpsi.formats.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.compression.PageCompression;
import org.jpsi.formats.parquet.SchemaElement.PhysicalType;
import org.jspecify.annotations.Nullable;

/// Writer of one column: its schema, and the values of a row group until its page is written.
/// Nothing is null: lists and their items are required.
final class ColumnWriter {
  private static final int REQUIRED = 0;
  private static final int REPEATED = 2;
  private static final int LIST = 3;
  private static final int UTF8 = 0;
  private static final int PLAIN = 0;
  private static final int RUNS = 3;
  private static final int SNAPPY = 1;

  private final String name;
  private final String unit;
  private final String typeName;
  // levels of lists, one of them for a fixed array
  private final int depth;
  private final @Nullable NumberType number;
  private final ByteList values;
  private final ByteList page;
  private final MinMax range;
  private byte[] repetitions = {};
  private byte[] definitions = {};
  private byte[] truths = {};
  private int levels;
  private int truthCount;

  ColumnWriter(Column column, String where) {
    name = column.name();
    unit = column.unit();
    typeName = column.typeName();
    Column leaf = column;
    int lists = 0;
    while (leaf instanceof JaggedColumn jagged) {
      leaf = jagged.items();
      lists++;
    }
    number = leaf instanceof NumberColumn numbers ? numbers.type() : null;
    depth = lists + (leaf instanceof NumberColumn numbers && numbers.width() > 1 ? 1 : 0);
    values = new ByteList(where);
    page = new ByteList(where);
    range = new MinMax(number);
  }

  String name() {
    return name;
  }

  String unit() {
    return unit;
  }

  boolean accepts(Column column) {
    return column.name().equals(name) && column.typeName().equals(typeName);
  }

  /// Bytes of the values that are not written yet.
  long pending() {
    return (long) values.size() + truthCount + 2L * levels;
  }

  /// The elements of the schema: groups of the lists, then the leaf.
  List<ThriftWriter> schema() {
    List<ThriftWriter> elements = new ArrayList<>();
    for (int k = 0; k < depth; k++) {
      elements.add(
          new ThriftWriter()
              .i32(3, REQUIRED)
              .text(4, k == 0 ? name : "element")
              .i32(5, 1)
              .i32(6, LIST));
      elements.add(new ThriftWriter().i32(3, REPEATED).text(4, "list").i32(5, 1));
    }
    ThriftWriter leaf =
        new ThriftWriter()
            .i32(1, physical().ordinal())
            .i32(3, REQUIRED)
            .text(4, depth == 0 ? name : "element");
    int converted = converted();
    elements.add(converted < 0 ? leaf : leaf.i32(6, converted));
    return elements;
  }

  private PhysicalType physical() {
    return switch (number) {
      case null -> PhysicalType.BYTE_ARRAY;
      case BOOL -> PhysicalType.BOOLEAN;
      case FLOAT32 -> PhysicalType.FLOAT;
      case FLOAT64 -> PhysicalType.DOUBLE;
      case INT64, UINT64 -> PhysicalType.INT64;
      default -> PhysicalType.INT32;
    };
  }

  /// The converted type; -1 where the physical one says all.
  private int converted() {
    return switch (number) {
      case null -> UTF8;
      case UINT8 -> 11;
      case UINT16 -> 12;
      case UINT32 -> 13;
      case UINT64 -> 14;
      case INT8 -> 15;
      case INT16 -> 16;
      default -> -1;
    };
  }

  /// Adds rows `from` to `to` - 1.
  void add(Column column, int from, int to) {
    if (depth == 0) {
      leaves(column, from, to);
      return;
    }
    for (int row = from; row < to; row++) {
      list(column, row, 0, 1);
    }
  }

  /// Adds the list of a row, which begins at this repetition level.
  ///
  /// @param level of the list, from 1
  private void list(Column column, int row, int repetition, int level) {
    int first = row;
    int end = row + 1;
    Column items = column;
    if (column instanceof JaggedColumn jagged) {
      first = jagged.offsets()[row];
      end = jagged.offsets()[row + 1];
      items = jagged.items();
    } else if (column instanceof NumberColumn numbers) {
      first = row * numbers.width();
      end = first + numbers.width();
    }
    if (first == end) {
      level(repetition, level - 1);
      return;
    }
    if (level == depth) {
      for (int i = first; i < end; i++) {
        level(i == first ? repetition : level, level);
      }
      leaves(items, first, end);
      return;
    }
    for (int i = first; i < end; i++) {
      list(items, i, i == first ? repetition : level, level + 1);
    }
  }

  private void level(int repetition, int definition) {
    if (levels == repetitions.length) {
      int capacity = Math.max(1 << 10, 2 * levels);
      repetitions = Arrays.copyOf(repetitions, capacity);
      definitions = Arrays.copyOf(definitions, capacity);
    }
    repetitions[levels] = (byte) repetition;
    definitions[levels++] = (byte) definition;
  }

  private void leaves(Column column, int from, int to) {
    switch (column) {
      case TextColumn text -> {
        for (int i = from; i < to; i++) {
          byte[] utf8 = text.value(i).getBytes(StandardCharsets.UTF_8);
          values.i32(utf8.length);
          values.bytes(utf8, utf8.length);
        }
      }
      case NumberColumn numbers -> numbers(numbers.array(), from, to);
      case JaggedColumn jagged -> throw new IllegalStateException(jagged.name());
    }
  }

  private void numbers(Object array, int from, int to) {
    switch (array) {
      case float[] v -> {
        for (int i = from; i < to; i++) {
          range.add((double) v[i]);
          values.i32(Float.floatToRawIntBits(v[i]));
        }
      }
      case double[] v -> {
        for (int i = from; i < to; i++) {
          range.add(v[i]);
          values.i64(Double.doubleToRawLongBits(v[i]));
        }
      }
      case long[] v -> {
        for (int i = from; i < to; i++) {
          range.add(v[i]);
          if (number == NumberType.UINT32) {
            values.i32((int) v[i]);
          } else {
            values.i64(v[i]);
          }
        }
      }
      case int[] v -> {
        for (int i = from; i < to; i++) {
          range.add((long) v[i]);
          if (number == NumberType.BOOL) {
            truth(v[i]);
          } else {
            values.i32(v[i]);
          }
        }
      }
      default -> throw new IllegalStateException(array.getClass().getName());
    }
  }

  private void truth(int value) {
    if (truthCount == truths.length) {
      truths = Arrays.copyOf(truths, Math.max(1 << 10, 2 * truthCount));
    }
    truths[truthCount++] = (byte) value;
  }

  /// What a row group has written of this column.
  ///
  /// @param header of its only page
  /// @param body of the page
  /// @param meta its metadata but for the place
  record Written(ByteBuffer header, ByteBuffer body, Metadata meta) {}

  /// Metadata of a column chunk.
  record Metadata(
      int type, List<String> path, int codec, long values, long plain, long stored, MinMax range) {
    Metadata {
      path = List.copyOf(path);
    }

    /// The struct `ColumnChunk` of pages that begin here.
    ThriftWriter chunk(long start) {
      ThriftWriter meta =
          new ThriftWriter()
              .i32(1, type)
              .numbers(2, PLAIN, RUNS)
              .texts(3, path)
              .i32(4, codec)
              .i64(5, values)
              .i64(6, plain)
              .i64(7, stored)
              .i64(9, start)
              .struct(12, range.statistics());
      return new ThriftWriter().i64(2, start).struct(3, meta);
    }
  }

  /// The page of the rows that were added since the last one.
  ///
  /// @param rows of the row group
  Written page(int rows) {
    int count = depth == 0 ? rows : levels;
    page.clear();
    if (depth > 0) {
      int width = 32 - Integer.numberOfLeadingZeros(depth);
      page.levels(repetitions, levels, width);
      page.levels(definitions, levels, width);
    }
    page.bytes(values.array(), values.size());
    page.truths(truths, truthCount);
    byte[] packed = PageCompression.snappy(page.array(), page.size());
    boolean compressed = packed.length > 0;
    byte[] body = compressed ? packed : Arrays.copyOf(page.array(), page.size());
    ThriftWriter data = new ThriftWriter().i32(1, count).i32(2, PLAIN).i32(3, RUNS).i32(4, RUNS);
    byte[] header =
        new ThriftWriter()
            .i32(1, PageHeader.DATA)
            .i32(2, page.size())
            .i32(3, body.length)
            .struct(5, data)
            .toBytes();
    Metadata meta =
        new Metadata(
            physical().ordinal(),
            path(),
            compressed ? SNAPPY : 0,
            count,
            (long) header.length + page.size(),
            (long) header.length + body.length,
            range.taken());
    values.clear();
    levels = 0;
    truthCount = 0;
    return new Written(ByteBuffer.wrap(header), ByteBuffer.wrap(body), meta);
  }

  private List<String> path() {
    List<String> path = new ArrayList<>(List.of(name));
    for (int k = 0; k < depth; k++) {
      path.add("list");
      path.add("element");
    }
    return path;
  }
}

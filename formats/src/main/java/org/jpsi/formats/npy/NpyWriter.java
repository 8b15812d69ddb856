package org.jpsi.formats.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;

/// Writer of one structured array (NPY format 3.0: numpy/lib/format.py), row by row, little-endian.
final class NpyWriter implements EventWriter {
  private static final int BUFFER = 1 << 16;
  private static final int ALIGN = 64;
  // the longest count there is, for which the header keeps room
  private static final int COUNT = 20;

  private final Path path;
  private final AtomicFile file;
  private List<String> types = List.of();
  private String descr = "[]";
  private boolean begun;
  private long rows;

  NpyWriter(Path path) {
    this.path = path;
    this.file = AtomicFile.create(path);
  }

  @Override
  public void write(Table chunk) {
    EventWriter.requireFlat(path.toString(), chunk);
    List<NumberColumn> columns = chunk.columns().stream().map(this::numbers).toList();
    List<String> now = columns.stream().map(c -> c.name() + " " + c.typeName()).toList();
    if (!begun) {
      begun = true;
      types = now;
      descr = columns.stream().map(NpyWriter::field).toList().toString();
      file.write(header(0));
    } else if (!types.equals(now)) {
      throw new IllegalArgumentException(
          chunk.origin() + ": a chunk with other columns than the first");
    }
    int rowBytes = columns.stream().mapToInt(c -> bytes(c.type()) * c.width()).sum();
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.max(rowBytes, BUFFER)).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < chunk.rows(); row++) {
      if (buffer.remaining() < rowBytes) {
        file.write(buffer.flip());
        buffer.clear();
      }
      for (NumberColumn column : columns) {
        for (int k = 0; k < column.width(); k++) {
          put(buffer, column, row, k);
        }
      }
    }
    file.write(buffer.flip());
    rows += chunk.rows();
  }

  private NumberColumn numbers(Column column) {
    if (column instanceof NumberColumn numbers) {
      return numbers;
    }
    throw InputException.at(path.toString())
        .expected("numbers only")
        .found("the text column " + column.name())
        .remedy("leave it out, or write ROOT or CSV")
        .exception();
  }

  private static String field(NumberColumn column) {
    String letter =
        switch (column.type()) {
          case BOOL -> "|b1";
          case INT8 -> "|i1";
          case UINT8 -> "|u1";
          case INT16 -> "<i2";
          case UINT16 -> "<u2";
          case INT32 -> "<i4";
          case UINT32 -> "<u4";
          case INT64 -> "<i8";
          case UINT64 -> "<u8";
          case FLOAT32 -> "<f4";
          case FLOAT64 -> "<f8";
        };
    String name = column.name().replace("\\", "\\\\").replace("'", "\\'");
    return "('"
        + name
        + "', '"
        + letter
        + "'"
        + (column.width() > 1 ? ", " + shape(column) + ")" : ")");
  }

  /// A tuple of Python: `(6,)`, `(2, 3)`.
  private static String shape(NumberColumn column) {
    String sizes = column.shape().toString();
    return "(" + sizes.substring(1, sizes.length() - 1) + (column.shape().size() > 1 ? ")" : ",)");
  }

  private static int bytes(NumberType type) {
    return switch (type) {
      case BOOL, INT8, UINT8 -> 1;
      case INT16, UINT16 -> 2;
      case INT32, UINT32, FLOAT32 -> 4;
      case INT64, UINT64, FLOAT64 -> 8;
    };
  }

  private static void put(ByteBuffer buffer, NumberColumn column, int row, int k) {
    switch (column.array()) {
      case float[] v -> buffer.putFloat(v[row * column.width() + k]);
      case double[] v -> buffer.putDouble(v[row * column.width() + k]);
      default -> {
        long value = column.integer(row, k);
        switch (bytes(column.type())) {
          case 1 -> buffer.put((byte) value);
          case 2 -> buffer.putShort((short) value);
          case 4 -> buffer.putInt((int) value);
          default -> buffer.putLong(value);
        }
      }
    }
  }

  private ByteBuffer header(long count) {
    String text = "{'descr': " + descr + ", 'fortran_order': False, 'shape': (" + count + ",), }";
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int room = utf8.length - Long.toString(count).length() + COUNT + 1 + 12;
    int length = (room + ALIGN - 1) / ALIGN * ALIGN - 12;
    ByteBuffer buffer = ByteBuffer.allocate(12 + length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    buffer.put((byte) 3).put((byte) 0).putInt(length).put(utf8);
    while (buffer.remaining() > 1) {
      buffer.put((byte) ' ');
    }
    return buffer.put((byte) '\n').flip();
  }

  @Override
  public void finish() {
    if (begun) {
      file.write(0, header(rows));
    } else {
      file.write(header(0));
    }
    file.finish();
  }

  @Override
  public void close() {
    file.close();
  }
}

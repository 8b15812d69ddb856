package org.jpsi.formats.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;

/// Writer of a Parquet file: row groups of one plain page per column, packed by Snappy where that
/// helps. Row groups end at fixed numbers of rows or bytes, so that the file does not depend on the
/// chunks. Jagged columns and fixed arrays are lists; units are pairs of key and value (`unit:pt`).
final class ParquetWriter implements EventWriter {
  private static final int GROUP_ROWS = 1 << 17;
  private static final long GROUP_BYTES = 64L << 20;
  // the bytes of a row group are looked at whenever its rows are a multiple of this
  private static final int STEP = 1 << 10;

  private final Path path;
  private final String tree;
  private final AtomicFile file;
  private final List<ColumnWriter> columns = new ArrayList<>();
  private final List<ThriftWriter> groups = new ArrayList<>();
  private boolean begun;
  private int pending;
  private long rows;
  private long position;

  ParquetWriter(Path path, String tree) {
    this.path = path;
    this.tree = tree;
    file = AtomicFile.create(path);
  }

  @Override
  public void write(Table chunk) {
    if (!begun) {
      begun = true;
      append(ByteBuffer.wrap(ParquetFooter.MAGIC));
      for (Column column : chunk.columns()) {
        columns.add(new ColumnWriter(column, path.toString()));
      }
    }
    check(chunk);
    for (int done = 0; done < chunk.rows(); ) {
      int n = Math.min(chunk.rows() - done, STEP - pending % STEP);
      for (int c = 0; c < columns.size(); c++) {
        columns.get(c).add(chunk.columns().get(c), done, done + n);
      }
      done += n;
      pending += n;
      if (pending == GROUP_ROWS
          || pending % STEP == 0
              && columns.stream().mapToLong(ColumnWriter::pending).sum() >= GROUP_BYTES) {
        flush();
      }
    }
  }

  private void check(Table chunk) {
    boolean same = chunk.columns().size() == columns.size();
    for (int c = 0; same && c < columns.size(); c++) {
      same = columns.get(c).accepts(chunk.columns().get(c));
    }
    if (!same) {
      throw new IllegalArgumentException(path + ": a chunk with other columns than the first");
    }
  }

  private void append(ByteBuffer bytes) {
    position += bytes.remaining();
    file.write(bytes);
  }

  private void flush() {
    List<ThriftWriter> chunks = new ArrayList<>();
    long plain = 0;
    for (ColumnWriter column : columns) {
      ColumnWriter.Written page = column.page(pending);
      chunks.add(page.meta().chunk(position));
      plain += page.meta().plain();
      append(page.header());
      append(page.body());
    }
    groups.add(new ThriftWriter().structs(1, chunks).i64(2, plain).i64(3, pending));
    rows += pending;
    pending = 0;
  }

  @Override
  public void finish() {
    if (!begun) {
      append(ByteBuffer.wrap(ParquetFooter.MAGIC));
    }
    // readers look at the first row group, though nothing is in it
    if (pending > 0 || groups.isEmpty() && !columns.isEmpty()) {
      flush();
    }
    byte[] footer = footer().toBytes();
    append(ByteBuffer.wrap(footer));
    append(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(footer.length)
            .put(ParquetFooter.MAGIC)
            .flip());
    file.finish();
  }

  private ThriftWriter footer() {
    List<ThriftWriter> schema = new ArrayList<>();
    schema.add(new ThriftWriter().text(4, tree).i32(5, columns.size()));
    List<ThriftWriter> units = new ArrayList<>();
    List<ThriftWriter> orders = new ArrayList<>();
    for (ColumnWriter column : columns) {
      schema.addAll(column.schema());
      // numbers by their value
      orders.add(new ThriftWriter().struct(1, new ThriftWriter()));
      if (!column.unit().isEmpty()) {
        units.add(new ThriftWriter().text(1, UnitTexts.KEY + column.name()).text(2, column.unit()));
      }
    }
    ThriftWriter footer = new ThriftWriter().i32(1, 1).structs(2, schema).i64(3, rows);
    footer.structs(4, groups);
    if (!units.isEmpty()) {
      footer.structs(5, units);
    }
    return footer.text(6, "jpsi").structs(7, orders);
  }

  @Override
  public void close() {
    file.close();
  }
}

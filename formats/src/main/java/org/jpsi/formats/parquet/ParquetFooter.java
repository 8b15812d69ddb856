package org.jpsi.formats.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.io.Budget;

/// Footer of a Parquet file (parquet.thrift, `FileMetaData`): the schema and where the pages of
/// each column are. What it claims is compared with the file's length before it is believed.
///
/// @param leaves in the order of the file
/// @param rows of the file
/// @param groups of rows, in order
/// @param texts key and value pairs of whoever wrote it
/// @param size of the file in bytes
record ParquetFooter(
    List<Leaf> leaves, long rows, List<RowGroup> groups, Map<String, String> texts, long size) {
  static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = 8;
  // A column of one value takes few bytes for many rows. Beyond this, a count is no more than a
  // claim.
  private static final long FREE_VALUES = 1 << 20;
  private static final long VALUES_PER_BYTE = 10_000;

  /// Row group: rows whose values lie together.
  ///
  /// @param first row, as counted in the file
  /// @param chunks one for each leaf
  record RowGroup(long first, long rows, List<ColumnChunk> chunks) {
    long end() {
      return first + rows;
    }
  }

  static ParquetFooter read(ParquetBytes bytes) {
    ParquetLocation location = ParquetLocation.footer(bytes.file());
    long size = bytes.size();
    byte[] tail = new byte[TAIL];
    if (size < TAIL + MAGIC.length) {
      throw location.damaged("is missing: there are " + size + " bytes");
    }
    bytes.read(size - TAIL, tail, 0, TAIL, location);
    String end = new String(tail, 4, 4, StandardCharsets.US_ASCII);
    if (end.equals("PARE")) {
      throw InputException.at(bytes.file())
          .kind(Problem.Kind.DAMAGED_FILE)
          .says("the file is encrypted, which is not read")
          .remedy("write it without encryption")
          .exception();
    }
    long length =
        tail[0] & 0xFF | (tail[1] & 0xFF) << 8 | (tail[2] & 0xFF) << 16 | (tail[3] & 0xFFL) << 24;
    if (!end.equals("PAR1") || length > size - TAIL - MAGIC.length) {
      throw location.damaged("is missing: the file does not end as Parquet does");
    }
    byte[] data = new byte[(int) length];
    bytes.read(size - TAIL - length, data, 0, data.length, location);
    Budget steps = Budget.growing(bytes.file(), "fields of the footer", 1000, 1, length);
    try {
      return new Builder(new ThriftReader(data, 0, data.length, location, steps), location, size)
          .build();
    } catch (ThriftReader.Ends e) {
      throw location.damaged("ends too early");
    }
  }

  private static final class Builder {
    private static final int SCHEMA = 2;
    private static final int ROWS = 3;
    private static final int GROUPS = 4;
    private static final int TEXTS = 5;

    private final ThriftReader in;
    private final ParquetLocation location;
    private final long size;
    private final List<SchemaElement> elements = new ArrayList<>();
    private final List<List<ColumnChunk>> chunks = new ArrayList<>();
    private final List<Long> groupRows = new ArrayList<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private long rows;

    Builder(ThriftReader in, ParquetLocation location, long size) {
      this.in = in;
      this.location = location;
      this.size = size;
    }

    ParquetFooter build() {
      in.struct((id, _) -> {
        switch (id) {
          case SCHEMA -> in.list(_ -> elements.add(SchemaReader.read(in, location)));
          case ROWS -> rows = in.i64();
          case GROUPS -> in.list(_ -> group());
          case TEXTS -> in.list(_ -> text());
          default -> {
            return false;
          }
        }
        return true;
      });
      List<Leaf> leaves = LeafFinder.leaves(elements, location);
      List<RowGroup> groups = new ArrayList<>();
      long first = 0;
      for (int g = 0; g < chunks.size(); g++) {
        long n = groupRows.get(g);
        check(leaves, chunks.get(g), n);
        if (n > 0) {
          groups.add(new RowGroup(first, n, List.copyOf(chunks.get(g))));
        }
        first += n;
      }
      if (first != rows) {
        throw location.damaged("claims " + rows + " rows, but " + first + " in its row groups");
      }
      Budget.growing(location.file(), "rows", FREE_VALUES, VALUES_PER_BYTE, size).spend(rows);
      return new ParquetFooter(leaves, rows, List.copyOf(groups), texts, size);
    }

    private void group() {
      List<ColumnChunk> columns = new ArrayList<>();
      long[] n = {-1};
      in.struct((id, _) -> {
        switch (id) {
          case 1 -> in.list(_ -> columns.add(ColumnChunk.read(in)));
          case 3 -> n[0] = in.i64();
          default -> {
            return false;
          }
        }
        return true;
      });
      chunks.add(columns);
      groupRows.add(n[0]);
    }

    private void text() {
      String[] of = {"", ""};
      in.struct((id, type) -> {
        if (type != ThriftReader.BINARY || id < 1 || id > 2) {
          return false;
        }
        of[id - 1] = in.longText();
        return true;
      });
      texts.put(of[0], of[1]);
    }

    private void check(List<Leaf> leaves, List<ColumnChunk> columns, long n) {
      if (n < 0 || n > Long.MAX_VALUE >> 8 || columns.size() != leaves.size()) {
        throw location.damaged(
            "has a row group of "
                + n
                + " rows and "
                + columns.size()
                + " columns where the schema has "
                + leaves.size());
      }
      for (int c = 0; c < columns.size(); c++) {
        Leaf leaf = leaves.get(c);
        ColumnChunk chunk = columns.get(c);
        chunk.check(leaf, n, size, location.in("column " + leaf.name()));
        Budget.growing(location.file(), "values of a column", FREE_VALUES, VALUES_PER_BYTE, size)
            .spend(chunk.values());
      }
    }
  }
}

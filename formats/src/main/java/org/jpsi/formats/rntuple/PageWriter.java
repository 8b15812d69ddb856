package org.jpsi.formats.rntuple;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.formats.compression.RootCompression;

/// Writer of the pages of one column: the elements of the current page, pages that wait to be
/// written, and where the pages before are.
final class PageWriter {
  /// LZ4, level 4, as our trees have it.
  static final int COMPRESSION = 404;

  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int CHECKSUM = 8;

  private final ColumnType type;
  private final int field;
  private final NtupleOutput file;
  private final long[] page;
  private int size;
  private long elements;
  private long bytes;
  private PageLocations pages = new PageLocations(0);
  private final List<FullPage> full = new ArrayList<>();

  /// Page that waits.
  ///
  /// @param stored as it will be in the file, with its checksum
  private record FullPage(int elements, byte[] stored) {}

  /// Locations of the pages of one column in one cluster.
  static final class PageLocations {
    /// The number of the first element in the file.
    final long firstElement;

    private int[] counts = new int[4];
    private int[] lengths = new int[4];
    private long[] offsets = new long[4];
    private int size;

    PageLocations(long firstElement) {
      this.firstElement = firstElement;
    }

    private void add(int count, int length, long offset) {
      if (size == counts.length) {
        counts = Arrays.copyOf(counts, 2 * size);
        lengths = Arrays.copyOf(lengths, 2 * size);
        offsets = Arrays.copyOf(offsets, 2 * size);
      }
      counts[size] = count;
      lengths[size] = length;
      offsets[size++] = offset;
    }

    void write(EnvelopeOutput out) {
      int list = out.list(size);
      for (int i = 0; i < size; i++) {
        // negative where a checksum follows the page
        out.i32(-counts[i]).locator(lengths[i], offsets[i]);
      }
      out.i64(firstElement).i32(COMPRESSION);
      out.endList(list);
    }
  }

  /// @param field number of its field
  /// @param elements of a page
  PageWriter(ColumnType type, int field, NtupleOutput file, int elements) {
    this.type = type;
    this.field = field;
    this.file = file;
    this.page = new long[elements];
  }

  /// Bytes of all elements until now.
  long bytes() {
    return bytes;
  }

  /// Appends an element: the bits of a number.
  void add(long value) {
    page[size++] = value;
    if (size == page.length) {
      flush();
    }
  }

  /// The description of the column.
  void describe(EnvelopeOutput out) {
    int record = out.record();
    out.i16(type.id()).i16(type.bits()).i32(field).i16(0).i16(0);
    out.endRecord(record);
  }

  /// Writes the last page of a cluster.
  PageLocations endCluster() {
    flush();
    store();
    PageLocations all = pages;
    pages = new PageLocations(elements);
    return all;
  }

  private void flush() {
    if (size == 0) {
      return;
    }
    byte[] plain = encoded();
    byte[] packed = RootCompression.compress(plain, plain.length);
    byte[] stored = packed.length > 0 ? packed : plain;
    byte[] whole = Arrays.copyOf(stored, stored.length + CHECKSUM);
    I64.set(whole, stored.length, Xxh3.hash64(stored, 0, stored.length));
    full.add(new FullPage(size, whole));
    elements += size;
    bytes += plain.length;
    size = 0;
  }

  /// Writes the pages that are full. This is done after so many entries, column by column, so that
  /// the order of pages does not depend on how events come.
  void store() {
    for (FullPage page : full) {
      int length = page.stored.length;
      pages.add(page.elements, length - CHECKSUM, file.append(page.stored, length));
    }
    full.clear();
  }

  private byte[] encoded() {
    if (type == ColumnType.BIT) {
      byte[] bits = new byte[(size + 7) / 8];
      for (int i = 0; i < size; i++) {
        bits[i / 8] |= (byte) ((page[i] & 1) << i % 8);
      }
      return bits;
    }
    int width = type.bits() / 8;
    byte[] plain = new byte[size * width];
    boolean split = type.encoding() != ColumnType.Encoding.PLAIN;
    long before = 0;
    for (int i = 0; i < size; i++) {
      long value =
          switch (type.encoding()) {
            case SPLIT_ZIGZAG -> page[i] << 1 ^ page[i] >> 63;
            case SPLIT_DELTA -> page[i] - before;
            default -> page[i];
          };
      before = page[i];
      for (int b = 0; b < width; b++) {
        plain[split ? b * size + i : i * width + b] = (byte) (value >>> 8 * b);
      }
    }
    return plain;
  }
}

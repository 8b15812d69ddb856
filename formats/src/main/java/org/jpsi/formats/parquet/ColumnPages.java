package org.jpsi.formats.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jpsi.core.io.Budget;
import org.jpsi.formats.compression.PageCompression;
import org.jpsi.formats.compression.PageCompression.Codec;
import org.jspecify.annotations.Nullable;

/// Pages of a column in one row group, one at a time: the header first, by which a page can be
/// passed over unread; then its levels and values.
final class ColumnPages {
  private static final int FIRST_WINDOW = 1 << 9;
  private static final int MAX_HEADER = 1 << 24;

  private final ParquetBytes bytes;
  private final Leaf leaf;
  private final Codec codec;
  private final ParquetLocation location;
  private final long end;
  private long at;
  private byte[] stored = {};
  private byte[] plain = {};
  private @Nullable Object dictionary;
  private int dictionarySize;
  private @Nullable PageHeader header;
  private @Nullable RunDecoder repetitions;
  private @Nullable RunDecoder definitions;
  private @Nullable ValueDecoder values;

  ColumnPages(ParquetBytes bytes, Leaf leaf, ColumnChunk chunk, ParquetLocation location) {
    this.bytes = bytes;
    this.leaf = leaf;
    this.location = location;
    Codec known = chunk.compression();
    if (known == null) {
      throw location.unread(
          "it is compressed by " + chunk.compressionName() + ", which is not read",
          "write the file anew, compressed by Snappy, gzip, LZ4_RAW or ZSTD, or not at all");
    }
    codec = known;
    at = chunk.start();
    end = chunk.start() + chunk.length();
  }

  /// Reads headers up to that of the next page of values.
  ///
  /// @param budget of bytes that pages may have
  /// @return the number of its values; -1 where there is no other page
  int next(Budget budget) {
    while (at < end) {
      PageHeader page = header();
      header = page;
      at += page.length();
      if (page.stored() > end - at) {
        throw location.damaged("has a page beyond its end");
      }
      if (page.isData()) {
        return page.values();
      }
      if (page.kind() == PageHeader.DICTIONARY) {
        dictionary(page, budget);
      }
      at += page.stored();
    }
    return -1;
  }

  /// Passes over the page.
  void skip() {
    at += page().stored();
  }

  private PageHeader page() {
    if (header == null) {
      throw new IllegalStateException("no page");
    }
    return header;
  }

  private PageHeader header() {
    int window = FIRST_WINDOW;
    while (true) {
      int n = (int) Math.min(window, end - at);
      stored = atLeast(stored, n);
      bytes.read(at, stored, 0, n, location);
      try {
        return PageHeader.read(stored, 0, n, location);
      } catch (ThriftReader.Ends e) {
        if (n == end - at || window >= MAX_HEADER) {
          throw location.damaged("has a page whose header does not end");
        }
        // statistics of long texts
        window *= 8;
      }
    }
  }

  /// Reads the page's body.
  void load(Budget budget) {
    PageHeader page = page();
    int from = unpack(page, budget);
    int to = page.plain();
    if (page.kind() == PageHeader.DATA_2) {
      repetitions = levels(from, page.repetitionBytes(), leaf.depth());
      from += page.repetitionBytes();
      definitions = levels(from, page.definitionBytes(), leaf.maxDefinition());
      from += page.definitionBytes();
    } else {
      from = prefixed(from, to, leaf.depth(), true);
      from = prefixed(from, to, leaf.maxDefinition(), false);
    }
    values = decoder(page, from, to);
    at += page.stored();
  }

  private RunDecoder levels(int from, int length, int max) {
    return new RunDecoder(plain, from, from + length, width(max), location);
  }

  private static int width(int max) {
    return 32 - Integer.numberOfLeadingZeros(max);
  }

  /// Levels with their length before them, which are only there where there is anything to say.
  private int prefixed(int from, int to, int max, boolean repetition) {
    if (max == 0) {
      return from;
    }
    if (!page().runLevels()) {
      throw location.unread("its levels are written as in 2013", "write the file anew");
    }
    int length = to - from < 4 ? -1 : LittleEndian.i32(plain, from);
    if (length < 0 || length > to - from - 4) {
      throw location.damaged("has levels beyond the end of their page");
    }
    RunDecoder runs = levels(from + 4, length, max);
    if (repetition) {
      repetitions = runs;
    } else {
      definitions = runs;
    }
    return from + 4 + length;
  }

  private void dictionary(PageHeader page, Budget budget) {
    if (page.encoding() != PageHeader.PLAIN && page.encoding() != PageHeader.PLAIN_DICTIONARY) {
      throw unknownEncoding(page.encoding());
    }
    int from = unpack(page, budget);
    int width = RawValues.width(leaf);
    if ((long) page.values() * (width == 0 ? 4 : width) > page.plain() - from) {
      throw location.damaged("claims a dictionary of " + page.values() + " values");
    }
    Object all = RawValues.array(leaf, page.values());
    new PlainDecoder(leaf, plain, from, page.plain(), location).read(all, 0, page.values());
    dictionary = all;
    dictionarySize = page.values();
  }

  /// Fills `plain` by a page.
  ///
  /// @return where it begins
  private int unpack(PageHeader page, Budget budget) {
    budget.spend((long) page.plain() + page.stored());
    stored = atLeast(stored, page.stored());
    bytes.read(at, stored, 0, page.stored(), location);
    if (page.hasCrc()) {
      CRC32 crc = new CRC32();
      crc.update(stored, 0, page.stored());
      if ((int) crc.getValue() != page.crc()) {
        throw location.damaged("has a page with a wrong checksum");
      }
    }
    int levels = page.definitionBytes() + page.repetitionBytes();
    Codec used = page.kind() == PageHeader.DATA_2 && !page.compressed() ? Codec.NONE : codec;
    int packed = page.stored() - levels;
    int size = page.plain() - levels;
    if (size > used.most(packed)) {
      throw location.damaged("has a page that claims an impossible length");
    }
    if (levels == 0 && used == Codec.NONE && size == packed) {
      // no copy
      byte[] swap = plain;
      plain = stored;
      stored = swap;
      return 0;
    }
    plain = atLeast(plain, page.plain());
    try {
      if (levels == 0) {
        decompress(used, 0, packed, plain, size);
      } else {
        byte[] body = new byte[size];
        decompress(used, levels, packed, body, size);
        System.arraycopy(stored, 0, plain, 0, levels);
        System.arraycopy(body, 0, plain, levels, size);
      }
    } catch (IOException e) {
      throw location.damaged("cannot be decompressed: " + e.getMessage());
    }
    return 0;
  }

  private void decompress(Codec used, int from, int length, byte[] out, int size)
      throws IOException {
    // a page without values may have no bytes at all
    if (size > 0 || length > 0) {
      PageCompression.decompress(used, stored, from, length, out, size);
    }
  }

  private static byte[] atLeast(byte[] array, int length) {
    return array.length >= length ? array : Arrays.copyOf(array, length);
  }

  private ValueDecoder decoder(PageHeader page, int from, int to) {
    boolean bytesOnly = RawValues.bytes(leaf);
    return switch (page.encoding()) {
      case PageHeader.PLAIN -> new PlainDecoder(leaf, plain, from, to, location);
      case PageHeader.PLAIN_DICTIONARY, PageHeader.RUNS_OF_DICTIONARY -> byDictionary(from, to);
      case PageHeader.RUNS -> {
        if (leaf.physical() != SchemaElement.PhysicalType.BOOLEAN || to - from < 4) {
          throw unknownEncoding(page.encoding());
        }
        yield new OtherDecoders.Runs(new RunDecoder(plain, from + 4, to, 1, location));
      }
      case PageHeader.DELTA_BINARY_PACKED -> {
        if (leaf.physical() != SchemaElement.PhysicalType.INT32
            && leaf.physical() != SchemaElement.PhysicalType.INT64) {
          throw unknownEncoding(page.encoding());
        }
        // a page of nulls alone may have no bytes
        yield to == from
            ? new PlainDecoder(leaf, plain, from, to, location)
            : new OtherDecoders.Differences(new DeltaDecoder(plain, from, to, location));
      }
      case PageHeader.DELTA_LENGTH_BYTE_ARRAY, PageHeader.DELTA_BYTE_ARRAY -> {
        if (!bytesOnly) {
          throw unknownEncoding(page.encoding());
        }
        boolean prefixes = page.encoding() == PageHeader.DELTA_BYTE_ARRAY;
        yield to == from
            ? new PlainDecoder(leaf, plain, from, to, location)
            : OtherDecoders.Packed.of(leaf, prefixes, plain, from, to, location);
      }
      case PageHeader.BYTE_STREAM_SPLIT ->
          new OtherDecoders.SplitStreams(leaf, plain, from, to, location);
      default -> throw unknownEncoding(page.encoding());
    };
  }

  private ValueDecoder byDictionary(int from, int to) {
    Object all = dictionary;
    if (all == null) {
      throw location.damaged("has values by a dictionary that is not there");
    }
    // a page of nulls alone may have no bytes
    int width = from == to ? 0 : plain[from] & 0xFF;
    int runs = Math.min(from + 1, to);
    return new OtherDecoders.ByDictionary(
        all, dictionarySize, new RunDecoder(plain, runs, to, width, location), location);
  }

  private RuntimeException unknownEncoding(int encoding) {
    return location.unread(
        "its values are encoded by number " + encoding + ", which is not read for such a column",
        "write the file anew by another writer");
  }

  /// Repetition levels of the page; there for lists.
  RunDecoder repetitions() {
    return there(repetitions);
  }

  /// Definition levels of the page; there for what may be null, and for lists.
  RunDecoder definitions() {
    return there(definitions);
  }

  /// The values of the page that are not null.
  ValueDecoder values() {
    return there(values);
  }

  private static <T> T there(@Nullable T what) {
    if (what == null) {
      throw new IllegalStateException("no page");
    }
    return what;
  }
}

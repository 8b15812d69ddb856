package org.jpsi.formats.parquet;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.formats.compression.PageCompression.Codec;
import org.jspecify.annotations.Nullable;

/// Column chunk: where the pages of a column are in a row group (parquet.thrift, `ColumnMetaData`).
///
/// @param codec number of the compression
/// @param values with those that are null
/// @param start position of the first page
/// @param length bytes of all pages, with their headers
/// @param type number of the physical type
/// @param elsewhere whether the pages are in another file
/// @param nulls those of flat columns and among items of lists, as far as the writer counted; else
///   -1
/// @param levels how often each definition level occurs; empty where the writer did not count
record ColumnChunk(
    int codec,
    long values,
    long start,
    long length,
    int type,
    boolean elsewhere,
    long nulls,
    List<Long> levels) {
  static ColumnChunk read(ThriftReader in) {
    Builder builder = new Builder(in);
    in.struct(builder::chunk);
    return builder.build();
  }

  /// The compression of its pages.
  ///
  /// @return null where it is not read
  @Nullable Codec compression() {
    return switch (codec) {
      case 0 -> Codec.NONE;
      case 1 -> Codec.SNAPPY;
      case 2 -> Codec.GZIP;
      case 6 -> Codec.ZSTD;
      case 7 -> Codec.LZ4;
      default -> null;
    };
  }

  /// The compression in words.
  String compressionName() {
    Codec known = compression();
    return known != null
        ? known.text()
        : switch (codec) {
          case 3 -> "LZO";
          case 4 -> "Brotli";
          case 5 -> "LZ4 of Hadoop";
          default -> "number " + codec;
        };
  }

  /// Compares what is claimed with what there is.
  void check(Leaf leaf, long rows, long size, ParquetLocation location) {
    if (elsewhere) {
      throw location.unread("its pages are in another file", "write it anew as one file");
    }
    if (type != leaf.physical().ordinal()) {
      throw location.damaged("has another type in a row group than in the schema");
    }
    if (values < rows || leaf.depth() == 0 && values != rows) {
      throw location.damaged("has " + values + " values for " + rows + " rows");
    }
    long end = size - 8;
    if (rows > 0 && (start < 4 || length < 0 || start > end || length > end - start)) {
      throw location.damaged("has pages beyond the end of the file");
    }
  }

  /// The nulls among values that are NaN or empty text, as far as the writer counted: in a list an
  /// item, not the list.
  long nullValues(Leaf leaf) {
    if (leaf.depth() == 0) {
      return nulls;
    }
    if (levels.size() != leaf.maxDefinition() + 1) {
      return -1;
    }
    long sum = 0;
    for (int d = leaf.listLevels().getLast(); d < leaf.maxDefinition(); d++) {
      sum += levels.get(d);
    }
    return sum;
  }

  /// The lists of the first level that are null rather than empty, as far as the writer counted.
  long nullLists(Leaf leaf) {
    if (leaf.depth() == 0 || levels.size() != leaf.maxDefinition() + 1) {
      return 0;
    }
    return levels.subList(0, leaf.listThere()).stream().mapToLong(n -> n).sum();
  }

  private static final class Builder {
    private final ThriftReader in;
    private final List<Long> levels = new ArrayList<>();
    private int codec = -1;
    private int type = -1;
    private long values = -1;
    private long length = -1;
    private long dataStart = -1;
    private long dictionaryStart;
    private boolean elsewhere;
    private long nulls = -1;

    Builder(ThriftReader in) {
      this.in = in;
    }

    ColumnChunk build() {
      // some writers say 0 where there is no dictionary
      boolean dictionary = dictionaryStart > 0 && dictionaryStart < dataStart;
      return new ColumnChunk(
          codec,
          values,
          dictionary ? dictionaryStart : dataStart,
          length,
          type,
          elsewhere,
          nulls,
          List.copyOf(levels));
    }

    boolean chunk(int id, int fieldType) {
      switch (id) {
        case 1 -> elsewhere = !in.longText().isEmpty();
        case 3 -> in.struct(this::metaData);
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean metaData(int id, int fieldType) {
      switch (id) {
        case 1 -> type = in.i32();
        case 4 -> codec = in.i32();
        case 5 -> values = in.i64();
        case 7 -> length = in.i64();
        case 9 -> dataStart = in.i64();
        case 11 -> dictionaryStart = in.i64();
        case 12 -> in.struct(this::statistics);
        case 16 -> in.struct(this::sizes);
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean statistics(int id, int fieldType) {
      if (id != 3) {
        return false;
      }
      nulls = in.i64();
      return true;
    }

    private boolean sizes(int id, int fieldType) {
      if (id != 3) {
        return false;
      }
      in.list(_ -> levels.add(in.i64()));
      return true;
    }
  }
}

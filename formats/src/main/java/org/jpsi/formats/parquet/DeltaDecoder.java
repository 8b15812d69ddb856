package org.jpsi.formats.parquet;

/// Decoder of integers by their differences in blocks of packed bits (Encodings.md,
/// `DELTA_BINARY_PACKED`).
final class DeltaDecoder {
  private static final int MAX_MINIBLOCKS = 1 << 10;
  private static final int MAX_BLOCK = 1 << 20;

  private final byte[] data;
  private final int end;
  private final ParquetLocation location;
  private final int miniblockValues;
  private final int[] widths;
  private int at;
  private long left;
  private long value;
  private boolean first = true;
  private long minimum;
  private int miniblock;
  private int leftInMiniblock;
  private long bit;

  DeltaDecoder(byte[] data, int from, int to, ParquetLocation location) {
    this.data = data;
    this.at = from;
    this.end = to;
    this.location = location;
    long block = varint();
    long miniblocks = varint();
    if (block < 1
        || block > MAX_BLOCK
        || miniblocks < 1
        || miniblocks > MAX_MINIBLOCKS
        || block % (8 * miniblocks) != 0) {
      throw location.damaged("has blocks of impossible sizes");
    }
    miniblockValues = (int) (block / miniblocks);
    widths = new int[(int) miniblocks];
    miniblock = widths.length;
    left = varint();
    value = zigzag();
    if (left < 0 || left > Integer.MAX_VALUE) {
      throw location.damaged("claims " + left + " differences");
    }
  }

  long next() {
    if (left <= 0) {
      throw location.damaged("has fewer values than its pages say");
    }
    left--;
    if (first) {
      first = false;
      return value;
    }
    if (leftInMiniblock == 0) {
      begin();
    }
    int width = widths[miniblock];
    value += minimum + (width == 0 ? 0 : LittleEndian.bits(data, bit, width, end));
    bit += width;
    leftInMiniblock--;
    return value;
  }

  /// Passes over all values.
  ///
  /// @return where what follows begins
  int skipAll() {
    long differences = left - 1;
    while (differences > 0) {
      begin();
      differences -= miniblockValues;
    }
    // miniblocks of the last block without values have widths, but no bytes
    return at;
  }

  /// Begins the next miniblock.
  private void begin() {
    miniblock++;
    if (miniblock >= widths.length) {
      minimum = zigzag();
      for (int i = 0; i < widths.length; i++) {
        widths[i] = u8();
        if (widths[i] > 64) {
          throw location.damaged("packs numbers into " + widths[i] + " bits");
        }
      }
      miniblock = 0;
    }
    long bytes = (long) widths[miniblock] * miniblockValues >>> 3;
    if (bytes > end - at) {
      throw location.damaged("has fewer values than its pages say");
    }
    bit = (long) at << 3;
    at += (int) bytes;
    leftInMiniblock = miniblockValues;
  }

  private int u8() {
    if (at == end) {
      throw location.damaged("has fewer values than its pages say");
    }
    return data[at++] & 0xFF;
  }

  private long zigzag() {
    long n = varint();
    return n >>> 1 ^ -(n & 1);
  }

  private long varint() {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = u8();
      number |= (long) (b & 0x7F) << shift;
      if (b < 128) {
        return number;
      }
    }
    throw location.damaged("has a number of more than 64 bits");
  }
}

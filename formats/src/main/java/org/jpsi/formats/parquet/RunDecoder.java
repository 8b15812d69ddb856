package org.jpsi.formats.parquet;

import java.util.Arrays;

/// Run decoder: small integers as runs of one value and as packed bits (Encodings.md, `RLE`), of
/// levels, of truths, and of places in a dictionary.
final class RunDecoder {
  private final byte[] data;
  private final int end;
  private final int width;
  private final ParquetLocation location;
  private int at;
  private long left;
  private boolean packed;
  private int value;
  private long bit;

  /// @param width bits of a value
  RunDecoder(byte[] data, int from, int to, int width, ParquetLocation location) {
    this.data = data;
    this.at = from;
    this.end = to;
    this.width = width;
    this.location = location;
    if (width < 0 || width > 32) {
      throw location.damaged("packs numbers into " + width + " bits");
    }
  }

  /// Fills `out[from]` to `out[from + n - 1]`.
  void read(int[] out, int from, int n) {
    int done = from;
    int stop = from + n;
    while (done < stop) {
      begin();
      int some = (int) Math.min(left, stop - done);
      if (packed) {
        unpack(out, done, some);
      } else {
        Arrays.fill(out, done, done + some, value);
      }
      left -= some;
      done += some;
    }
  }

  /// Passes over those of the next `most` values that are certainly this one, in one run.
  ///
  /// @return their number
  int skipRun(int wanted, int most) {
    begin();
    if (packed || value != wanted) {
      return 0;
    }
    int some = (int) Math.min(left, most);
    left -= some;
    return some;
  }

  private void unpack(int[] out, int from, int n) {
    if (width == 1) {
      for (int i = 0; i < n; i++, bit++) {
        out[from + i] = data[(int) (bit >>> 3)] >>> (bit & 7) & 1;
      }
      return;
    }
    for (int i = 0; i < n; i++, bit += width) {
      out[from + i] = (int) LittleEndian.bits(data, bit, width, end);
    }
  }

  private void begin() {
    while (left == 0) {
      long header = varint();
      packed = (header & 1) != 0;
      left = header >>> 1;
      if (packed) {
        long bytes = left * width;
        left *= 8;
        bit = (long) at << 3;
        // the last group may be cut where its values end
        if (bytes > end - at) {
          long whole = width == 0 ? left : ((long) (end - at) << 3) / width;
          if (whole == 0) {
            throw ends();
          }
          left = Math.min(left, whole);
          at = end;
        } else {
          at += (int) bytes;
        }
      } else {
        int bytes = width + 7 >>> 3;
        if (bytes > end - at) {
          throw ends();
        }
        value = 0;
        for (int i = 0; i < bytes; i++) {
          value |= (data[at++] & 0xFF) << 8 * i;
        }
      }
    }
  }

  private long varint() {
    long number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (at == end) {
        throw ends();
      }
      int b = data[at++];
      number |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return number;
      }
    }
    throw location.damaged("has a run of more than 2^32 values");
  }

  private org.jpsi.core.errors.InputException ends() {
    return location.damaged("has fewer values than its pages say");
  }
}

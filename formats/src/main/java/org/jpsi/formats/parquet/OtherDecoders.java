package org.jpsi.formats.parquet;

import java.util.Arrays;
import org.jpsi.core.io.Budget;
import org.jspecify.annotations.Nullable;

/// Decoders of values that are not written plainly (Encodings.md).
final class OtherDecoders {
  private static final int DICTIONARY_PART = 1 << 10;
  private static final long FREE_TEXT = 32 << 20;
  private static final long PER_BYTE = 20;

  private OtherDecoders() {}

  /// Values by their places in a dictionary.
  static final class ByDictionary implements ValueDecoder {
    private final Object dictionary;
    private final int size;
    private final RunDecoder places;
    private final ParquetLocation location;
    private final int[] part = new int[DICTIONARY_PART];

    /// @param dictionary an array of values
    /// @param size values of it that are there
    ByDictionary(Object dictionary, int size, RunDecoder places, ParquetLocation location) {
      this.dictionary = dictionary;
      this.size = size;
      this.places = places;
      this.location = location;
    }

    @Override
    public void read(Object out, int from, int n) {
      for (int done = 0; done < n; ) {
        int some = Math.min(part.length, n - done);
        places.read(part, 0, some);
        for (int i = 0; i < some; i++) {
          if (part[i] < 0 || part[i] >= size) {
            throw location.damaged("points beyond its dictionary of " + size);
          }
        }
        gather(out, from + done, some);
        done += some;
      }
    }

    private void gather(Object out, int from, int n) {
      switch (dictionary) {
        case int[] d -> {
          for (int i = 0; i < n; i++) {
            ((int[]) out)[from + i] = d[part[i]];
          }
        }
        case long[] d -> {
          for (int i = 0; i < n; i++) {
            ((long[]) out)[from + i] = d[part[i]];
          }
        }
        case float[] d -> {
          for (int i = 0; i < n; i++) {
            ((float[]) out)[from + i] = d[part[i]];
          }
        }
        case double[] d -> {
          for (int i = 0; i < n; i++) {
            ((double[]) out)[from + i] = d[part[i]];
          }
        }
        case String[] d -> {
          for (int i = 0; i < n; i++) {
            ((String[]) out)[from + i] = d[part[i]];
          }
        }
        default -> throw new IllegalStateException(dictionary.getClass().getName());
      }
    }
  }

  /// Truths as runs (`RLE` of values).
  record Runs(RunDecoder runs) implements ValueDecoder {
    @Override
    public void read(Object out, int from, int n) {
      runs.read((int[]) out, from, n);
    }
  }

  /// Integers by their differences (`DELTA_BINARY_PACKED`).
  record Differences(DeltaDecoder deltas) implements ValueDecoder {
    @Override
    public void read(Object out, int from, int n) {
      for (int i = 0; i < n; i++) {
        long value = deltas.next();
        switch (out) {
          case int[] v -> v[from + i] = (int) value;
          case long[] v -> v[from + i] = value;
          default -> throw new IllegalStateException(out.getClass().getName());
        }
      }
    }
  }

  /// Bytes of values, all first ones before all second ones (`BYTE_STREAM_SPLIT`).
  static final class SplitStreams implements ValueDecoder {
    private final Leaf leaf;
    private final byte[] data;
    private final int from;
    private final int width;
    private final int values;
    private final ParquetLocation location;
    private final byte[] one;
    private int next;

    SplitStreams(Leaf leaf, byte[] data, int from, int to, ParquetLocation location) {
      this.leaf = leaf;
      this.data = data;
      this.from = from;
      this.location = location;
      width = RawValues.width(leaf);
      if (width < 1 || (to - from) % width != 0) {
        throw location.damaged("has values of a broken length");
      }
      values = (to - from) / width;
      one = new byte[Math.max(width, 8)];
    }

    @Override
    public void read(Object out, int to, int n) {
      if (n > values - next) {
        throw location.damaged("has fewer values than its pages say");
      }
      for (int i = 0; i < n; i++, next++) {
        for (int b = 0; b < width; b++) {
          one[b] = data[from + b * values + next];
        }
        if (RawValues.bytes(leaf)) {
          RawValues.put(leaf, out, to + i, one, 0, width, location);
          continue;
        }
        switch (out) {
          case int[] v -> v[to + i] = LittleEndian.i32(one, 0);
          case long[] v -> v[to + i] = LittleEndian.i64(one, 0);
          case float[] v -> v[to + i] = Float.intBitsToFloat(LittleEndian.i32(one, 0));
          case double[] v -> v[to + i] = Double.longBitsToDouble(LittleEndian.i64(one, 0));
          default -> throw new IllegalStateException(out.getClass().getName());
        }
      }
    }
  }

  /// Byte arrays, all lengths before all bytes (`DELTA_LENGTH_BYTE_ARRAY`), and where `prefixes`
  /// are given, each with the first bytes of the one before (`DELTA_BYTE_ARRAY`).
  static final class Packed implements ValueDecoder {
    private final Leaf leaf;
    private final @Nullable DeltaDecoder prefixes;
    private final DeltaDecoder lengths;
    private final byte[] data;
    private final int end;
    private final ParquetLocation location;
    // who repeats first bytes makes long texts of few bytes
    private final Budget texts;
    private byte[] last = {};
    private int lastLength;
    private int at;

    private Packed(
        Leaf leaf,
        @Nullable DeltaDecoder prefixes,
        DeltaDecoder lengths,
        byte[] data,
        int at,
        int end,
        ParquetLocation location) {
      this.leaf = leaf;
      this.prefixes = prefixes;
      this.lengths = lengths;
      this.data = data;
      this.at = at;
      this.end = end;
      this.location = location;
      this.texts =
          Budget.growing(location.file(), "bytes of text in a page", FREE_TEXT, PER_BYTE, end);
    }

    static Packed of(
        Leaf leaf, boolean prefixes, byte[] data, int from, int to, ParquetLocation location) {
      DeltaDecoder first = new DeltaDecoder(data, from, to, location);
      int at = new DeltaDecoder(data, from, to, location).skipAll();
      if (!prefixes) {
        return new Packed(leaf, null, first, data, at, to, location);
      }
      DeltaDecoder lengths = new DeltaDecoder(data, at, to, location);
      int bytes = new DeltaDecoder(data, at, to, location).skipAll();
      return new Packed(leaf, first, lengths, data, bytes, to, location);
    }

    @Override
    public void read(Object out, int from, int n) {
      for (int i = 0; i < n; i++) {
        long prefix = prefixes == null ? 0 : prefixes.next();
        long length = lengths.next();
        if (length < 0 || length > end - at || prefix < 0 || prefix > lastLength) {
          throw location.damaged("has texts of impossible lengths");
        }
        if (prefixes == null) {
          put(out, from + i, data, at, (int) length);
        } else {
          int whole = (int) (prefix + length);
          texts.spend(whole);
          if (whole > last.length) {
            last = Arrays.copyOf(last, Math.max(whole, 2 * last.length));
          }
          System.arraycopy(data, at, last, (int) prefix, (int) length);
          lastLength = whole;
          put(out, from + i, last, 0, whole);
        }
        at += (int) length;
      }
    }

    private void put(Object out, int i, byte[] bytes, int from, int length) {
      int width = RawValues.width(leaf);
      if (width > 0 && length != width) {
        throw location.damaged("has values of a broken length");
      }
      RawValues.put(leaf, out, i, bytes, from, length, location);
    }
  }
}

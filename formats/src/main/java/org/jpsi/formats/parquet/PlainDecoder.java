package org.jpsi.formats.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Plain decoder: values one after the other (Encodings.md, `PLAIN`).
final class PlainDecoder implements ValueDecoder {
  private final Leaf leaf;
  private final byte[] data;
  private final int end;
  private final ParquetLocation location;
  private int at;
  // of truths, which are bits
  private int bit;

  PlainDecoder(Leaf leaf, byte[] data, int from, int to, ParquetLocation location) {
    this.leaf = leaf;
    this.data = data;
    this.at = from;
    this.end = to;
    this.location = location;
  }

  @Override
  public void read(Object out, int from, int n) {
    int width = RawValues.width(leaf);
    switch (leaf.physical()) {
      case BOOLEAN -> truths((int[]) out, from, n);
      case BYTE_ARRAY -> texts(out, from, n);
      case FIXED_LEN_BYTE_ARRAY -> {
        need(n, width);
        for (int i = 0; i < n; i++, at += width) {
          RawValues.put(leaf, out, from + i, data, at, width, location);
        }
      }
      default -> {
        need(n, width);
        ByteBuffer bytes =
            ByteBuffer.wrap(data, at, n * width).slice().order(ByteOrder.LITTLE_ENDIAN);
        switch (out) {
          case int[] v -> bytes.asIntBuffer().get(v, from, n);
          case long[] v -> bytes.asLongBuffer().get(v, from, n);
          case float[] v -> bytes.asFloatBuffer().get(v, from, n);
          case double[] v -> bytes.asDoubleBuffer().get(v, from, n);
          default -> throw new IllegalStateException(out.getClass().getName());
        }
        at += n * width;
      }
    }
  }

  private void truths(int[] out, int from, int n) {
    if (n > ((long) (end - at) << 3) - bit) {
      throw tooFew();
    }
    for (int i = 0; i < n; i++, bit++) {
      out[from + i] = data[at + (bit >>> 3)] >>> (bit & 7) & 1;
    }
  }

  private void texts(Object out, int from, int n) {
    for (int i = 0; i < n; i++) {
      need(1, 4);
      int length = LittleEndian.i32(data, at);
      at += 4;
      if (length < 0) {
        throw tooFew();
      }
      need(1, length);
      RawValues.put(leaf, out, from + i, data, at, length, location);
      at += length;
    }
  }

  private void need(int n, int width) {
    if ((long) n * width > end - at) {
      throw tooFew();
    }
  }

  private org.jpsi.core.errors.InputException tooFew() {
    return location.damaged("has fewer values than its pages say");
  }
}

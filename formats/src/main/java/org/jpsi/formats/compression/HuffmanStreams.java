package org.jpsi.formats.compression;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Decoder of the four Huffman streams of a block (section 4.2.2), interleaved: a code's length is
/// known only when it has been looked up, and while one stream waits for it the others go on.
///
/// A stream is a word of 64 bits, from its highest bit downward. Its lowest bit is set as a
/// sentinel: the zeros that follow it say how many bits were taken, so that no lookup counts them.
/// Five codes of 11 bits and the 7 bits of a byte already begun leave the sentinel in the word.
final class HuffmanStreams {
  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SYMBOLS = 5;
  // bytes that five codes and a byte already begun take at most
  private static final int BYTES = 7;

  private HuffmanStreams() {}

  /// Decodes `length` symbols into the beginning of `out`, a fourth of them, rounded up, from each
  /// stream but the last; they must use the streams up.
  ///
  /// @param bounds where each stream begins, and where the last one ends
  static void decode(HuffmanTable code, byte[] data, int[] bounds, byte[] out, int length)
      throws IOException {
    int each = (length + 3) / 4;
    ReverseBitReader[] readers = new ReverseBitReader[4];
    for (int s = 0; s < 4; s++) {
      readers[s] = new ReverseBitReader(data, bounds[s], bounds[s + 1]);
    }
    int done = together(code, data, readers, out, each, length - 3 * each);
    for (int s = 0; s < 4; s++) {
      int to = s * each;
      int n = s < 3 ? each : length - 3 * each;
      code.decode(readers[s], out, to + done, n - done);
    }
  }

  /// @return how many symbols of each stream were decoded
  private static int together(
      HuffmanTable code, byte[] data, ReverseBitReader[] readers, byte[] out, int each, int n) {
    short[] codes = code.codes();
    int down = 64 - code.log();
    // the byte where each stream's next word begins, and the bits of the word that are taken
    int p0 = readers[0].wordAt();
    int p1 = readers[1].wordAt();
    int p2 = readers[2].wordAt();
    int p3 = readers[3].wordAt();
    int t0 = readers[0].taken(p0);
    int t1 = readers[1].taken(p1);
    int t2 = readers[2].taken(p2);
    int t3 = readers[3].taken(p3);
    int done = 0;
    while (true) {
      int bytes =
          Math.min(
              Math.min(p0 - readers[0].from(), p1 - readers[1].from()),
              Math.min(p2 - readers[2].from(), p3 - readers[3].from()));
      int rounds = Math.min(Math.max(bytes, 0) / BYTES, (n - done) / SYMBOLS);
      if (rounds <= 0) {
        break;
      }
      for (int stop = done + SYMBOLS * rounds; done < stop; done += SYMBOLS) {
        long w0 = ((long) I64.get(data, p0) | 1) << t0;
        long w1 = ((long) I64.get(data, p1) | 1) << t1;
        long w2 = ((long) I64.get(data, p2) | 1) << t2;
        long w3 = ((long) I64.get(data, p3) | 1) << t3;
        for (int i = done; i < done + SYMBOLS; i++) {
          // a shift takes the low six bits, where the length is
          int c0 = codes[(int) (w0 >>> down)];
          int c1 = codes[(int) (w1 >>> down)];
          int c2 = codes[(int) (w2 >>> down)];
          int c3 = codes[(int) (w3 >>> down)];
          out[i] = (byte) (c0 >>> 8);
          out[each + i] = (byte) (c1 >>> 8);
          out[2 * each + i] = (byte) (c2 >>> 8);
          out[3 * each + i] = (byte) (c3 >>> 8);
          w0 <<= c0;
          w1 <<= c1;
          w2 <<= c2;
          w3 <<= c3;
        }
        t0 = Long.numberOfTrailingZeros(w0);
        t1 = Long.numberOfTrailingZeros(w1);
        t2 = Long.numberOfTrailingZeros(w2);
        t3 = Long.numberOfTrailingZeros(w3);
        p0 -= t0 >>> 3;
        p1 -= t1 >>> 3;
        p2 -= t2 >>> 3;
        p3 -= t3 >>> 3;
        t0 &= 7;
        t1 &= 7;
        t2 &= 7;
        t3 &= 7;
      }
    }
    if (done > 0) {
      readers[0].moveTo(p0, t0);
      readers[1].moveTo(p1, t1);
      readers[2].moveTo(p2, t2);
      readers[3].moveTo(p3, t3);
    }
    return done;
  }
}

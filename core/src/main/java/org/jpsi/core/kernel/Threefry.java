package org.jpsi.core.kernel;

import org.jpsi.core.random.Rng;

/// Threefry-2x32 random bits with 20 rounds, many numbers of one stream at once: those of {@link
/// Rng#threefry}, in loops short enough for C2 to vectorize.
public final class Threefry {
  private static final int PARITY = 0x1BD11BDA;
  private static final int CHUNK = 512;

  // Consecutive elements whose bits come from consecutive numbers.
  private static final int LANES = 16;
  private static final int GROUP = 4 * LANES;

  private static final ThreadLocal<Threefry> SCRATCH = ThreadLocal.withInitial(Threefry::new);

  private final int[] low = new int[CHUNK];
  private final int[] high = new int[CHUNK];
  private final int[] key = new int[3];

  private Threefry() {}

  /// Inverted dropout of `n` values in place: `y[offset + i]` is multiplied by `scale` where the 16
  /// bits that belong to element `first + i` reach `threshold`, and becomes 0 elsewhere.
  ///
  /// Each `rng.bits` serves four elements: of 64 elements in a row, element `16 w + j` has bits `16
  /// w` to `16 w + 15` of number j of the 16 that belong to these 64.
  public static void dropout(
      Rng rng, long first, int threshold, float scale, float[] y, int offset, int n) {
    Threefry scratch = SCRATCH.get();
    int done = 0;
    while (done < n) {
      long group = (first + done) / GROUP;
      int skip = (int) ((first + done) % GROUP);
      int groups = Math.min(CHUNK / LANES, Math.ceilDiv(skip + n - done, GROUP));
      scratch.fill(rng, group * LANES, groups * LANES);
      int end = Math.min(n, done + groups * GROUP - skip);
      if (skip == 0 && end - done == groups * GROUP) {
        Kernels.INSTANCE.dropout(
            scratch.low, scratch.high, groups, threshold, scale, y, offset + done);
      } else {
        for (int i = done; i < end; i++) {
          y[offset + i] *= scratch.bits(skip + i - done) >= threshold ? scale : 0;
        }
      }
      done = end;
    }
  }

  // Of element `e` of the groups that were filled.
  private int bits(int e) {
    int at = e / GROUP * LANES + e % LANES;
    int word = e % GROUP / LANES;
    return (word < 2 ? low[at] : high[at]) >>> 16 * (word & 1) & 0xffff;
  }

  private void fill(Rng rng, long counter, int n) {
    key[0] = (int) rng.key();
    key[1] = (int) (rng.key() >>> 32);
    key[2] = PARITY ^ key[0] ^ key[1];
    start(counter, key, low, high, n);
    for (int group = 0; group < 5; group++) {
      int add0 = key[(group + 1) % 3];
      int add1 = key[(group + 2) % 3] + group + 1;
      if ((group & 1) == 0) {
        even(low, high, add0, add1, n);
      } else {
        odd(low, high, add0, add1, n);
      }
    }
  }

  private static void start(long counter, int[] key, int[] low, int[] high, int n) {
    for (int i = 0; i < n; i++) {
      low[i] = (int) (counter + i) + key[0];
      high[i] = (int) ((counter + i) >>> 32) + key[1];
    }
  }

  private static void even(int[] low, int[] high, int add0, int add1, int n) {
    for (int i = 0; i < n; i++) {
      int x0 = low[i] + high[i];
      int x1 = Integer.rotateLeft(high[i], 13) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, 15) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, 26) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, 6) ^ x0;
      low[i] = x0 + add0;
      high[i] = x1 + add1;
    }
  }

  private static void odd(int[] low, int[] high, int add0, int add1, int n) {
    for (int i = 0; i < n; i++) {
      int x0 = low[i] + high[i];
      int x1 = Integer.rotateLeft(high[i], 17) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, 29) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, 16) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, 24) ^ x0;
      low[i] = x0 + add0;
      high[i] = x1 + add1;
    }
  }
}

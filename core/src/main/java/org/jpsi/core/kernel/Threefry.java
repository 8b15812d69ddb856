package org.jpsi.core.kernel;

import org.jpsi.core.random.Rng;

/// Many numbers of one stream at once: Threefry-2x32 with 20 rounds, as {@link Rng#threefry} one by
/// one, in loops short enough for C2 to vectorize.
public final class Threefry {
  private static final int PARITY = 0x1BD11BDA;
  private static final int CHUNK = 512;

  private static final ThreadLocal<int[]> SCRATCH = ThreadLocal.withInitial(() -> new int[CHUNK]);

  private Threefry() {}

  /// The high 32 bits of `rng.bits(counter + i)` for the first `n` places of `bits`.
  public static void high(Rng rng, long counter, int[] bits, int n) {
    int[] low = new int[CHUNK];
    int[] high = new int[CHUNK];
    int k0 = (int) rng.key();
    int k1 = (int) (rng.key() >>> 32);
    int[] key = {k0, k1, PARITY ^ k0 ^ k1};
    for (int from = 0; from < n; from += CHUNK) {
      int length = Math.min(CHUNK, n - from);
      start(counter + from, key, low, high, length);
      for (int group = 0; group < 5; group++) {
        int add0 = key[(group + 1) % 3];
        int add1 = key[(group + 2) % 3] + group + 1;
        if ((group & 1) == 0) {
          even(low, high, add0, add1, length);
        } else {
          odd(low, high, add0, add1, length);
        }
      }
      System.arraycopy(high, 0, bits, from, length);
    }
  }

  /// Inverted dropout of `n` values in place: `y[offset + i]` grows by `scale` where the 24 high
  /// bits of `rng.bits(counter + i)` reach `threshold`, and becomes 0 elsewhere.
  public static void drop(
      Rng rng, long counter, int threshold, float scale, float[] y, int offset, int n) {
    int[] bits = SCRATCH.get();
    for (int from = 0; from < n; from += CHUNK) {
      int length = Math.min(CHUNK, n - from);
      high(rng, counter + from, bits, length);
      Kernels.INSTANCE.drop(bits, threshold, scale, y, offset + from, length);
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

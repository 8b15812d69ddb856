package org.jpsi.core.random;

/// Counter-based random number generator: number `i` of a key is a pure function of both
/// (Threefry-2x32 with 20 rounds, Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC
/// 2011). A key is made from a seed and a path of purposes, so a random number is addressed by
/// (seed, purpose, step, event, element) and is the same with any number of threads.
///
/// @param key names the stream
public record Rng(long key) {
  private static final int PARITY = 0x1BD11BDA;
  // Every child is drawn under a key that differs from its parent's own numbers by this bit
  // pattern.
  private static final long CHILD = 0x9E3779B97F4A7C15L;

  /// The root stream of a run.
  public static Rng of(long seed) {
    return new Rng(threefry(seed, CHILD));
  }

  /// An independent stream, the same for the same `id`.
  public Rng child(long id) {
    return new Rng(threefry(key ^ CHILD, id));
  }

  /// An independent stream for a named purpose, such as `"split"` or `"dropout"`.
  public Rng child(String purpose) {
    Rng stream = child(purpose.length());
    for (int i = 0; i < purpose.length(); i++) {
      stream = stream.child(purpose.charAt(i));
    }
    return stream;
  }

  /// 64 random bits, number `counter` of this stream.
  public long bits(long counter) {
    return threefry(key, counter);
  }

  /// Uniform in [0, 1), a multiple of 2^-53.
  public double uniform(long counter) {
    return (bits(counter) >>> 11) * 0x1p-53;
  }

  /// Uniform in (0, 1): never an end of the interval.
  public double openUniform(long counter) {
    return ((bits(counter) >>> 12) + 0.5) * 0x1p-52;
  }

  /// A uniform integer in {0, ..., bound - 1} (multiply-shift: bias below bound / 2^32).
  public int integer(int bound, long counter) {
    return (int) (((bits(counter) >>> 32) * bound) >>> 32);
  }

  /// Standard normal by Box and Muller, from numbers `2 counter` and `2 counter + 1` of a child
  /// stream.
  public double normal(long counter) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(openUniform(2 * counter)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(2 * counter + 1));
  }

  /// A permutation of 0, ..., n - 1 (Fisher and Yates).
  public int[] permutation(int n) {
    int[] order = new int[n];
    permutation(order, 0, n);
    return order;
  }

  /// The same, written to `order` from `at` on.
  public void permutation(int[] order, int at, int n) {
    for (int i = 0; i < n; i++) {
      order[at + i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = at + integer(i + 1, i);
      int swap = order[at + i];
      order[at + i] = order[j];
      order[j] = swap;
    }
  }

  /// Threefry-2x32-20 of one 64-bit counter under one 64-bit key: low words first, as in the
  /// reference's `ctr[0]`, `key[0]`.
  public static long threefry(long key, long counter) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int k2 = PARITY ^ k0 ^ k1;
    int x0 = (int) counter + k0;
    int x1 = (int) (counter >>> 32) + k1;
    for (int group = 0; group < 5; group++) {
      boolean even = (group & 1) == 0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, even ? 13 : 17) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, even ? 15 : 29) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, even ? 26 : 16) ^ x0;
      x0 += x1;
      x1 = Integer.rotateLeft(x1, even ? 6 : 24) ^ x0;
      int g = group % 3;
      x0 += g == 0 ? k1 : g == 1 ? k2 : k0;
      x1 += (g == 0 ? k2 : g == 1 ? k0 : k1) + group + 1;
    }
    return (x0 & 0xFFFFFFFFL) | ((long) x1 << 32);
  }
}

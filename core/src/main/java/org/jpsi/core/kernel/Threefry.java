package org.jpsi.core.kernel;

import org.jpsi.core.random.Rng;

/// Many numbers of one stream at once.
public final class Threefry {
  private Threefry() {}

  /// The high 32 bits of `rng.bits(counter + i)` for the first `n` places of `bits`.
  public static void high(Rng rng, long counter, int[] bits, int n) {
    for (int i = 0; i < n; i++) {
      bits[i] = (int) (rng.bits(counter + i) >>> 32);
    }
  }
}

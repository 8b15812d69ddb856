package org.jpsi.core.digest;

import org.jpsi.core.kernel.Threefry;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Digests of random numbers.
final class RandomDigests {
  private static final long[] SEEDS = {0, 1, -1, 1L << 40, Long.MIN_VALUE};

  private RandomDigests() {}

  static void into(Digests digests) {
    Digest bits = digests.line("random.bits");
    Digest uniform = digests.line("random.uniform");
    Digest below = digests.line("random.below");
    Digest normal = digests.line("random.normal");
    Digest children = digests.line("random.children");
    Digest permutation = digests.line("random.permutation");
    for (long seed : SEEDS) {
      Rng rng = Rng.of(seed);
      for (long i = 0; i < 200; i++) {
        long counter = i * i * i * 7919;
        bits.add(rng.bits(counter));
        uniform.add(rng.uniform(counter), rng.openUniform(counter));
        below.add(rng.integer(1 + (int) i, counter), rng.integer(Integer.MAX_VALUE, counter));
        normal.add(rng.normal(counter));
        children.add(rng.child(i).key(), rng.child("purpose " + i).key());
      }
      permutation.add(rng.permutation(1)).add(rng.permutation(1000));
    }
    Digest dropout = digests.line("random.dropout");
    for (int n : new int[] {1, 63, 64, 1000, 5000}) {
      float[] y = Numbers.normal(n, n + 3);
      Threefry.dropout(Rng.of(n), 37L * n, 20_000, 1.5f, y, 2, n);
      dropout.add(y);
    }
    digests
        .line("random.tensors")
        .add(Tensor.uniform(Shape.of(30, 7), Rng.of(2), 11))
        .add(Tensor.normal(Shape.of(30, 7), Rng.of(2), 11));
  }
}

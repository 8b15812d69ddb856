package org.jpsi.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jpsi.core.kernel.Kernels;

/// Peak FMA throughput of one thread: multiply-adds on vectors that never leave their registers, of
/// the width the engine uses.
final class FmaPeak {
  // A constant of the class: otherwise C2 would allocate the vectors as objects.
  private static final VectorSpecies<Float> S =
      switch (Kernels.INSTANCE.describe()) {
        case "vectors of 128 bits" -> FloatVector.SPECIES_128;
        case "vectors of 512 bits" -> FloatVector.SPECIES_512;
        default -> FloatVector.SPECIES_256;
      };
  private static final int TIMES = 10_000;
  private static final int CHAINS = 10;
  private static float sink;

  private FmaPeak() {}

  static double gflops(Settings settings) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < settings.rounds(); round++) {
      best = Math.min(best, Stopwatch.measured(settings, () -> sink += chains()).seconds());
    }
    return 2e-9 * CHAINS * TIMES * S.length() / best;
  }

  // Ten chains hide a latency of five cycles in two units.
  private static float chains() {
    FloatVector a = FloatVector.broadcast(S, 0.999f);
    FloatVector b = FloatVector.broadcast(S, 0.001f);
    FloatVector s0 = b;
    FloatVector s1 = a;
    FloatVector s2 = b;
    FloatVector s3 = a;
    FloatVector s4 = b;
    FloatVector s5 = a;
    FloatVector s6 = b;
    FloatVector s7 = a;
    FloatVector s8 = b;
    FloatVector s9 = a;
    for (int i = 0; i < TIMES; i++) {
      s0 = s0.fma(a, b);
      s1 = s1.fma(a, b);
      s2 = s2.fma(a, b);
      s3 = s3.fma(a, b);
      s4 = s4.fma(a, b);
      s5 = s5.fma(a, b);
      s6 = s6.fma(a, b);
      s7 = s7.fma(a, b);
      s8 = s8.fma(a, b);
      s9 = s9.fma(a, b);
    }
    s0 = s0.add(s1).add(s2).add(s3).add(s4);
    return s0.add(s5).add(s6).add(s7).add(s8).add(s9).lane(0);
  }
}

package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodicKernelsTest {
  private static final int EVENTS = 21;

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "5, 3, 2", "16, 16, 3", "37, 7, 4"})
  void scalarAndVectorFormsHaveTheSameBits(int columns, int frequencies, int width) {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    List<Integer> scalar = all(new ScalarPeriodic(), columns, frequencies, width);
    assertThat(all(KernelSelection.vector().periodic(0), columns, frequencies, width))
        .isEqualTo(scalar);
  }

  // The bits of all that the kernels write.
  private static List<Integer> all(PeriodicKernels kernels, int columns, int f, int width) {
    PeriodicEmbedding weights = PeriodicEmbedding.of(columns, f, width);
    weights.packWaves(normal(1, columns * f), 0, normal(2, columns * f), 0);
    weights.packLinear(normal(3, columns * f * width), 0, normal(4, columns * width), 0);
    int blocks = (columns + 15) / 16;
    float[] x = normal(5, 7 + blocks * PeriodicKernels.CHUNK * 16);
    x[7] = 1e5f;
    x[7 + 16] = Float.NaN;
    float[] y = new float[blocks * (width + 3) / 4 * PeriodicKernels.CHUNK * 64 * 2];
    float[] g = normal(6, y.length);
    PeriodicEmbedding gradient = PeriodicEmbedding.of(columns, f, width);
    kernels.forward(weights, x, 7, EVENTS, y, 0);
    kernels.backward(weights, x, 7, g, EVENTS, gradient);
    TabularPieces pieces = TabularPieces.of(columns, 3, PeriodicKernels.CHUNK * 16, 16, 2);
    float[] rows = new float[EVENTS * (columns + 2) + 16];
    kernels.toRows(pieces, x, EVENTS - 1, rows, 0, columns + 2);
    float[] back = new float[x.length];
    kernels.fromRows(pieces, rows, 16, columns + 2, normal(8, columns + 32), EVENTS, back);
    float[] sums = normal(7, y.length);
    kernels.addProducts(y, 3, g, 1, sums, y.length - 3);
    List<Integer> bits = new ArrayList<>();
    for (float[] values :
        List.of(
            y,
            gradient.frequency,
            gradient.phase,
            gradient.weight,
            gradient.bias,
            sums,
            rows,
            back)) {
      for (float value : values) {
        bits.add(Float.floatToIntBits(value));
      }
    }
    return bits;
  }

  @Test
  void wavesAreRightToAFewTenMillionths() {
    for (int i = -200_000; i <= 200_000; i++) {
      float turns = i / 4096f;
      double angle = 2 * Math.PI * turns;
      assertThat((double) ScalarPeriodic.cos(turns)).isCloseTo(StrictMath.cos(angle), within(4e-7));
      assertThat((double) ScalarPeriodic.sin(turns)).isCloseTo(StrictMath.sin(angle), within(4e-7));
    }
  }

  @Test
  void aFrequencyFarTooLargeStillGivesAWave() {
    PeriodicEmbedding weights = PeriodicEmbedding.of(1, 1, 1);
    weights.packWaves(new float[] {1e30f}, 0, new float[] {-1e30f}, 0);
    weights.packLinear(new float[] {1}, 0, new float[] {0}, 0);
    float[] x = new float[PeriodicKernels.CHUNK * 16];
    x[0] = 2.9f;
    float[] y = new float[PeriodicKernels.CHUNK * 64];
    new ScalarPeriodic().forward(weights, x, 0, 1, y, 0);
    assertThat(y[0]).isBetween(-1.000001f, 1.000001f);
  }

  private static float[] normal(long seed, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (3 * Rng.of(seed).normal(i));
    }
    return values;
  }
}

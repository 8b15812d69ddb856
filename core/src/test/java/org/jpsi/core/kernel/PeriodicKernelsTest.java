package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
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
    float[] w = normal(5, EVENTS * weights.stride());
    // far from 0, infinite and no number
    w[0] = 1e5f;
    w[weights.stride()] = Float.NaN;
    w[2 * weights.stride()] = Float.POSITIVE_INFINITY;
    w[3 * weights.stride()] = -3e4f;
    float[] y = new float[EVENTS * weights.stride() * width];
    float[] g = normal(6, y.length);
    PeriodicEmbedding gradient = PeriodicEmbedding.of(columns, f, width);
    int tile = PeriodicKernels.TILE * f * PeriodicEmbedding.BLOCK;
    float[] waves = new float[tile];
    kernels.forward(weights, w, EVENTS, y, waves);
    kernels.backward(weights, w, g, EVENTS, gradient, waves, new float[tile], new float[tile]);
    float[] products = new float[y.length - 3];
    float[] sums = normal(7, y.length);
    kernels.multiply(y, 1, g, 2, products, 1, y.length - 5);
    kernels.addProducts(y, 3, g, 1, sums, y.length - 3);
    List<Integer> bits = new ArrayList<>();
    for (float[] values :
        List.of(
            y,
            gradient.frequency,
            gradient.phase,
            gradient.weight,
            gradient.bias,
            products,
            sums)) {
      for (float value : values) {
        bits.add(Float.floatToIntBits(value));
      }
    }
    return bits;
  }

  @Test
  void wavesAreRightToTenMillionths() {
    for (int i = -200_000; i <= 200_000; i++) {
      float z = i / 10f;
      assertThat(ScalarPeriodic.cos(z))
          .isBetween(near(StrictMath.cos(z), -1), near(StrictMath.cos(z), 1));
      assertThat(ScalarPeriodic.sin(z))
          .isBetween(near(StrictMath.sin(z), -1), near(StrictMath.sin(z), 1));
    }
  }

  private static float near(double exact, int side) {
    return (float) (exact + side * 1.2e-7);
  }

  private static float[] normal(long seed, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (3 * Rng.of(seed).normal(i));
    }
    return values;
  }
}

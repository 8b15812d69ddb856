package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DenseTest {
  static Stream<Arguments> sizes() {
    return Stream.of(1, 2, 7, 28, 256, 257, 600)
        .flatMap(in ->
            Stream.of(1, 3, 8, 9, 16, 17, 33, 64, 65, 100, 129, 300)
                .map(out -> Arguments.of(in, out)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void oneEventHasTheBitsOfAProductOverMany(int in, int out) {
    for (Dense.Activation then : Dense.Activation.values()) {
      for (Kernels kernels : new Kernels[] {new ScalarKernels(), KernelSelection.vector()}) {
        assertThat(one(kernels, in, out, then))
            .as(kernels.describe() + " " + then)
            .containsExactly(product(in, out, then));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatTheArraysHeldBeforeDoesNotMatter(Dense.Activation then) {
    for (Kernels kernels : new Kernels[] {new ScalarKernels(), KernelSelection.vector()}) {
      Dense layer = Dense.of(Matrix.of(values(5, 40), 0, 5, 8), values(6, 5), 0, then);
      float[] clean = new float[Dense.paddedWidth(5)];
      kernels.dense(layer, values(7, 8), clean, new float[Dense.paddedWidth(5)]);
      float[] used = new float[Dense.paddedWidth(5)];
      float[] scratch = new float[Dense.paddedWidth(5)];
      Arrays.fill(used, Float.NaN);
      Arrays.fill(scratch, Float.NaN);
      kernels.dense(layer, values(7, 8), used, scratch);
      assertThat(Arrays.copyOf(used, 5)).containsExactly(Arrays.copyOf(clean, 5));
    }
  }

  private static float[] one(Kernels kernels, int in, int out, Dense.Activation then) {
    Dense layer = Dense.of(Matrix.of(values(1, in * out), 0, out, in), values(2, out), 0, then);
    float[] y = new float[Dense.paddedWidth(out)];
    kernels.dense(layer, values(3, in), y, new float[Dense.paddedWidth(out)]);
    return Arrays.copyOf(y, out);
  }

  // The event is the second of three.
  private static float[] product(int in, int out, Dense.Activation then) {
    Kernels kernels = new ScalarKernels();
    float[] rows = new float[3 * in];
    System.arraycopy(values(3, in), 0, rows, in, in);
    Matrix weight = Matrix.of(values(1, in * out), 0, out, in);
    float[] y = new float[3 * out];
    kernels.product(Matrix.of(rows, 0, 3, in), weight.transpose(), y, 0, false);
    float[] one = Arrays.copyOfRange(y, out, 2 * out);
    kernels.add(values(2, out), 0, one, 0, out);
    switch (then) {
      case IDENTITY -> {}
      case RELU -> kernels.relu(one, 0, one, 0, out);
      case SIGMOID -> kernels.sigmoid(one, 0, one, 0, out);
      case TANH -> kernels.tanh(one, 0, one, 0, out);
    }
    return one;
  }

  private static float[] values(int seed, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Rng.of(seed).normal(i);
    }
    return values;
  }
}

package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationKernelsTest {
  private static final int FROM = 3;
  private static final int ROWS = 13;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 37, 64})
  void scalarAndVectorFormsHaveTheSameBits(int width) {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    List<Object> scalar = all(new ScalarNormalization(), width);
    assertThat(all(KernelSelection.vector().normalization(0), width)).isEqualTo(scalar);
  }

  // The bits of all that the kernels write, as lists.
  private static List<Object> all(NormalizationKernels kernels, int width) {
    float[] x = normal(1, FROM + ROWS * width);
    float[] g = normal(2, ROWS * width);
    float[] y = new float[g.length];
    float[] dx = normal(3, g.length);
    double[] sums = new double[width];
    double[] products = new double[width];
    Standardization columns = standardization(width, width);
    kernels.batchMoments(x, FROM, ROWS, columns);
    columns.invert(1e-5);
    kernels.batchNorm(x, FROM, ROWS, columns, y);
    kernels.batchSums(x, FROM, ROWS, columns, g, sums, products);
    kernels.batchBackward(x, FROM, ROWS, columns, g, 1.0 / ROWS, sums, products, dx);
    Standardization rows = standardization(ROWS, width);
    Normalization.rowMoments(x, FROM, width, 1e-5, rows);
    float[] z = new float[g.length];
    float[] dz = normal(4, g.length);
    double[] dgain = new double[width];
    double[] dbias = new double[width];
    kernels.layerNorm(x, FROM, rows, z);
    kernels.layerBackward(x, FROM, rows, g, dgain, dbias, dz);
    kernels.layerBackward(x, FROM, rows, g, dgain, dbias, null);
    List<Object> bits = new ArrayList<>();
    for (float[] values : List.of(y, dx, z, dz)) {
      for (float value : values) {
        bits.add(Float.floatToRawIntBits(value));
      }
    }
    for (double[] values : List.of(sums, products, columns.inverse(), dgain, dbias)) {
      for (double value : values) {
        bits.add(Double.doubleToRawLongBits(value));
      }
    }
    return bits;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13})
  void rowsSideBySideHaveTheMomentsOfRowsAlone(int rows) {
    int width = 21;
    float[] x = normal(5, FROM + rows * width);
    Standardization together = standardization(rows, width);
    Normalization.rowMoments(x, FROM, width, 1e-5, together);
    float[] y = new float[width];
    double[] center = new double[rows];
    double[] inverse = new double[rows];
    float[] zeros = new float[width];
    for (int r = 0; r < rows; r++) {
      int at = FROM + r * width;
      Normalization.layerNorm(x, at, width, zeros, 0, zeros, 0, 1e-5, y, 0, center, inverse, r);
    }
    assertThat(together.center()).containsExactly(center);
    assertThat(together.inverse()).containsExactly(inverse);
  }

  private static Standardization standardization(int count, int width) {
    Standardization s = Standardization.of(count, width);
    s.affine(normal(6, width), 0, normal(7, width), 0);
    return s;
  }

  private static float[] normal(long seed, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Rng.of(seed).normal(i);
    }
    return values;
  }
}

package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTest {
  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "3,5,7",
    "8,32,16",
    "9,33,17",
    "256,28,128",
    "256,1,64",
    "19,1,600",
    "3,1,7",
    "1,100,600",
    "1,83,5",
    "1,64,256",
    "64,28,256",
    "300,40,257",
    "17,70,600",
    "31,1030,20",
    "320,160,290",
    "96,64,64",
    "5,0,3",
    "0,5,3",
    "5,3,0"
  })
  void everyElementIsItsChainOfFusedMultiplyAddsInBlocks(int m, int n, int k) {
    for (int variant = 0; variant < 8; variant++) {
      Matrix a = (variant & 1) == 0 ? matrix(m, k, 1) : matrix(k, m, 1).transpose();
      Matrix b = (variant & 2) == 0 ? matrix(k, n, 2) : matrix(n, k, 2).transpose();
      boolean accumulate = (variant & 4) != 0;
      float[] start = values(m * n + 5, 3);
      float[] expected = start.clone();
      chains(a, b, expected, 5, accumulate);
      float[] scalar = start.clone();
      new ScalarKernels().product(a, b, scalar, 5, accumulate);
      assertThat(Arrays.equals(scalar, expected)).as("scalar, variant %s", variant).isTrue();
      float[] vector = start.clone();
      new VectorKernels().product(a, b, vector, 5, accumulate);
      assertThat(Arrays.equals(vector, expected)).as("vector, variant %s", variant).isTrue();
      float[] packed = start.clone();
      VectorKernels kernels = new VectorKernels();
      kernels.product(a, kernels.pack(b), packed, 5, accumulate);
      assertThat(Arrays.equals(packed, expected)).as("packed, variant %s", variant).isTrue();
      for (int tile : new int[] {4, 8}) {
        float[] c = start.clone();
        VectorProduct.ofThread().product(tile, a, b, c, 5, n, accumulate);
        assertThat(accumulate || k > 0 ? c : expected)
            .as("tiles of %s rows, variant %s", tile, variant)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "3,5,7",
    "9,33,17",
    "256,1,64",
    "256,64,28",
    "100,100,256",
    "71,32,257",
    "17,70,600",
    "5,48,300",
    "40,300,300"
  })
  void aLinearLayerIsAProductThenTheBiasThenReluWhereverRowsLie(int m, int n, int k) {
    Matrix a = matrix(m, k, 1);
    a.values()[a.offset()] = Float.NaN;
    Matrix b = matrix(n, k, 2).transpose();
    float[] bias = values(n + 2, 3);
    for (Kernels kernels : new Kernels[] {new ScalarKernels(), new VectorKernels()}) {
      for (boolean relu : new boolean[] {false, true}) {
        float[] expected = new float[m * n];
        chains(a, b, expected, 0, false);
        new ScalarKernels().bias(bias, 2, expected, 0, m, n, relu);
        for (int apart : new int[] {n, Math.max(n, Kernels.LINE), n + 3}) {
          for (Matrix left : new Matrix[] {a, inLines(a, 8), inLines(a, 0)}) {
            float[] start = values(5 + m * apart, 4);
            Matrix c = new Matrix(start.clone(), 5, m, n, apart, false);
            kernels.linear(left, kernels.pack(b), bias, 2, relu, c);
            for (int i = 0; i < m; i++) {
              int at = 5 + i * apart;
              assertThat(Arrays.copyOfRange(c.values(), at, at + n))
                  .containsExactly(Arrays.copyOfRange(expected, i * n, (i + 1) * n));
              assertThat(Arrays.copyOfRange(c.values(), at + n, at + apart))
                  .containsExactly(Arrays.copyOfRange(start, at + n, at + apart));
            }
          }
        }
      }
    }
  }

  // The same matrix with its rows LINE apart, where they fit, and some behind them.
  private static Matrix inLines(Matrix x, int beyond) {
    int apart = Math.max(x.columns(), Kernels.LINE);
    float[] values = new float[(x.rows() + beyond) * apart];
    for (int i = 0; i < x.rows(); i++) {
      System.arraycopy(x.values(), x.offset() + i * x.stride(), values, i * apart, x.columns());
    }
    return new Matrix(values, 0, x.rows(), x.columns(), apart, false);
  }

  @Test
  void aLinearLayerIntoAnotherShapeIsRefused() {
    for (Kernels kernels : new Kernels[] {new ScalarKernels(), new VectorKernels()}) {
      assertThatThrownBy(() ->
              kernels.linear(
                  matrix(2, 3, 1),
                  kernels.pack(matrix(3, 4, 1)),
                  new float[4],
                  0,
                  false,
                  matrix(2, 5, 1)))
          .hasMessage("2 x 3 times 3 x 4 into 2 x 5");
    }
  }

  @Test
  void nanAndInfinitiesAreFoundAnywhere() {
    for (Kernels kernels : new Kernels[] {new ScalarKernels(), new VectorKernels()}) {
      float[] x = values(75, 1);
      x[7] = Float.MAX_VALUE;
      x[8] = -Float.MIN_VALUE;
      assertThat(kernels.finite(x, 3, 70)).isTrue();
      for (int at = 0; at < x.length; at++) {
        for (float wrong :
            new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
          float[] y = x.clone();
          y[at] = wrong;
          assertThat(kernels.finite(y, 3, 70)).isEqualTo(at < 3 || at >= 73);
        }
      }
    }
  }

  @Test
  void productsOverShardsAddUpToTheProductOverAllEvents() {
    int events = 1000;
    Matrix g = matrix(events, 9, 4);
    Matrix x = matrix(events, 33, 5);
    float[] whole = new float[9 * 33];
    Kernels.INSTANCE.product(g.transpose(), x, whole, 0, false);
    float[] shards = new float[9 * 33];
    for (int from = 0; from < events; from += Kernels.KC) {
      int length = Math.min(Kernels.KC, events - from);
      Matrix gs = Matrix.of(g.values(), g.offset() + from * 9, length, 9);
      Matrix xs = Matrix.of(x.values(), x.offset() + from * 33, length, 33);
      Kernels.INSTANCE.product(gs.transpose(), xs, shards, 0, true);
    }
    assertThat(shards).isEqualTo(whole);
  }

  @Test
  void bitsStayWhileTheVectorKernelsWarmUp() {
    Matrix a = matrix(256, 128, 1);
    Matrix b = matrix(128, 128, 2);
    float[] expected = new float[256 * 128];
    new ScalarKernels().product(a, b, expected, 0, false);
    Kernels warming = new WarmingKernels();
    for (int i = 0; i < 200; i++) {
      float[] c = new float[256 * 128];
      warming.product(a, b, c, 0, false);
      assertThat(Arrays.equals(c, expected)).isTrue();
    }
  }

  @Test
  void sumsOfColumnsAreAProductWithOnes() {
    Matrix x = matrix(700, 13, 6);
    float[] ones = new float[700];
    Arrays.fill(ones, 1);
    float[] product = new float[13];
    Kernels.INSTANCE.product(Matrix.of(ones, 0, 1, 700), x, product, 0, false);
    float[] sums = new float[13];
    Sums.columns(x.values(), x.offset(), 700, 13, sums, 0);
    assertThat(sums).isEqualTo(product);
  }

  @Test
  void shapesThatDoNotFitAreRefusedBeforeAnythingIsWritten() {
    assertThatThrownBy(() ->
            Kernels.INSTANCE.product(matrix(2, 3, 1), matrix(2, 3, 1), new float[9], 0, false))
        .hasMessage("2 x 3 times 2 x 3");
    assertThatThrownBy(() ->
            Kernels.INSTANCE.product(matrix(2, 3, 1), matrix(3, 3, 1), new float[6], 1, false))
        .hasMessage("2 x 3 from 1 does not fit into 6");
    assertThatThrownBy(() -> Matrix.of(new float[5], 0, 2, 3))
        .hasMessage("2 x 3 from 0 does not fit into 5");
  }

  private static void chains(Matrix a, Matrix b, float[] c, int offset, boolean accumulate) {
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < b.columns(); j++) {
        float sum = accumulate ? c[offset + i * b.columns() + j] : 0;
        for (int from = 0; from < a.columns(); from += 256) {
          float block = 0;
          for (int k = from; k < Math.min(a.columns(), from + 256); k++) {
            block = Math.fma(element(a, i, k), element(b, k, j), block);
          }
          sum += block;
        }
        c[offset + i * b.columns() + j] = sum;
      }
    }
  }

  private static float element(Matrix x, int i, int j) {
    return x.values()[x.offset() + i * x.rowStride() + j * x.columnStride()];
  }

  private static Matrix matrix(int rows, int columns, int seed) {
    return Matrix.of(values(rows * columns + 3, seed), 3, rows, columns);
  }

  private static float[] values(int n, int seed) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Rng.of(seed).normal(i);
    }
    return values;
  }
}

package org.jpsi.core.kernel;

import java.util.Arrays;

/// Scalar implementation of the kernels, without the Vector API; C2 still vectorizes the product's
/// inner loop.
final class ScalarKernels implements Kernels {
  @Override
  public void product(Matrix a, Matrix b, float[] c, int offset, boolean accumulate) {
    Products.check(a, b, c, offset);
    if (!accumulate) {
      Arrays.fill(c, offset, offset + a.rows() * b.columns(), 0);
    }
    addProduct(a, b, c, offset, b.columns());
  }

  @Override
  public void linear(
      Matrix a, PackedMatrix b, float[] bias, int biasOffset, boolean relu, Matrix c) {
    Products.check(a, b.source(), c);
    for (int i = 0; i < c.rows(); i++) {
      int at = c.offset() + i * c.stride();
      Arrays.fill(c.values(), at, at + c.columns(), 0);
    }
    addProduct(a, b.source(), c.values(), c.offset(), c.stride());
    biasOfRows(bias, biasOffset, c, relu);
  }

  void biasOfRows(float[] b, int bOffset, Matrix y, boolean relu) {
    if (y.stride() == y.columns()) {
      bias(b, bOffset, y.values(), y.offset(), y.rows(), y.columns(), relu);
      return;
    }
    for (int i = 0; i < y.rows(); i++) {
      bias(b, bOffset, y.values(), y.offset() + i * y.stride(), 1, y.columns(), relu);
    }
  }

  // C's rows lie `stride` apart. Columns are independent of each other: so many at once that the
  // block of B, which a thread keeps, is small.
  private void addProduct(Matrix a, Matrix b, float[] c, int offset, int stride) {
    Panel panel = Panel.OF_THREAD.get();
    for (int j = 0; j < b.columns(); j += Panel.COLUMNS) {
      int n = Math.min(Panel.COLUMNS, b.columns() - j);
      for (int from = 0; from < a.columns(); from += KC) {
        int length = Math.min(KC, a.columns() - from);
        pack(b, from, length, j, n, panel.rows);
        for (int i = 0; i < a.rows(); i++) {
          Arrays.fill(panel.sums, 0, n, 0);
          row(a, i, from, length, panel.rows, panel.sums, n);
          add(panel.sums, 0, c, offset + i * stride + j, n);
        }
      }
    }
  }

  /// Block of B under way, and the sums of one row of A with it.
  private static final class Panel {
    static final int COLUMNS = 512;
    static final ThreadLocal<Panel> OF_THREAD = ThreadLocal.withInitial(Panel::new);

    final float[][] rows = new float[KC][COLUMNS];
    final float[] sums = new float[COLUMNS];
  }

  @Override
  public PackedMatrix pack(Matrix b) {
    return new PackedMatrix(b);
  }

  @Override
  public void repack(PackedMatrix b) {
    // the scalar product reads B in its own layout
  }

  @Override
  public void product(Matrix a, PackedMatrix b, float[] c, int offset, boolean accumulate) {
    product(a, b.source(), c, offset, accumulate);
  }

  // Every row of B into an array of its own: C2 vectorizes loops without offsets only.
  private static void pack(Matrix b, int from, int length, int j, int n, float[][] packed) {
    for (int k = 0; k < length; k++) {
      int source = b.offset() + (from + k) * b.rowStride() + j * b.columnStride();
      if (b.transposed()) {
        column(b.values(), source, b.columnStride(), packed[k], n);
      } else {
        System.arraycopy(b.values(), source, packed[k], 0, n);
      }
    }
  }

  private static void column(float[] x, int from, int step, float[] to, int n) {
    for (int j = 0, at = from; j < n; j++, at += step) {
      to[j] = x[at];
    }
  }

  private static void row(Matrix a, int i, int from, int length, float[][] b, float[] sums, int n) {
    int step = a.columnStride();
    int at = a.offset() + i * a.rowStride() + from * step;
    float[] v = a.values();
    int k = 0;
    for (; k + 4 <= length; k += 4, at += 4 * step) {
      four(
          v[at],
          v[at + step],
          v[at + 2 * step],
          v[at + 3 * step],
          b[k],
          b[k + 1],
          b[k + 2],
          b[k + 3],
          sums,
          n);
    }
    for (; k < length; k++, at += step) {
      one(v[at], b[k], sums, n);
    }
  }

  // Four steps of the chain at once save loads and stores of the sums; the order stays ascending.
  private static void four(
      float a0,
      float a1,
      float a2,
      float a3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] sums,
      int n) {
    for (int j = 0; j < n; j++) {
      float s = Math.fma(a0, b0[j], sums[j]);
      s = Math.fma(a1, b1[j], s);
      s = Math.fma(a2, b2[j], s);
      sums[j] = Math.fma(a3, b3[j], s);
    }
  }

  private static void one(float a, float[] b, float[] sums, int n) {
    for (int j = 0; j < n; j++) {
      sums[j] = Math.fma(a, b[j], sums[j]);
    }
  }

  @Override
  public void dense(Dense layer, float[] x, float[] y, float[] scratch) {
    ScalarDense.apply(layer, x, y, scratch);
  }

  @Override
  public void bias(
      float[] b, int bOffset, float[] y, int yOffset, int rows, int columns, boolean relu) {
    if (columns == 1) {
      float shift = b[bOffset];
      for (int i = yOffset; i < yOffset + rows; i++) {
        y[i] += shift;
      }
    } else {
      for (int i = 0; i < rows; i++) {
        add(b, bOffset, y, yOffset + i * columns, columns);
      }
    }
    if (relu) {
      relu(y, yOffset, y, yOffset, rows * columns);
    }
  }

  @Override
  public void addColumns(
      float[] x, int offset, int rows, int columns, int stride, float[] into, int intoOffset) {
    float[] sums = new float[columns];
    for (int i = 0; i < rows; i++) {
      add(x, offset + i * stride, sums, 0, columns);
    }
    add(sums, 0, into, intoOffset, columns);
  }

  @Override
  public void dropout(
      int[] low, int[] high, int groups, int threshold, float scale, float[] y, int offset) {
    for (int g = 0; g < groups; g++) {
      for (int j = 0; j < 16; j++) {
        int at = offset + 64 * g + j;
        int first = low[16 * g + j];
        int second = high[16 * g + j];
        y[at] *= (first & 0xffff) >= threshold ? scale : 0;
        y[at + 16] *= first >>> 16 >= threshold ? scale : 0;
        y[at + 32] *= (second & 0xffff) >= threshold ? scale : 0;
        y[at + 48] *= second >>> 16 >= threshold ? scale : 0;
      }
    }
  }

  @Override
  public void reluDropoutBackward(float[] y, float[] g, int from, int to, float scale) {
    for (int i = from; i < to; i++) {
      g[i] = y[i] <= 0 ? 0 : scale * g[i];
    }
  }

  @Override
  public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] += x[xOffset + i];
    }
  }

  @Override
  public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[xOffset + i];
      y[yOffset + i] = v <= 0 ? 0 : v;
    }
  }

  @Override
  public void reluBackward(float[] g, float[] y, float[] dx, int n) {
    for (int i = 0; i < n; i++) {
      dx[i] += y[i] <= 0 ? 0 : g[i];
    }
  }

  @Override
  public void select(
      float[] mask, int maskAt, float[] x, int xAt, float other, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = mask[maskAt + i] != 0 ? x[xAt + i] : other;
    }
  }

  @Override
  public void maximum(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Math.max(x[xOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public void addWhereEqual(
      float[] x, int xAt, float[] y, int yAt, float[] value, float[] into, int at, int n) {
    for (int i = 0; i < n; i++) {
      float a = x[xAt + i];
      float b = y[yAt + i];
      boolean same = a == b || (Float.isNaN(a) && Float.isNaN(b));
      into[at + i] += same ? value[i] : 0;
    }
  }

  @Override
  public boolean finite(float[] x, int offset, int n) {
    int signs = 0;
    for (int i = offset; i < offset + n; i++) {
      signs |= (Float.floatToRawIntBits(x[i]) & 0x7f800000) + 0x00800000;
    }
    return signs >= 0;
  }

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.exp(x[xOffset + i]);
    }
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.log(x[xOffset + i]);
    }
  }

  @Override
  public void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.log1p(x[xOffset + i]);
    }
  }

  @Override
  public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.sigmoid(x[xOffset + i]);
    }
  }

  @Override
  public void silu(float[] y, int offset, int rows, int columns, int stride) {
    for (int at = offset; at < offset + rows * stride; at += stride) {
      for (int i = at; i < at + columns; i++) {
        y[i] = Functions.silu(y[i]);
      }
    }
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.tanh(x[xOffset + i]);
    }
  }

  @Override
  public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.softplus(x[xOffset + i]);
    }
  }

  @Override
  public void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.expm1(x[xOffset + i]);
    }
  }

  @Override
  public void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Normal.cdf(x[xOffset + i]);
    }
  }

  private static final NormalizationKernels NORMALIZATION = new ScalarNormalization();
  private static final PeriodicKernels PERIODIC = new ScalarPeriodic();

  @Override
  public PeriodicKernels periodic(long values) {
    return PERIODIC;
  }

  @Override
  public NormalizationKernels normalization(long values) {
    return NORMALIZATION;
  }

  @Override
  public void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Normal.erf(x[xOffset + i]);
    }
  }

  @Override
  public void sin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Trigonometry.sin(x[xOffset + i]);
    }
  }

  @Override
  public void cos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Trigonometry.cos(x[xOffset + i]);
    }
  }

  @Override
  public String describe() {
    return "scalar";
  }
}

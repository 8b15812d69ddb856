package org.jpsi.core.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector implementation of the kernels, on the Vector API. It and the classes whose names begin
/// with Vector are the only ones that touch that module, and are reached by name from {@link
/// KernelSelection} alone.
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final VectorSpecies<Integer> I = S.withLanes(int.class);
  private static final int LANES = VectorWidth.LANES;
  // Products of fewer multiplications are faster without packing.
  private static final int SMALL = 64;

  private final ScalarKernels scalar = new ScalarKernels();

  VectorKernels() {}

  @Override
  public void product(Matrix a, Matrix b, float[] c, int offset, boolean accumulate) {
    long work = (long) a.rows() * a.columns() * b.columns();
    if (work < SMALL) {
      scalar.product(a, b, c, offset, accumulate);
      return;
    }
    Products.check(a, b, c, offset);
    if (VectorSmallProduct.fits(a, b)) {
      VectorSmallProduct.product(a, b, c, offset, accumulate);
      return;
    }
    VectorProduct.ofThread().product(a, b, c, offset, b.columns(), accumulate);
  }

  @Override
  public PackedMatrix pack(Matrix b) {
    PackedMatrix packed = new PackedMatrix(b);
    repack(packed);
    return packed;
  }

  @Override
  public void repack(PackedMatrix b) {
    VectorProduct.pack(b.source(), b.panels(VectorProduct.size(b.source())));
  }

  @Override
  public void product(Matrix a, PackedMatrix b, float[] c, int offset, boolean accumulate) {
    if (b.panels().length == 0) {
      product(a, b.source(), c, offset, accumulate);
      return;
    }
    Products.check(a, b.source(), c, offset);
    VectorProduct.ofThread().product(a, b, c, offset, b.source().columns(), accumulate);
  }

  @Override
  public void linear(
      Matrix a, PackedMatrix b, float[] bias, int biasOffset, boolean relu, Matrix c) {
    Matrix right = b.source();
    if (b.panels().length == 0 || a.transposed()) {
      scalar.linear(a, b, bias, biasOffset, relu, c);
      return;
    }
    Products.check(a, right, c);
    if (right.columns() == 1) {
      VectorProduct.ofThread().product(a, b, c.values(), c.offset(), c.stride(), false);
      scalar.biasOfRows(bias, biasOffset, c, relu);
    } else {
      VectorProduct.ofThread().linear(a, b, bias, biasOffset, relu, c);
    }
  }

  @Override
  public boolean finite(float[] x, int offset, int n) {
    int whole = n - n % LANES;
    // the exponent of NaN and infinities, all ones, overflows into the sign
    IntVector signs = IntVector.zero(I);
    for (int i = 0; i < whole; i += LANES) {
      IntVector bits = fromArray(S, x, offset + i).reinterpretAsInts();
      signs = signs.or(bits.and(0x7f800000).add(0x00800000));
    }
    return !signs.compare(VectorOperators.LT, 0).anyTrue()
        && scalar.finite(x, offset + whole, n - whole);
  }

  @Override
  public void bias(
      float[] b, int bOffset, float[] y, int yOffset, int rows, int columns, boolean relu) {
    int whole = columns - columns % LANES;
    if (whole == 0) {
      scalar.bias(b, bOffset, y, yOffset, rows, columns, relu);
      return;
    }
    // a loop over rows for each: C2 makes objects of vectors where both are in one
    if (relu) {
      biasReluOfRows(b, bOffset, y, yOffset, rows, columns);
    } else {
      for (int i = 0; i < rows; i++) {
        add(b, bOffset, y, yOffset + i * columns, columns);
      }
    }
  }

  private static void biasReluOfRows(
      float[] b, int bOffset, float[] y, int yOffset, int rows, int columns) {
    int whole = columns - columns % LANES;
    for (int i = 0; i < rows; i++) {
      int at = yOffset + i * columns;
      biasRelu(b, bOffset, y, at, whole);
      for (int j = whole; j < columns; j++) {
        float v = y[at + j] + b[bOffset + j];
        y[at + j] = v <= 0 ? 0 : v;
      }
    }
  }

  private static void biasRelu(float[] b, int bOffset, float[] y, int at, int whole) {
    for (int j = 0; j < whole; j += LANES) {
      FloatVector v = fromArray(S, y, at + j).add(fromArray(S, b, bOffset + j));
      v.blend(0f, v.compare(LE, 0f)).intoArray(y, at + j);
    }
  }

  @Override
  public void addColumns(
      float[] x, int offset, int rows, int columns, int stride, float[] into, int intoOffset) {
    int whole = columns - columns % LANES;
    for (int j = 0; j < whole; j += LANES) {
      FloatVector sum = sum(x, offset + j, rows, stride);
      fromArray(S, into, intoOffset + j).add(sum).intoArray(into, intoOffset + j);
    }
    for (int j = whole; j < columns; j++) {
      float sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += x[offset + i * stride + j];
      }
      into[intoOffset + j] += sum;
    }
  }

  private static FloatVector sum(float[] x, int at, int rows, int stride) {
    FloatVector sum = FloatVector.zero(S);
    for (int i = 0; i < rows; i++) {
      sum = sum.add(fromArray(S, x, at + i * stride));
    }
    return sum;
  }

  @Override
  public void dropout(
      int[] low, int[] high, int groups, int threshold, float scale, float[] y, int offset) {
    for (int i = 0; i < 16 * groups; i += LANES) {
      int at = offset + i / 16 * 64 + i % 16;
      IntVector first = IntVector.fromArray(I, low, i);
      IntVector second = IntVector.fromArray(I, high, i);
      keep(first.and(0xffff), threshold, scale, y, at);
      keep(first.lanewise(LSHR, 16), threshold, scale, y, at + 16);
      keep(second.and(0xffff), threshold, scale, y, at + 32);
      keep(second.lanewise(LSHR, 16), threshold, scale, y, at + 48);
    }
  }

  private static void keep(IntVector bits, int threshold, float scale, float[] y, int at) {
    VectorMask<Float> kept = bits.compare(GE, threshold).cast(S);
    fromArray(S, y, at).mul(FloatVector.zero(S).blend(scale, kept)).intoArray(y, at);
  }

  @Override
  public void reluDropoutBackward(float[] y, float[] g, int from, int to, float scale) {
    int end = to - (to - from) % LANES;
    for (int i = from; i < end; i += LANES) {
      fromArray(S, g, i).mul(scale).blend(0f, fromArray(S, y, i).compare(LE, 0f)).intoArray(g, i);
    }
    scalar.reluDropoutBackward(y, g, end, to, scale);
  }

  @Override
  public void dense(Dense layer, float[] x, float[] y, float[] scratch) {
    VectorDense.apply(layer, x, y);
  }

  @Override
  public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      fromArray(S, y, yOffset + i).add(fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
    }
    scalar.add(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = fromArray(S, x, xOffset + i);
      v.blend(0f, v.compare(LE, 0f)).intoArray(y, yOffset + i);
    }
    scalar.relu(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void reluBackward(float[] g, float[] y, float[] dx, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector passed = fromArray(S, g, i).blend(0f, fromArray(S, y, i).compare(LE, 0f));
      fromArray(S, dx, i).add(passed).intoArray(dx, i);
    }
    for (int i = whole; i < n; i++) {
      dx[i] += y[i] <= 0 ? 0 : g[i];
    }
  }

  @Override
  public void select(
      float[] mask, int maskAt, float[] x, int xAt, float other, float[] y, int yAt, int n) {
    VectorMasked.select(mask, maskAt, x, xAt, other, y, yAt, n);
  }

  @Override
  public void maximum(float[] x, int xOffset, float[] y, int yOffset, int n) {
    VectorMasked.maximum(x, xOffset, y, yOffset, n);
  }

  @Override
  public void addWhereEqual(
      float[] x, int xAt, float[] y, int yAt, float[] value, float[] into, int at, int n) {
    VectorMasked.addWhereEqual(x, xAt, y, yAt, value, into, at, n);
  }

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.exp(fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
    }
    scalar.exp(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.expm1(fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
    }
    scalar.expm1(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    if (VectorWidth.MASKS_OF_DOUBLE) {
      VectorNormal.cdf(x, xOffset, y, yOffset, n);
    } else {
      scalar.normalCdf(x, xOffset, y, yOffset, n);
    }
  }

  @Override
  public void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    if (VectorWidth.MASKS_OF_DOUBLE) {
      VectorNormal.erf(x, xOffset, y, yOffset, n);
    } else {
      scalar.erf(x, xOffset, y, yOffset, n);
    }
  }

  @Override
  public void sin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    if (VectorWidth.MASKS_OF_DOUBLE) {
      VectorTrigonometry.sin(x, xOffset, y, yOffset, n);
    } else {
      scalar.sin(x, xOffset, y, yOffset, n);
    }
  }

  @Override
  public void cos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    if (VectorWidth.MASKS_OF_DOUBLE) {
      VectorTrigonometry.cos(x, xOffset, y, yOffset, n);
    } else {
      scalar.cos(x, xOffset, y, yOffset, n);
    }
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.log(fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
    }
    scalar.log(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.sigmoid(fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
    }
    scalar.sigmoid(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void silu(float[] y, int offset, int rows, int columns, int stride) {
    int whole = columns - columns % LANES;
    for (int i = 0; i < rows; i++) {
      VectorSilu.apply(y, offset + i * stride, whole);
    }
    if (whole < columns) {
      scalar.silu(y, offset + whole, rows, columns - whole, stride);
    }
  }

  @Override
  public void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    VectorPasses.log1p(x, xOffset, y, yOffset, whole);
    scalar.log1p(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    VectorPasses.tanh(x, xOffset, y, yOffset, whole);
    scalar.tanh(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    VectorPasses.softplus(x, xOffset, y, yOffset, whole);
    scalar.softplus(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void tune() {
    VectorProduct.choose();
  }

  private static final NormalizationKernels NORMALIZATION = new VectorNormalization();
  private static final PeriodicKernels PERIODIC = new VectorPeriodic();

  @Override
  public PeriodicKernels periodic(long values) {
    return PERIODIC;
  }

  @Override
  public NormalizationKernels normalization(long values) {
    return NORMALIZATION;
  }

  @Override
  public String describe() {
    return "vectors of " + 32 * LANES + " bits";
  }
}

package org.jpsi.core.kernel;

import static jdk.incubator.vector.VectorOperators.LE;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on the Vector API. It and the classes whose names begin with Vector are the only
/// ones that touch that module, and are reached by name from {@link Width} alone.
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;
  // Products of fewer multiplications are faster without packing.
  private static final int SMALL = 2048;

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
    if (!accumulate) {
      Arrays.fill(c, offset, offset + a.rows() * b.columns(), 0);
    }
    VectorProduct.ofThread().add(a, b, c, offset);
  }

  @Override
  public void dense(Dense layer, float[] x, float[] y, float[] scratch) {
    VectorDense.apply(layer, x, y);
  }

  @Override
  public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      load(y, yOffset + i).add(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    scalar.add(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = load(x, xOffset + i);
      v.blend(0f, v.compare(LE, 0f)).intoArray(y, yOffset + i);
    }
    scalar.relu(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void reluBackward(float[] g, float[] y, float[] dx, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector passed = load(g, i).blend(0f, load(y, i).compare(LE, 0f));
      load(dx, i).add(passed).intoArray(dx, i);
    }
    for (int i = whole; i < n; i++) {
      dx[i] += y[i] <= 0 ? 0 : g[i];
    }
  }

  // The functions run in passes, each one loop of its own: what was computed so far stands in
  // between.

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.exp(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    scalar.exp(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.log(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    scalar.log(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.sigmoid(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    scalar.sigmoid(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    float[] z = new float[whole];
    addOne(x, xOffset, z, whole);
    log(z, 0, z, 0, whole);
    log1pFrom(x, xOffset, z, y, yOffset, whole);
    scalar.log1p(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    float[] z = new float[whole];
    expOfTwice(x, xOffset, z, whole);
    tanhFrom(x, xOffset, z, y, yOffset, whole);
    scalar.tanh(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  @Override
  public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    float[] z = new float[whole];
    expOfMinus(x, xOffset, z, whole);
    log1p(z, 0, z, 0, whole);
    softplusFrom(x, xOffset, z, y, yOffset, whole);
    scalar.softplus(x, xOffset + whole, y, yOffset + whole, n - whole);
  }

  private static void addOne(float[] x, int offset, float[] z, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = load(x, offset + i);
      v.add(1f).intoArray(z, i);
    }
  }

  private static void expOfTwice(float[] x, int offset, float[] z, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = load(x, offset + i);
      VectorFunctions.exp(v.abs().add(v.abs())).intoArray(z, i);
    }
  }

  private static void expOfMinus(float[] x, int offset, float[] z, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = load(x, offset + i);
      VectorFunctions.exp(v.abs().neg()).intoArray(z, i);
    }
  }

  private static void log1pFrom(float[] x, int xOffset, float[] z, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LANES) {
      VectorFunctions.log1p(load(x, xOffset + i), load(z, i)).intoArray(y, yOffset + i);
    }
  }

  private static void tanhFrom(float[] x, int xOffset, float[] z, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LANES) {
      VectorFunctions.tanh(load(x, xOffset + i), load(z, i)).intoArray(y, yOffset + i);
    }
  }

  private static void softplusFrom(
      float[] x, int xOffset, float[] z, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LANES) {
      VectorFunctions.softplus(load(x, xOffset + i), load(z, i)).intoArray(y, yOffset + i);
    }
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(S, x, at);
  }

  @Override
  public String describe() {
    return "vectors of " + 32 * LANES + " bits";
  }
}

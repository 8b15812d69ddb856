package org.jpsi.core.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Kernels of masked reductions on the Vector API.
final class VectorMasked {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;

  private static final ScalarKernels SCALAR = new ScalarKernels();

  private VectorMasked() {}

  static void select(
      float[] mask, int maskAt, float[] x, int xAt, float other, float[] y, int yAt, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      VectorMask<Float> out = fromArray(S, mask, maskAt + i).compare(EQ, 0f);
      fromArray(S, x, xAt + i).blend(other, out).intoArray(y, yAt + i);
    }
    SCALAR.select(mask, maskAt + whole, x, xAt + whole, other, y, yAt + whole, n - whole);
  }

  static void maximum(float[] x, int xAt, float[] y, int yAt, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      fromArray(S, x, xAt + i).max(fromArray(S, y, yAt + i)).intoArray(y, yAt + i);
    }
    SCALAR.maximum(x, xAt + whole, y, yAt + whole, n - whole);
  }

  static void addWhereEqual(
      float[] x, int xAt, float[] y, int yAt, float[] value, float[] into, int at, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector a = fromArray(S, x, xAt + i);
      FloatVector b = fromArray(S, y, yAt + i);
      VectorMask<Float> same = a.compare(EQ, b).or(a.compare(NE, a).and(b.compare(NE, b)));
      FloatVector added = FloatVector.zero(S).blend(fromArray(S, value, i), same);
      fromArray(S, into, at + i).add(added).intoArray(into, at + i);
    }
    for (int i = whole; i < n; i++) {
      float a = x[xAt + i];
      float b = y[yAt + i];
      boolean same = a == b || (Float.isNaN(a) && Float.isNaN(b));
      into[at + i] += same ? value[i] : 0;
    }
  }
}

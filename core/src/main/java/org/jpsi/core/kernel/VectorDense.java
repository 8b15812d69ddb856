package org.jpsi.core.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LE;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Dense layer of one event on the Vector API, the twin of {@link ScalarDense}: panels of 8, 4 or 1
/// vectors of outputs, each with the inputs as its outer index, so that sums stay in registers and
/// weights are read straight through.
///
/// Eight chains of multiply-adds keep two units busy that take four cycles each; a chain alone
/// waits, so a rest of 2 to 4 or 5 to 7 vectors is filled up with zeros.
///
/// Behind a loop there are no calls with vectors but the Vector API's own: C2 inlines no method
/// there that it has compiled by itself before, and makes an object of every vector passed to it.
final class VectorDense {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;
  private static final int FOUR = 4 * LANES;
  private static final int EIGHT = 8 * LANES;

  private VectorDense() {}

  static void apply(Dense layer, float[] x, float[] y) {
    float[] w = layer.panels;
    if (w == null) {
      w = pack(layer);
      layer.panels = w;
    }
    int in = layer.inputs();
    int out = layer.outputs();
    int n = (out + LANES - 1) / LANES * LANES;
    Arrays.fill(y, 0, Dense.paddedWidth(out), 0f);
    for (int from = 0; from < in; from += Kernels.KC) {
      int to = Math.min(in, from + Kernels.KC);
      int at = 0;
      for (int j = 0; j < out; j += width(out - j)) {
        int width = width(out - j);
        if (width == EIGHT) {
          eight(w, at, x, from, to, y, j);
        } else if (width == FOUR) {
          four(w, at, x, from, to, y, j);
        } else {
          one(w, at, x, from, to, y, j);
        }
        at += width * in;
      }
    }
    if (layer.activation() == Dense.Activation.RELU) {
      biasRelu(layer.bias, y, n);
    } else {
      bias(layer.bias, y, n);
      // Few values, and one method less that C2 might inline too deep: it would make objects of
      // vectors then.
      ScalarDense.activate(layer.activation(), y, out);
    }
  }

  // The panel for so many outputs left.
  private static int width(int left) {
    return left > FOUR ? EIGHT : left > LANES ? FOUR : LANES;
  }

  /// Input k and output `j + r` of the panel from j lie at `j * in + k * width + r`.
  static float[] pack(Dense layer) {
    int in = layer.inputs();
    int out = layer.outputs();
    int size = 0;
    for (int j = 0; j < out; j += width(out - j)) {
      size = j + width(out - j);
    }
    float[] panels = new float[Math.multiplyExact(size, in)];
    for (int j = 0; j < out; j += width(out - j)) {
      int width = width(out - j);
      for (int k = 0; k < in; k++) {
        int length = Math.min(width, out - j);
        System.arraycopy(layer.rows[k], j, panels, j * in + k * width, length);
      }
    }
    return panels;
  }

  private static void eight(float[] w, int at, float[] x, int from, int to, float[] y, int j) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    FloatVector s4 = FloatVector.zero(S);
    FloatVector s5 = FloatVector.zero(S);
    FloatVector s6 = FloatVector.zero(S);
    FloatVector s7 = FloatVector.zero(S);
    for (int k = from; k < to; k++) {
      FloatVector v = FloatVector.broadcast(S, x[k]);
      int p = at + k * EIGHT;
      s0 = v.fma(fromArray(S, w, p), s0);
      s1 = v.fma(fromArray(S, w, p + LANES), s1);
      s2 = v.fma(fromArray(S, w, p + 2 * LANES), s2);
      s3 = v.fma(fromArray(S, w, p + 3 * LANES), s3);
      s4 = v.fma(fromArray(S, w, p + 4 * LANES), s4);
      s5 = v.fma(fromArray(S, w, p + 5 * LANES), s5);
      s6 = v.fma(fromArray(S, w, p + 6 * LANES), s6);
      s7 = v.fma(fromArray(S, w, p + 7 * LANES), s7);
    }
    fromArray(S, y, j).add(s0).intoArray(y, j);
    fromArray(S, y, j + LANES).add(s1).intoArray(y, j + LANES);
    fromArray(S, y, j + 2 * LANES).add(s2).intoArray(y, j + 2 * LANES);
    fromArray(S, y, j + 3 * LANES).add(s3).intoArray(y, j + 3 * LANES);
    fromArray(S, y, j + 4 * LANES).add(s4).intoArray(y, j + 4 * LANES);
    fromArray(S, y, j + 5 * LANES).add(s5).intoArray(y, j + 5 * LANES);
    fromArray(S, y, j + 6 * LANES).add(s6).intoArray(y, j + 6 * LANES);
    fromArray(S, y, j + 7 * LANES).add(s7).intoArray(y, j + 7 * LANES);
  }

  private static void four(float[] w, int at, float[] x, int from, int to, float[] y, int j) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    for (int k = from; k < to; k++) {
      FloatVector v = FloatVector.broadcast(S, x[k]);
      int p = at + k * FOUR;
      s0 = v.fma(fromArray(S, w, p), s0);
      s1 = v.fma(fromArray(S, w, p + LANES), s1);
      s2 = v.fma(fromArray(S, w, p + 2 * LANES), s2);
      s3 = v.fma(fromArray(S, w, p + 3 * LANES), s3);
    }
    fromArray(S, y, j).add(s0).intoArray(y, j);
    fromArray(S, y, j + LANES).add(s1).intoArray(y, j + LANES);
    fromArray(S, y, j + 2 * LANES).add(s2).intoArray(y, j + 2 * LANES);
    fromArray(S, y, j + 3 * LANES).add(s3).intoArray(y, j + 3 * LANES);
  }

  private static void one(float[] w, int at, float[] x, int from, int to, float[] y, int j) {
    FloatVector s = FloatVector.zero(S);
    for (int k = from; k < to; k++) {
      s = FloatVector.broadcast(S, x[k]).fma(fromArray(S, w, at + k * LANES), s);
    }
    fromArray(S, y, j).add(s).intoArray(y, j);
  }

  private static void bias(float[] b, float[] y, int n) {
    for (int j = 0; j < n; j += LANES) {
      fromArray(S, y, j).add(fromArray(S, b, j)).intoArray(y, j);
    }
  }

  private static void biasRelu(float[] b, float[] y, int n) {
    for (int j = 0; j < n; j += LANES) {
      FloatVector v = fromArray(S, y, j).add(fromArray(S, b, j));
      v.blend(0f, v.compare(LE, 0f)).intoArray(y, j);
    }
  }
}

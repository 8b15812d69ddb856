package org.jpsi.core.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.jpsi.core.kernel.Normal.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Standard normal cumulative distribution function on the Vector API: {@link Normal}, with the
/// same operations in the same order, on half as many numbers at once.
final class VectorNormal {
  static final VectorSpecies<Double> WIDE =
      VectorSpecies.of(double.class, VectorWidth.SPECIES.vectorShape());
  static final VectorSpecies<Float> NARROW =
      VectorSpecies.of(
          float.class, VectorShape.forBitSize(VectorWidth.SPECIES.vectorBitSize() / 2));
  static final int LANES = WIDE.length();

  private VectorNormal() {}

  // One method that calls the Vector API alone, with the steps of exp and shape below: in a larger
  // one, behind some 18,000 nodes, C2 would inline no helpers and make objects of their vectors.
  static void cdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector in = FloatVector.fromArray(NARROW, x, xOffset + i);
      DoubleVector v = (DoubleVector) in.convertShape(F2D, WIDE, 0);
      DoubleVector a = v.abs();
      a = a.blend(FAR, a.compare(GT, FAR));
      DoubleVector square = a.mul(a).mul(-0.5);
      DoubleVector shifted = square.fma(broadcast(WIDE, LOG2_E), broadcast(WIDE, ROUND));
      DoubleVector nearest = shifted.sub(ROUND);
      DoubleVector r = nearest.fma(broadcast(WIDE, -LN2), square);
      DoubleVector p = broadcast(WIDE, E0).fma(r, broadcast(WIDE, E1));
      p = p.fma(r, broadcast(WIDE, E2));
      p = p.fma(r, broadcast(WIDE, E3));
      p = p.fma(r, broadcast(WIDE, E4));
      p = p.fma(r, broadcast(WIDE, E5));
      p = p.fma(r, broadcast(WIDE, E6));
      LongVector power = shifted.reinterpretAsLongs().sub(Double.doubleToRawLongBits(ROUND));
      DoubleVector e = p.mul(power.add(1023).lanewise(LSHL, 52).reinterpretAsDoubles());
      DoubleVector t = broadcast(WIDE, 1).div(a.add(4));
      DoubleVector q = t.fma(broadcast(WIDE, -8), broadcast(WIDE, 1));
      p = broadcast(WIDE, F0).fma(q, broadcast(WIDE, F1));
      p = p.fma(q, broadcast(WIDE, F2));
      p = p.fma(q, broadcast(WIDE, F3));
      p = p.fma(q, broadcast(WIDE, F4));
      p = p.fma(q, broadcast(WIDE, F5));
      p = p.fma(q, broadcast(WIDE, F6));
      p = p.fma(q, broadcast(WIDE, F7));
      p = p.fma(q, broadcast(WIDE, F8));
      DoubleVector tail = e.mul(p.fma(q, broadcast(WIDE, F9)).mul(t));
      DoubleVector c = broadcast(WIDE, 1).sub(tail).blend(tail, v.compare(LT, 0));
      ((FloatVector) c.convertShape(D2F, NARROW, 0)).intoArray(y, yOffset + i);
    }
    for (int i = whole; i < n; i++) {
      y[yOffset + i] = Normal.cdf(x[xOffset + i]);
    }
  }

  // The error function in passes, each through an interface, as in {@link VectorPasses}.
  private interface Pass {
    void run(float[] x, int xOffset, double[] z, float[] y, int yOffset, int n);
  }

  private static final Pass[] ERF = {
    (x, xOffset, z, y, yOffset, n) -> exponentials(x, xOffset, z, n),
    (x, xOffset, z, y, yOffset, n) -> tails(x, xOffset, z, n),
    (x, xOffset, z, y, yOffset, n) -> erfFrom(x, xOffset, z, y, yOffset, n)
  };
  private static final int CHUNK = 512;
  private static final ThreadLocal<double[]> BETWEEN =
      ThreadLocal.withInitial(() -> new double[CHUNK]);

  static void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    double[] z = BETWEEN.get();
    for (int from = 0; from < whole; from += CHUNK) {
      int length = Math.min(CHUNK, whole - from);
      for (Pass pass : ERF) {
        pass.run(x, xOffset + from, z, y, yOffset + from, length);
      }
    }
    for (int i = whole; i < n; i++) {
      y[yOffset + i] = Normal.erf(x[xOffset + i]);
    }
  }

  private static void exponentials(float[] x, int offset, double[] z, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector a = scaled(load(x, offset + i));
      exp(a.mul(a).mul(-0.5)).intoArray(z, i);
    }
  }

  private static void tails(float[] x, int offset, double[] z, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector t = broadcast(WIDE, 1).div(scaled(load(x, offset + i)).add(4));
      DoubleVector.fromArray(WIDE, z, i).mul(shape(t)).intoArray(z, i);
    }
  }

  private static void erfFrom(float[] x, int xOffset, double[] z, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = load(x, xOffset + i);
      DoubleVector far = broadcast(WIDE, 1).sub(DoubleVector.fromArray(WIDE, z, i).mul(2));
      DoubleVector e = far.blend(far.neg(), v.compare(LT, 0));
      e = e.blend(nearZero(v, v.mul(v)), v.abs().compare(LT, NEAR));
      ((FloatVector) e.convertShape(D2F, NARROW, 0)).intoArray(y, yOffset + i);
    }
  }

  private static DoubleVector scaled(DoubleVector x) {
    DoubleVector a = x.abs().mul(ROOT_2);
    return a.blend(FAR, a.compare(GT, FAR));
  }

  private static DoubleVector load(float[] x, int at) {
    return (DoubleVector) FloatVector.fromArray(NARROW, x, at).convertShape(F2D, WIDE, 0);
  }

  private static DoubleVector nearZero(DoubleVector x, DoubleVector z) {
    DoubleVector p = broadcast(WIDE, T7).fma(z, broadcast(WIDE, T6));
    p = p.fma(z, broadcast(WIDE, T5));
    p = p.fma(z, broadcast(WIDE, T4));
    p = p.fma(z, broadcast(WIDE, T3));
    p = p.fma(z, broadcast(WIDE, T2));
    p = p.fma(z, broadcast(WIDE, T1));
    return x.mul(p.fma(z, broadcast(WIDE, T0)));
  }

  private static DoubleVector exp(DoubleVector x) {
    DoubleVector shifted = x.fma(broadcast(WIDE, LOG2_E), broadcast(WIDE, ROUND));
    DoubleVector n = shifted.sub(ROUND);
    DoubleVector r = n.fma(broadcast(WIDE, -LN2), x);
    DoubleVector p = broadcast(WIDE, E0).fma(r, broadcast(WIDE, E1));
    p = p.fma(r, broadcast(WIDE, E2));
    p = p.fma(r, broadcast(WIDE, E3));
    p = p.fma(r, broadcast(WIDE, E4));
    p = p.fma(r, broadcast(WIDE, E5));
    p = p.fma(r, broadcast(WIDE, E6));
    LongVector power = shifted.reinterpretAsLongs().sub(Double.doubleToRawLongBits(ROUND));
    return p.mul(power.add(1023).lanewise(LSHL, 52).reinterpretAsDoubles());
  }

  private static DoubleVector shape(DoubleVector t) {
    DoubleVector q = t.fma(broadcast(WIDE, -8), broadcast(WIDE, 1));
    DoubleVector p = broadcast(WIDE, F0).fma(q, broadcast(WIDE, F1));
    p = p.fma(q, broadcast(WIDE, F2));
    p = p.fma(q, broadcast(WIDE, F3));
    p = p.fma(q, broadcast(WIDE, F4));
    p = p.fma(q, broadcast(WIDE, F5));
    p = p.fma(q, broadcast(WIDE, F6));
    p = p.fma(q, broadcast(WIDE, F7));
    p = p.fma(q, broadcast(WIDE, F8));
    return p.fma(q, broadcast(WIDE, F9)).mul(t);
  }
}

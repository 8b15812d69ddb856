package org.jpsi.core.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static org.jpsi.core.kernel.Trigonometry.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Sine and cosine on the Vector API: {@link Trigonometry}, with the same operations in the same
/// order, on half as many numbers at once. Numbers beyond its range are done one by one afterwards.
final class VectorTrigonometry {
  private static final VectorSpecies<Double> WIDE = VectorNormal.WIDE;
  private static final VectorSpecies<Float> NARROW = VectorNormal.NARROW;
  private static final int LANES = VectorNormal.LANES;

  private VectorTrigonometry() {}

  static void sin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    of(x, xOffset, y, yOffset, whole, 0);
    for (int i = whole; i < n; i++) {
      y[yOffset + i] = Trigonometry.sin(x[xOffset + i]);
    }
  }

  static void cos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int whole = n - n % LANES;
    of(x, xOffset, y, yOffset, whole, 1);
    for (int i = whole; i < n; i++) {
      y[yOffset + i] = Trigonometry.cos(x[xOffset + i]);
    }
  }

  /// The sine of `x + quarters pi/2`; `n` is a multiple of {@link #LANES}; `x` and `y` may be the
  /// same range.
  private static void of(float[] x, int xOffset, float[] y, int yOffset, int n, int quarters) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(NARROW, x, xOffset + i);
      if (v.abs().compare(GT, (float) FAR).anyTrue()) {
        oneByOne(x, xOffset + i, y, yOffset + i, quarters);
      } else {
        DoubleVector s = of((DoubleVector) v.convertShape(F2D, WIDE, 0), quarters);
        ((FloatVector) s.convertShape(D2F, NARROW, 0)).intoArray(y, yOffset + i);
      }
    }
  }

  private static void oneByOne(float[] x, int xOffset, float[] y, int yOffset, int quarters) {
    for (int i = 0; i < LANES; i++) {
      float v = x[xOffset + i];
      y[yOffset + i] = quarters == 0 ? Trigonometry.sin(v) : Trigonometry.cos(v);
    }
  }

  private static DoubleVector of(DoubleVector x, int quarters) {
    DoubleVector shifted = x.fma(broadcast(WIDE, TWO_OVER_PI), broadcast(WIDE, ROUND));
    DoubleVector n = shifted.sub(ROUND);
    DoubleVector r = n.fma(broadcast(WIDE, -HALF_PI_LOW), n.fma(broadcast(WIDE, -HALF_PI_HIGH), x));
    DoubleVector z = r.mul(r);
    LongVector quadrant = shifted.reinterpretAsLongs().add(quarters);
    DoubleVector y = sine(r, z).blend(cosine(z), quadrant.and(1).compare(EQ, 1).cast(WIDE));
    return y.blend(y.neg(), quadrant.and(2).compare(EQ, 2).cast(WIDE));
  }

  private static DoubleVector sine(DoubleVector r, DoubleVector z) {
    DoubleVector s = broadcast(WIDE, S4).fma(z, broadcast(WIDE, S3));
    s = s.fma(z, broadcast(WIDE, S2));
    s = s.fma(z, broadcast(WIDE, S1));
    return r.mul(s.fma(z, broadcast(WIDE, 1)));
  }

  private static DoubleVector cosine(DoubleVector z) {
    DoubleVector c = broadcast(WIDE, C3).fma(z, broadcast(WIDE, C2));
    c = c.fma(z, broadcast(WIDE, C1));
    c = c.fma(z, broadcast(WIDE, C0));
    return c.fma(z, broadcast(WIDE, 1));
  }
}

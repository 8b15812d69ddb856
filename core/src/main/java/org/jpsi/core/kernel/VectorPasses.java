package org.jpsi.core.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Functions that are too long for one loop: passes over some hundred values at a time, with
/// intermediate results in between.
///
/// A pass is called through an interface, and one call is of at least three passes: so C2 compiles
/// each alone. Where it inlines two of them into one method, it stops inlining in the second,
/// behind some 18,000 nodes, and makes an object of each vector there.
final class VectorPasses {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;
  private static final int CHUNK = 512;
  private static final ThreadLocal<float[][]> BETWEEN =
      ThreadLocal.withInitial(() -> new float[2][CHUNK]);

  /// A loop over `n` values, a multiple of the lanes, of `x`, `y` and the intermediate results `z`
  /// and `u`, which begin at 0.
  private interface Pass {
    void run(float[] x, int xOffset, float[] z, float[] u, float[] y, int yOffset, int n);
  }

  private static final Pass[] LOG1P = {
    (x, xOffset, z, u, y, yOffset, n) -> addOne(x, xOffset, u, n),
    (x, xOffset, z, u, y, yOffset, n) -> log(u, n),
    (x, xOffset, z, u, y, yOffset, n) -> log1p(x, xOffset, u, y, yOffset, n)
  };
  private static final Pass[] TANH = {
    (x, xOffset, z, u, y, yOffset, n) -> absoluteTwice(x, xOffset, z, n),
    (x, xOffset, z, u, y, yOffset, n) -> exp(z, n),
    (x, xOffset, z, u, y, yOffset, n) -> tanh(x, xOffset, z, y, yOffset, n)
  };
  private static final Pass[] SOFTPLUS = {
    (x, xOffset, z, u, y, yOffset, n) -> minusAbsolute(x, xOffset, z, n),
    (x, xOffset, z, u, y, yOffset, n) -> exp(z, n),
    (x, xOffset, z, u, y, yOffset, n) -> addOne(z, 0, u, n),
    (x, xOffset, z, u, y, yOffset, n) -> log(u, n),
    (x, xOffset, z, u, y, yOffset, n) -> log1p(z, 0, u, z, 0, n),
    (x, xOffset, z, u, y, yOffset, n) -> softplus(x, xOffset, z, y, yOffset, n)
  };

  private VectorPasses() {}

  // Of all three, `n` is a multiple of the lanes; `x` and `y` may be the same range.

  static void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
    run(LOG1P, x, xOffset, y, yOffset, n);
  }

  static void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    run(TANH, x, xOffset, y, yOffset, n);
  }

  static void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
    run(SOFTPLUS, x, xOffset, y, yOffset, n);
  }

  private static void run(Pass[] passes, float[] x, int xOffset, float[] y, int yOffset, int n) {
    float[] z = BETWEEN.get()[0];
    float[] u = BETWEEN.get()[1];
    for (int from = 0; from < n; from += CHUNK) {
      int length = Math.min(CHUNK, n - from);
      for (Pass pass : passes) {
        pass.run(x, xOffset + from, z, u, y, yOffset + from, length);
      }
    }
  }

  private static void addOne(float[] x, int offset, float[] z, int n) {
    for (int i = 0; i < n; i += LANES) {
      fromArray(S, x, offset + i).add(1f).intoArray(z, i);
    }
  }

  private static void absoluteTwice(float[] x, int offset, float[] z, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = fromArray(S, x, offset + i).abs();
      v.add(v).intoArray(z, i);
    }
  }

  private static void minusAbsolute(float[] x, int offset, float[] z, int n) {
    for (int i = 0; i < n; i += LANES) {
      fromArray(S, x, offset + i).abs().neg().intoArray(z, i);
    }
  }

  private static void exp(float[] z, int n) {
    for (int i = 0; i < n; i += LANES) {
      VectorFunctions.exp(fromArray(S, z, i)).intoArray(z, i);
    }
  }

  private static void log(float[] z, int n) {
    for (int i = 0; i < n; i += LANES) {
      VectorFunctions.log(fromArray(S, z, i)).intoArray(z, i);
    }
  }

  private static void log1p(float[] x, int xOffset, float[] z, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LANES) {
      VectorFunctions.log1p(fromArray(S, x, xOffset + i), fromArray(S, z, i))
          .intoArray(y, yOffset + i);
    }
  }

  private static void tanh(float[] x, int xOffset, float[] z, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LANES) {
      VectorFunctions.tanh(fromArray(S, x, xOffset + i), fromArray(S, z, i))
          .intoArray(y, yOffset + i);
    }
  }

  private static void softplus(float[] x, int xOffset, float[] z, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LANES) {
      VectorFunctions.softplus(fromArray(S, x, xOffset + i), fromArray(S, z, i))
          .intoArray(y, yOffset + i);
    }
  }
}

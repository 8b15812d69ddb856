package org.jpsi.core.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.jpsi.core.kernel.ScalarPeriodic.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Encoding of tables on the Vector API: {@link ScalarPeriodic}, with the same operations in the
/// same order for each number. A block of columns is one vector of 16 lanes, or several; loops run
/// over frequencies, for some events after each other.
final class VectorPeriodic implements PeriodicKernels {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;
  private static final int BLOCK = PeriodicEmbedding.BLOCK;

  @Override
  public void forward(PeriodicEmbedding weights, float[] w, int n, float[] y, float[] waves) {
    int size = weights.frequencies() * BLOCK;
    int width = weights.width();
    int blocks = weights.blocks();
    for (int b = 0; b < blocks; b++) {
      for (int from = 0; from < n; from += TILE) {
        int events = Math.min(TILE, n - from);
        for (int i = 0; i < events; i++) {
          angles(weights, b, w, (from + i) * weights.stride() + b * BLOCK, waves, i * size);
        }
        cos(waves, events * size);
        for (int i = 0; i < events; i++) {
          for (int k = 0; k < width; k++) {
            int row = b * width + k;
            int to = (((from + i) * blocks + b) * width + k) * BLOCK;
            sums(weights, row, waves, i * size, y, to);
          }
        }
      }
    }
  }

  // Those of one event and block: fma(w, frequency, phase).
  private static void angles(
      PeriodicEmbedding weights, int block, float[] w, int at, float[] z, int to) {
    float[] frequency = weights.frequency;
    float[] phase = weights.phase;
    int size = weights.frequencies() * BLOCK;
    int from = block * size;
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      FloatVector angle = load(w, at + lane);
      for (int i = lane; i < size; i += BLOCK) {
        angle.fma(load(frequency, from + i), load(phase, from + i)).intoArray(z, to + i);
      }
    }
  }

  // A number of one event and block: bias + sum of weight times wave.
  private static void sums(
      PeriodicEmbedding weights, int row, float[] waves, int at, float[] y, int to) {
    float[] weight = weights.weight;
    int size = weights.frequencies() * BLOCK;
    int from = row * size;
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      FloatVector sum = load(weights.bias, row * BLOCK + lane);
      for (int i = lane; i < size; i += BLOCK) {
        sum = load(weight, from + i).fma(load(waves, at + i), sum);
      }
      sum.intoArray(y, to + lane);
    }
  }

  private static void cos(float[] z, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = load(z, i);
      if (v.abs().compare(GT, FAR).anyTrue()) {
        far(z, i, 1);
      } else {
        FloatVector shifted = v.fma(all(TWO_OVER_PI), all(ROUND));
        FloatVector q = shifted.sub(ROUND);
        FloatVector r = q.fma(all(-HALF_PI_LOW), q.fma(all(-HALF_PI_HIGH), v));
        FloatVector u = r.mul(r);
        IntVector quadrant = shifted.reinterpretAsInts().add(1);
        turned(sine(r, u), cosine(u), quadrant).intoArray(z, i);
      }
    }
  }

  // The sine or cosine that belongs to a quadrant.
  private static FloatVector turned(FloatVector sine, FloatVector cosine, IntVector quadrant) {
    VectorMask<Float> odd = quadrant.and(1).compare(EQ, 1).cast(S);
    IntVector sign = quadrant.and(2).lanewise(LSHL, 30);
    IntVector bits = sine.blend(cosine, odd).reinterpretAsInts();
    return bits.lanewise(XOR, sign).reinterpretAsFloats();
  }

  private static FloatVector sine(FloatVector r, FloatVector u) {
    FloatVector s = all(S3).fma(u, all(S2));
    s = s.fma(u, all(S1));
    return s.mul(u).fma(r, r);
  }

  private static FloatVector cosine(FloatVector u) {
    FloatVector c = all(C3).fma(u, all(C2));
    c = c.fma(u, all(C1));
    return c.fma(u.mul(u), u.fma(all(-0.5f), all(1f)));
  }

  // Those of one vector, one by one.
  private static void far(float[] z, int at, int quarters) {
    for (int i = at; i < at + LANES; i++) {
      z[i] = quarters == 0 ? ScalarPeriodic.sin(z[i]) : ScalarPeriodic.cos(z[i]);
    }
  }

  @Override
  public void backward(
      PeriodicEmbedding weights,
      float[] w,
      float[] g,
      int n,
      PeriodicEmbedding gradient,
      float[] waves,
      float[] slopes,
      float[] adjoints) {
    int size = weights.frequencies() * BLOCK;
    int width = weights.width();
    int blocks = weights.blocks();
    for (int b = 0; b < blocks; b++) {
      for (int from = 0; from < n; from += TILE) {
        int events = Math.min(TILE, n - from);
        for (int i = 0; i < events; i++) {
          angles(weights, b, w, (from + i) * weights.stride() + b * BLOCK, slopes, i * size);
        }
        wavesAndSlopes(slopes, waves, events * size);
        for (int i = 0; i < events; i++) {
          int event = from + i;
          int at = i * size;
          for (int k = 0; k < width; k++) {
            int row = b * width + k;
            int gAt = ((event * blocks + b) * width + k) * BLOCK;
            linear(weights, row, g, gAt, waves, at, gradient, adjoints, k == 0);
          }
          turn(size, b, w, event * weights.stride() + b * BLOCK, slopes, at, adjoints, gradient);
        }
      }
    }
  }

  // Angles become cosines in `c` and their derivatives, negative sines, in place.
  private static void wavesAndSlopes(float[] z, float[] c, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = load(z, i);
      if (v.abs().compare(GT, FAR).anyTrue()) {
        v.intoArray(c, i);
        far(c, i, 1);
        far(z, i, 0);
        load(z, i).neg().intoArray(z, i);
      } else {
        FloatVector shifted = v.fma(all(TWO_OVER_PI), all(ROUND));
        FloatVector q = shifted.sub(ROUND);
        FloatVector r = q.fma(all(-HALF_PI_LOW), q.fma(all(-HALF_PI_HIGH), v));
        FloatVector u = r.mul(r);
        FloatVector sine = sine(r, u);
        FloatVector cosine = cosine(u);
        IntVector quadrant = shifted.reinterpretAsInts();
        turned(sine, cosine, quadrant.add(1)).intoArray(c, i);
        turned(sine, cosine, quadrant).neg().intoArray(z, i);
      }
    }
  }

  // The gradient by the weights of a number of one event and block, and by the waves.
  private static void linear(
      PeriodicEmbedding weights,
      int row,
      float[] g,
      int gAt,
      float[] waves,
      int at,
      PeriodicEmbedding gradient,
      float[] adjoints,
      boolean first) {
    float[] weight = weights.weight;
    float[] into = gradient.weight;
    int size = weights.frequencies() * BLOCK;
    int from = row * size;
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      FloatVector gk = load(g, gAt + lane);
      int bias = row * BLOCK + lane;
      load(gradient.bias, bias).add(gk).intoArray(gradient.bias, bias);
      for (int i = lane; i < size; i += BLOCK) {
        FloatVector before = first ? FloatVector.zero(S) : load(adjoints, i);
        load(weight, from + i).fma(gk, before).intoArray(adjoints, i);
        load(waves, at + i).fma(gk, load(into, from + i)).intoArray(into, from + i);
      }
    }
  }

  // The gradient by phases and frequencies.
  private static void turn(
      int size,
      int block,
      float[] w,
      int wAt,
      float[] slopes,
      int at,
      float[] adjoints,
      PeriodicEmbedding gradient) {
    float[] phase = gradient.phase;
    float[] frequency = gradient.frequency;
    int from = block * size;
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      FloatVector angle = load(w, wAt + lane);
      for (int i = lane; i < size; i += BLOCK) {
        FloatVector dz = load(slopes, at + i).mul(load(adjoints, i));
        load(phase, from + i).add(dz).intoArray(phase, from + i);
        dz.fma(angle, load(frequency, from + i)).intoArray(frequency, from + i);
      }
    }
  }

  @Override
  public void multiply(
      float[] x, int xAt, float[] factor, int factorAt, float[] y, int yAt, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      load(factor, factorAt + i).mul(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    for (int i = whole; i < n; i++) {
      y[yAt + i] = factor[factorAt + i] * x[xAt + i];
    }
  }

  @Override
  public void addProducts(float[] x, int xAt, float[] g, int gAt, float[] sum, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      load(x, xAt + i).fma(load(g, gAt + i), load(sum, i)).intoArray(sum, i);
    }
    for (int i = whole; i < n; i++) {
      sum[i] = Math.fma(x[xAt + i], g[gAt + i], sum[i]);
    }
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(S, x, at);
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(S, value);
  }
}

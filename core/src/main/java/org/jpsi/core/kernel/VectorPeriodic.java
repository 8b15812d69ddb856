package org.jpsi.core.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.jpsi.core.kernel.ScalarPeriodic.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Encoding of tables on the Vector API: {@link ScalarPeriodic}, with the same operations in the
/// same order for each number. A block of columns is one vector of 16 lanes, or several. Forward
/// keeps the sums of an event in registers, backward those of a frequency.
final class VectorPeriodic implements PeriodicKernels {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;
  private static final int BLOCK = PeriodicEmbedding.BLOCK;
  private static final int GROUP_SIZE = PeriodicEmbedding.GROUP_SIZE;

  @Override
  public void forward(PeriodicEmbedding weights, float[] x, int xAt, int n, float[] y, int yAt) {
    for (int b = 0; b < weights.blocks(); b++) {
      for (int q = 0; q < weights.groups(); q++) {
        int group = b * weights.groups() + q;
        for (int lane = 0; lane < BLOCK; lane += LANES) {
          for (int i = 0; i < n; i++) {
            int at = xAt + (b * CHUNK + i) * BLOCK + lane;
            int to = yAt + (group * CHUNK + i) * GROUP_SIZE + lane;
            sums(weights, b, group, lane, x, at, y, to);
          }
        }
      }
    }
  }

  // A group's numbers of one event and block.
  private static void sums(
      PeriodicEmbedding weights, int b, int group, int lane, float[] x, int at, float[] y, int to) {
    float[] frequency = weights.frequency;
    float[] phase = weights.phase;
    float[] weight = weights.weight;
    int n = weights.frequencies();
    int w = b * n * BLOCK + lane;
    int v = group * n * GROUP_SIZE + lane;
    int bias = group * GROUP_SIZE + lane;
    FloatVector value = fromArray(S, x, at);
    FloatVector s0 = fromArray(S, weights.bias, bias);
    FloatVector s1 = fromArray(S, weights.bias, bias + BLOCK);
    FloatVector s2 = fromArray(S, weights.bias, bias + 2 * BLOCK);
    FloatVector s3 = fromArray(S, weights.bias, bias + 3 * BLOCK);
    for (int j = 0; j < n; j++) {
      FloatVector f = fromArray(S, frequency, w + BLOCK * j);
      FloatVector c = cosine(rest(value.fma(f, fromArray(S, phase, w + BLOCK * j))));
      s0 = fromArray(S, weight, v + GROUP_SIZE * j).fma(c, s0);
      s1 = fromArray(S, weight, v + GROUP_SIZE * j + BLOCK).fma(c, s1);
      s2 = fromArray(S, weight, v + GROUP_SIZE * j + 2 * BLOCK).fma(c, s2);
      s3 = fromArray(S, weight, v + GROUP_SIZE * j + 3 * BLOCK).fma(c, s3);
    }
    s0.intoArray(y, to);
    s1.intoArray(y, to + BLOCK);
    s2.intoArray(y, to + 2 * BLOCK);
    s3.intoArray(y, to + 3 * BLOCK);
  }

  // An angle in turns without whole ones.
  private static FloatVector rest(FloatVector turns) {
    return turns.sub(turns.add(ROUND).sub(ROUND));
  }

  private static FloatVector cosine(FloatVector r) {
    FloatVector s = r.mul(r);
    FloatVector c = broadcast(S, C6).fma(s, broadcast(S, C5));
    c = c.fma(s, broadcast(S, C4));
    c = c.fma(s, broadcast(S, C3));
    c = c.fma(s, broadcast(S, C2));
    c = c.fma(s, broadcast(S, C1));
    return c.fma(s, broadcast(S, C0));
  }

  private static FloatVector sine(FloatVector r) {
    FloatVector s = r.mul(r);
    FloatVector y = broadcast(S, S6).fma(s, broadcast(S, S5));
    y = y.fma(s, broadcast(S, S4));
    y = y.fma(s, broadcast(S, S3));
    y = y.fma(s, broadcast(S, S2));
    y = y.fma(s, broadcast(S, S1));
    return y.fma(s, broadcast(S, S0)).mul(r);
  }

  @Override
  public void backward(
      PeriodicEmbedding weights, float[] x, int xAt, float[] g, int n, PeriodicEmbedding gradient) {
    int frequencies = weights.frequencies();
    for (int b = 0; b < weights.blocks(); b++) {
      int at = xAt + b * CHUNK * BLOCK;
      for (int q = 0; q < weights.groups(); q++) {
        int group = b * weights.groups() + q;
        int gAt = group * CHUNK * GROUP_SIZE;
        for (int lane = 0; lane < BLOCK; lane += LANES) {
          for (int j = 0; j < frequencies; j++) {
            int wave = (b * frequencies + j) * BLOCK + lane;
            int weight = (group * frequencies + j) * GROUP_SIZE + lane;
            int bias = j == 0 ? group * GROUP_SIZE + lane : -1;
            for (Pass pass : PASSES) {
              pass.run(weights, wave, weight, bias, x, at + lane, g, gAt + lane, n, gradient);
            }
          }
        }
      }
    }
  }

  /// Loop over `n` events for one frequency and the four weights of its cosine, of each column; and
  /// for the biases, where their place is not negative.
  ///
  /// For the processor it would be one loop. It is three, called through an interface so that C2
  /// compiles each alone: in one it stops inlining, behind some 18,000 nodes, and makes an object
  /// of each vector there.
  private interface Pass {
    void run(
        PeriodicEmbedding weights,
        int wave,
        int weight,
        int bias,
        float[] x,
        int at,
        float[] g,
        int gAt,
        int n,
        PeriodicEmbedding gradient);
  }

  private static final Pass[] PASSES = {
    (weights, wave, weight, bias, x, at, g, gAt, n, gradient) ->
        biases(g, gAt, bias < 0 ? 0 : n, gradient.bias, Math.max(0, bias)),
    (weights, wave, weight, bias, x, at, g, gAt, n, gradient) ->
        ofWeights(weights, wave, weight, x, at, g, gAt, n, gradient.weight),
    (weights, wave, weight, bias, x, at, g, gAt, n, gradient) ->
        ofWaves(weights, wave, weight, x, at, g, gAt, n, gradient)
  };

  // Of the four numbers of a group.
  private static void biases(float[] g, int gAt, int n, float[] bias, int at) {
    for (int k = 0; k < GROUP_SIZE; k += BLOCK) {
      FloatVector sum = fromArray(S, bias, at + k);
      for (int i = 0; i < n; i++) {
        sum = sum.add(fromArray(S, g, gAt + k + GROUP_SIZE * i));
      }
      sum.intoArray(bias, at + k);
    }
  }

  // The gradient by the weights.
  private static void ofWeights(
      PeriodicEmbedding weights,
      int wave,
      int weight,
      float[] x,
      int at,
      float[] g,
      int gAt,
      int n,
      float[] into) {
    FloatVector f = fromArray(S, weights.frequency, wave);
    FloatVector p = fromArray(S, weights.phase, wave);
    FloatVector d0 = fromArray(S, into, weight);
    FloatVector d1 = fromArray(S, into, weight + BLOCK);
    FloatVector d2 = fromArray(S, into, weight + 2 * BLOCK);
    FloatVector d3 = fromArray(S, into, weight + 3 * BLOCK);
    for (int i = 0; i < n; i++) {
      FloatVector c = cosine(rest(fromArray(S, x, at + BLOCK * i).fma(f, p)));
      d0 = c.fma(fromArray(S, g, gAt + GROUP_SIZE * i), d0);
      d1 = c.fma(fromArray(S, g, gAt + GROUP_SIZE * i + BLOCK), d1);
      d2 = c.fma(fromArray(S, g, gAt + GROUP_SIZE * i + 2 * BLOCK), d2);
      d3 = c.fma(fromArray(S, g, gAt + GROUP_SIZE * i + 3 * BLOCK), d3);
    }
    d0.intoArray(into, weight);
    d1.intoArray(into, weight + BLOCK);
    d2.intoArray(into, weight + 2 * BLOCK);
    d3.intoArray(into, weight + 3 * BLOCK);
  }

  // The gradients by one frequency and phase of each column.
  private static void ofWaves(
      PeriodicEmbedding weights,
      int wave,
      int weight,
      float[] x,
      int at,
      float[] g,
      int gAt,
      int n,
      PeriodicEmbedding gradient) {
    FloatVector f = fromArray(S, weights.frequency, wave);
    FloatVector p = fromArray(S, weights.phase, wave);
    FloatVector w0 = fromArray(S, weights.weight, weight);
    FloatVector w1 = fromArray(S, weights.weight, weight + BLOCK);
    FloatVector w2 = fromArray(S, weights.weight, weight + 2 * BLOCK);
    FloatVector w3 = fromArray(S, weights.weight, weight + 3 * BLOCK);
    FloatVector df = fromArray(S, gradient.frequency, wave);
    FloatVector dp = fromArray(S, gradient.phase, wave);
    for (int i = 0; i < n; i++) {
      FloatVector value = fromArray(S, x, at + BLOCK * i);
      FloatVector adjoint = w0.fma(fromArray(S, g, gAt + GROUP_SIZE * i), broadcast(S, 0f));
      adjoint = w1.fma(fromArray(S, g, gAt + GROUP_SIZE * i + BLOCK), adjoint);
      adjoint = w2.fma(fromArray(S, g, gAt + GROUP_SIZE * i + 2 * BLOCK), adjoint);
      adjoint = w3.fma(fromArray(S, g, gAt + GROUP_SIZE * i + 3 * BLOCK), adjoint);
      FloatVector dz = sine(rest(value.fma(f, p))).mul(adjoint);
      dp = dp.sub(dz);
      df = dz.neg().fma(value, df);
    }
    df.intoArray(gradient.frequency, wave);
    dp.intoArray(gradient.phase, wave);
  }

  @Override
  public void toRows(TabularPieces pieces, float[] x, int n, float[] y, int yAt, int stride) {
    int[] at = pieces.at();
    int[] step = pieces.step();
    int[] output = pieces.output();
    for (int i = 0; i < n; i++) {
      int row = yAt + i * stride;
      for (int p = 0; p < at.length; p++) {
        int from = at[p] + i * step[p];
        int to = row + output[p];
        for (int lane = 0; lane < BLOCK; lane += LANES) {
          fromArray(S, x, from + lane).intoArray(y, to + lane);
        }
      }
    }
  }

  @Override
  public void fromRows(
      TabularPieces pieces, float[] g, int gAt, int stride, float[] scale, int n, float[] x) {
    for (int i = 0; i < n; i++) {
      int row = gAt + i * stride;
      for (int p = 0; p < pieces.count(); p++) {
        if (row + pieces.output()[p] + BLOCK <= g.length) {
          ofWholePiece(pieces, p, g, row, scale, i, x);
        } else {
          ofPiece(pieces, p, g, row, scale, i, x);
        }
      }
    }
  }

  private static void ofWholePiece(
      TabularPieces pieces, int p, float[] g, int row, float[] scale, int i, float[] x) {
    int output = pieces.output()[p];
    int to = pieces.at()[p] + i * pieces.step()[p];
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      FloatVector factor = fromArray(S, scale, output + lane);
      factor.mul(fromArray(S, g, row + output + lane)).intoArray(x, to + lane);
    }
  }

  @Override
  public void addProducts(float[] x, int xAt, float[] g, int gAt, float[] sum, int n) {
    int i = 0;
    int room = Math.min(Math.min(x.length - xAt, g.length - gAt), sum.length) - LANES;
    for (; i < n && i <= room; i += LANES) {
      fromArray(S, x, xAt + i)
          .fma(fromArray(S, g, gAt + i), fromArray(S, sum, i))
          .intoArray(sum, i);
    }
    for (; i < n; i++) {
      sum[i] = Math.fma(x[xAt + i], g[gAt + i], sum[i]);
    }
  }
}

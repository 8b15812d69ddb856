package org.jpsi.core.optim;

import java.util.Map;
import java.util.TreeMap;
import org.jpsi.core.errors.SettingCheck;

/// The RMSprop optimizer (Hinton's lecture 6e, in PyTorch's form; centered as in Graves,
/// arXiv:1308.0850): `v = s v + (1 - s) g^2; p -= learningRate g / (sqrt(v) + epsilon)`. Centered,
/// `v` is reduced by the square of the mean gradient, `m = s m + (1 - s) g`; with momentum, the
/// quotient is accumulated in a velocity `u = momentum u + g / ...` and `p -= learningRate u`.
///
/// @param learningRate greater than 0
/// @param smoothing `s`, in [0, 1); PyTorch's `alpha`
/// @param momentum in [0, 1)
/// @param centered divides by the standard deviation of gradients instead of their root mean square
/// @param epsilon in (0, 1)
public record RmsProp(
    double learningRate, double smoothing, double momentum, boolean centered, double epsilon)
    implements Optimizer {
  public static final double LEARNING_RATE = 0.01;
  public static final double SMOOTHING = 0.99;
  public static final double EPSILON = 1e-8;

  public RmsProp {
    SettingCheck.learningRate("rmsprop", learningRate);
    SettingCheck.require(
        smoothing >= 0 && smoothing < 1, "rmsprop", "smoothing", "in [0, 1)", smoothing);
    SettingCheck.require(
        momentum >= 0 && momentum < 1, "rmsprop", "momentum", "in [0, 1)", momentum);
    SettingCheck.require(epsilon > 0 && epsilon < 1, "rmsprop", "epsilon", "in (0, 1)", epsilon);
  }

  public RmsProp(double learningRate) {
    this(learningRate, SMOOTHING, 0, false, EPSILON);
  }

  public RmsProp() {
    this(LEARNING_RATE);
  }

  public static RmsProp of() {
    return new RmsProp();
  }

  public static RmsProp of(double learningRate) {
    return new RmsProp(learningRate);
  }

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public State start(int parameters) {
    float[] squares = new float[parameters];
    float[] mean = new float[centered ? parameters : 0];
    float[] velocity = new float[momentum > 0 ? parameters : 0];
    float keep = (float) smoothing;
    float rest = (float) (1 - smoothing);
    OptimizerBuffers.Update update =
        (p, g, scale, rate, decay, from, to) -> {
          if (!centered && momentum == 0) {
            move(p, g, scale, squares, keep, rest, (float) rate, from, to);
            return;
          }
          average(g, scale, squares, keep, rest, from, to);
          if (centered) {
            center(g, scale, mean, rest, from, to);
          }
          if (momentum > 0) {
            updateVelocity(g, scale, squares, velocity, (float) momentum, from, to, mean);
            OptimizerBuffers.descend(p, velocity, (float) rate, from, to);
          } else {
            moveCentered(p, g, scale, squares, mean, (float) rate, from, to);
          }
        };
    Map<String, float[]> arrays = new TreeMap<>(Map.of("squares", squares));
    if (centered) {
      arrays.put("mean", mean);
    }
    if (momentum > 0) {
      arrays.put("velocity", velocity);
    }
    return new OptimizerBuffers(parameters, learningRate, arrays, number -> update);
  }

  private static void average(
      float[] g, float scale, float[] v, float keep, float rest, int from, int to) {
    for (int i = from; i < to; i++) {
      float gradient = scale * g[i];
      v[i] = keep * v[i] + rest * gradient * gradient;
    }
  }

  private static void center(float[] g, float scale, float[] m, float rest, int from, int to) {
    for (int i = from; i < to; i++) {
      m[i] += rest * (scale * g[i] - m[i]);
    }
  }

  private void updateVelocity(
      float[] g, float scale, float[] v, float[] u, float factor, int from, int to, float[] m) {
    float e = (float) epsilon;
    if (centered) {
      for (int i = from; i < to; i++) {
        float variance = Math.max(0f, v[i] - m[i] * m[i]);
        u[i] = factor * u[i] + scale * g[i] / ((float) Math.sqrt(variance) + e);
      }
    } else {
      for (int i = from; i < to; i++) {
        u[i] = factor * u[i] + scale * g[i] / ((float) Math.sqrt(v[i]) + e);
      }
    }
  }

  private void move(
      float[] p,
      float[] g,
      float scale,
      float[] v,
      float keep,
      float rest,
      float rate,
      int from,
      int to) {
    float e = (float) epsilon;
    for (int i = from; i < to; i++) {
      float gradient = scale * g[i];
      float square = keep * v[i] + rest * gradient * gradient;
      v[i] = square;
      p[i] -= rate * (gradient / ((float) Math.sqrt(square) + e));
    }
  }

  // Rounding can make the variance of gradients that never change a little less than 0.
  private void moveCentered(
      float[] p, float[] g, float scale, float[] v, float[] m, float rate, int from, int to) {
    float e = (float) epsilon;
    for (int i = from; i < to; i++) {
      float variance = Math.max(0f, v[i] - m[i] * m[i]);
      p[i] -= rate * (scale * g[i] / ((float) Math.sqrt(variance) + e));
    }
  }
}

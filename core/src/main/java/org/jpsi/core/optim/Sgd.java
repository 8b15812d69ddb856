package org.jpsi.core.optim;

import java.util.Map;
import org.jpsi.core.errors.SettingCheck;

/// The SGD optimizer, stochastic gradient descent with momentum: `v = momentum v + g; p -=
/// learningRate v`, or, with Nesterov momentum, `p -= learningRate (g + momentum v)` (Sutskever et
/// al., ICML 2013, in PyTorch's form). What PyTorch calls its weight decay is a {@link Penalty}
/// here.
///
/// @param learningRate greater than 0
/// @param momentum in [0, 1)
/// @param nesterov uses Nesterov's momentum; needs momentum
public record Sgd(double learningRate, double momentum, boolean nesterov) implements Optimizer {
  public static final double LEARNING_RATE = 0.01;
  public static final double MOMENTUM = 0.9;

  public Sgd {
    SettingCheck.rate("sgd", learningRate);
    SettingCheck.that(momentum >= 0 && momentum < 1, "sgd", "momentum", "in [0, 1)", momentum);
    SettingCheck.that(
        !nesterov || momentum > 0, "sgd", "momentum", "greater than 0 for nesterov", momentum);
  }

  /// With momentum {@link #MOMENTUM}.
  public Sgd(double learningRate) {
    this(learningRate, MOMENTUM, false);
  }

  public Sgd() {
    this(LEARNING_RATE);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public State start(int parameters) {
    float[] velocity = new float[momentum > 0 ? parameters : 0];
    float heavy = (float) momentum;
    OptimizerBuffers.Update update =
        (p, g, scale, rate, decay, from, to) -> {
          if (momentum == 0) {
            plain(p, g, scale, (float) rate, from, to);
          } else if (nesterov) {
            ahead(p, g, scale, velocity, (float) rate, heavy, from, to);
          } else {
            heavy(p, g, scale, velocity, (float) rate, heavy, from, to);
          }
        };
    return new OptimizerBuffers(
        parameters, momentum > 0 ? Map.of("velocity", velocity) : Map.of(), number -> update);
  }

  private static void plain(float[] p, float[] g, float scale, float rate, int from, int to) {
    for (int i = from; i < to; i++) {
      p[i] -= rate * (scale * g[i]);
    }
  }

  private static void heavy(
      float[] p, float[] g, float scale, float[] v, float rate, float momentum, int from, int to) {
    for (int i = from; i < to; i++) {
      float next = momentum * v[i] + scale * g[i];
      v[i] = next;
      p[i] -= rate * next;
    }
  }

  private static void ahead(
      float[] p, float[] g, float scale, float[] v, float rate, float momentum, int from, int to) {
    for (int i = from; i < to; i++) {
      float slope = scale * g[i];
      float next = momentum * v[i] + slope;
      v[i] = next;
      p[i] -= rate * (slope + momentum * next);
    }
  }
}

package org.jpsi.core.optim;

import java.util.Map;

/// Stochastic gradient descent with momentum: `g' = g + weightDecay p; v = momentum v + g'; p -=
/// learningRate v`, or, with `nesterov`, `p -= learningRate (g' + momentum v)` (Sutskever et al.,
/// ICML 2013, in PyTorch's form).
///
/// @param learningRate greater than 0
/// @param momentum in [0, 1)
/// @param nesterov looks ahead; needs momentum
/// @param weightDecay at least 0, applied to all parameters
public record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
    implements Optimizer {
  public static final double LEARNING_RATE = 0.01;
  public static final double MOMENTUM = 0.9;

  public Sgd {
    Check.that(
        learningRate > 0 && learningRate < 1e6,
        "sgd",
        "learningRate",
        "greater than 0",
        learningRate);
    Check.that(momentum >= 0 && momentum < 1, "sgd", "momentum", "in [0, 1)", momentum);
    Check.that(
        !nesterov || momentum > 0, "sgd", "momentum", "greater than 0 for nesterov", momentum);
    Check.that(
        weightDecay >= 0 && weightDecay < 1e6, "sgd", "weightDecay", "of 0 or more", weightDecay);
  }

  /// With momentum {@link #MOMENTUM}.
  public Sgd(double learningRate) {
    this(learningRate, MOMENTUM, false, 0);
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
    Memory.Rule rule =
        (p, g, rate, number) -> {
          if (momentum == 0) {
            plain(p, g, (float) rate, (float) weightDecay);
          } else if (nesterov) {
            ahead(p, g, velocity, (float) rate, (float) momentum, (float) weightDecay);
          } else {
            heavy(p, g, velocity, (float) rate, (float) momentum, (float) weightDecay);
          }
        };
    return new Memory(parameters, momentum > 0 ? Map.of("velocity", velocity) : Map.of(), rule);
  }

  private static void plain(float[] p, float[] g, float rate, float decay) {
    for (int i = 0; i < p.length; i++) {
      p[i] -= rate * Math.fma(decay, p[i], g[i]);
    }
  }

  private static void heavy(
      float[] p, float[] g, float[] v, float rate, float momentum, float decay) {
    for (int i = 0; i < p.length; i++) {
      float next = momentum * v[i] + Math.fma(decay, p[i], g[i]);
      v[i] = next;
      p[i] -= rate * next;
    }
  }

  private static void ahead(
      float[] p, float[] g, float[] v, float rate, float momentum, float decay) {
    for (int i = 0; i < p.length; i++) {
      float slope = Math.fma(decay, p[i], g[i]);
      float next = momentum * v[i] + slope;
      v[i] = next;
      p[i] -= rate * (slope + momentum * next);
    }
  }
}

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
    SettingCheck.learningRate("sgd", learningRate);
    SettingCheck.require(momentum >= 0 && momentum < 1, "sgd", "momentum", "in [0, 1)", momentum);
    SettingCheck.require(
        !nesterov || momentum > 0, "sgd", "momentum", "greater than 0 for nesterov", momentum);
  }

  /// With momentum {@link #MOMENTUM}.
  public Sgd(double learningRate) {
    this(learningRate, MOMENTUM, false);
  }

  public Sgd() {
    this(LEARNING_RATE);
  }

  public static Sgd of() {
    return new Sgd();
  }

  public static Sgd of(double learningRate) {
    return new Sgd(learningRate);
  }

  public static Sgd of(double learningRate, double momentum) {
    return new Sgd(learningRate, momentum, false);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public State start(int parameters) {
    float[] velocity = new float[momentum > 0 ? parameters : 0];
    float factor = (float) momentum;
    OptimizerBuffers.Update update =
        (p, g, scale, rate, decay, from, to) -> {
          if (momentum == 0) {
            withoutMomentum(p, g, scale, (float) rate, from, to);
          } else if (nesterov) {
            withNesterov(p, g, scale, velocity, (float) rate, factor, from, to);
          } else {
            withMomentum(p, g, scale, velocity, (float) rate, factor, from, to);
          }
        };
    return new OptimizerBuffers(
        parameters,
        learningRate,
        momentum > 0 ? Map.of("velocity", velocity) : Map.of(),
        number -> update);
  }

  private static void withoutMomentum(
      float[] p, float[] g, float scale, float rate, int from, int to) {
    for (int i = from; i < to; i++) {
      p[i] -= rate * (scale * g[i]);
    }
  }

  private static void withMomentum(
      float[] p, float[] g, float scale, float[] v, float rate, float momentum, int from, int to) {
    for (int i = from; i < to; i++) {
      float next = momentum * v[i] + scale * g[i];
      v[i] = next;
      p[i] -= rate * next;
    }
  }

  private static void withNesterov(
      float[] p, float[] g, float scale, float[] v, float rate, float momentum, int from, int to) {
    for (int i = from; i < to; i++) {
      float gradient = scale * g[i];
      float next = momentum * v[i] + gradient;
      v[i] = next;
      p[i] -= rate * (gradient + momentum * next);
    }
  }
}

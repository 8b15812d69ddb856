package org.jpsi.core.optim;

import java.util.Map;
import org.jpsi.core.errors.SettingCheck;

/// The AdaGrad optimizer (Duchi et al., JMLR 12 (2011) 2121): `s += g^2; p -= learningRate g /
/// (sqrt(s) + epsilon)`. Parameters whose gradients were small so far take larger steps.
///
/// @param learningRate greater than 0
/// @param epsilon in (0, 1)
public record AdaGrad(double learningRate, double epsilon) implements Optimizer {
  public static final double LEARNING_RATE = 0.01;
  public static final double EPSILON = 1e-10;

  public AdaGrad {
    SettingCheck.learningRate("adagrad", learningRate);
    SettingCheck.require(epsilon > 0 && epsilon < 1, "adagrad", "epsilon", "in (0, 1)", epsilon);
  }

  public AdaGrad(double learningRate) {
    this(learningRate, EPSILON);
  }

  public AdaGrad() {
    this(LEARNING_RATE);
  }

  public static AdaGrad of() {
    return new AdaGrad();
  }

  public static AdaGrad of(double learningRate) {
    return new AdaGrad(learningRate);
  }

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public State start(int parameters) {
    float[] squares = new float[parameters];
    OptimizerBuffers.Update update =
        (p, g, scale, rate, decay, from, to) ->
            move(p, g, scale, squares, (float) rate, (float) epsilon, from, to);
    return new OptimizerBuffers(
        parameters, learningRate, Map.of("squares", squares), number -> update);
  }

  private static void move(
      float[] p, float[] g, float scale, float[] s, float rate, float epsilon, int from, int to) {
    for (int i = from; i < to; i++) {
      float gradient = scale * g[i];
      float sum = s[i] + gradient * gradient;
      s[i] = sum;
      p[i] -= rate * (gradient / ((float) Math.sqrt(sum) + epsilon));
    }
  }
}

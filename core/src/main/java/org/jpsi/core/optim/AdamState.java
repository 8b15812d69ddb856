package org.jpsi.core.optim;

import java.util.Map;
import java.util.TreeMap;
import org.jpsi.core.errors.SettingCheck;

/// State and update step that {@link Adam} and {@link AdamW} share.
final class AdamState {
  private AdamState() {}

  static void check(String where, double learningRate, double beta1, double beta2, double epsilon) {
    SettingCheck.learningRate(where, learningRate);
    SettingCheck.require(beta1 >= 0 && beta1 < 1, where, "beta1", "in [0, 1)", beta1);
    SettingCheck.require(beta2 >= 0 && beta2 < 1, where, "beta2", "in [0, 1)", beta2);
    SettingCheck.require(epsilon > 0 && epsilon < 1, where, "epsilon", "in (0, 1)", epsilon);
  }

  static Optimizer.State start(
      int parameters,
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean amsgrad) {
    float[] first = new float[parameters];
    float[] second = new float[parameters];
    float[] largest = new float[amsgrad ? parameters : 0];
    AdamSettings settings =
        new AdamSettings(
            (float) (1 - beta1), (float) beta2, (float) (1 - beta2), (float) epsilon, weightDecay);
    OptimizerBuffers.ElementRule rule =
        number -> {
          double bias1 = 1 - StrictMath.pow(beta1, number);
          float root = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, number)));
          return (p, g, scale, rate, decay, from, to) -> {
            AdamStep step =
                new AdamStep(
                    scale,
                    (float) (1 - rate * settings.decay * decay),
                    (float) (rate / bias1),
                    root);
            if (amsgrad) {
              move(p, g, first, second, largest, settings, step, from, to);
            } else {
              move(p, g, first, second, settings, step, from, to);
            }
          };
        };
    Map<String, float[]> arrays = new TreeMap<>(Map.of("first", first, "second", second));
    if (amsgrad) {
      arrays.put("largest", largest);
    }
    return new OptimizerBuffers(parameters, learningRate, arrays, rule);
  }

  /// Constants of all steps: 1 - beta1, beta2, 1 - beta2, ...
  private record AdamSettings(float rest1, float keep2, float rest2, float epsilon, double decay) {}

  /// Factors of one step: of gradients and parameters, the step's length, and 1 over the root of
  /// the second moment's bias.
  private record AdamStep(float scale, float keep, float length, float root) {}

  // One pass over all arrays: half the traffic of one for the moments and one for the parameters.
  private static void move(
      float[] p,
      float[] g,
      float[] m,
      float[] v,
      AdamSettings of,
      AdamStep step,
      int from,
      int to) {
    float rest1 = of.rest1;
    float keep2 = of.keep2;
    float rest2 = of.rest2;
    float epsilon = of.epsilon;
    float scale = step.scale;
    float keep = step.keep;
    float length = step.length;
    float root = step.root;
    for (int i = from; i < to; i++) {
      float gradient = scale * g[i];
      float first = m[i] + rest1 * (gradient - m[i]);
      float second = keep2 * v[i] + rest2 * gradient * gradient;
      m[i] = first;
      v[i] = second;
      p[i] = keep * p[i] - length * (first / ((float) Math.sqrt(second) * root + epsilon));
    }
  }

  private static void move(
      float[] p,
      float[] g,
      float[] m,
      float[] v,
      float[] largest,
      AdamSettings of,
      AdamStep step,
      int from,
      int to) {
    float rest1 = of.rest1;
    float keep2 = of.keep2;
    float rest2 = of.rest2;
    float epsilon = of.epsilon;
    float scale = step.scale;
    float keep = step.keep;
    float length = step.length;
    float root = step.root;
    for (int i = from; i < to; i++) {
      float gradient = scale * g[i];
      float first = m[i] + rest1 * (gradient - m[i]);
      float second = keep2 * v[i] + rest2 * gradient * gradient;
      float top = Math.max(largest[i], second);
      m[i] = first;
      v[i] = second;
      largest[i] = top;
      p[i] = keep * p[i] - length * (first / ((float) Math.sqrt(top) * root + epsilon));
    }
  }
}

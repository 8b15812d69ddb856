package org.jpsi.core.optim;

import java.util.Map;
import java.util.TreeMap;

/// The step that {@link Adam} and {@link AdamW} share.
final class Moments {
  private Moments() {}

  static void check(String where, double learningRate, double beta1, double beta2, double epsilon) {
    Check.rate(where, learningRate);
    Check.that(beta1 >= 0 && beta1 < 1, where, "beta1", "in [0, 1)", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, where, "beta2", "in [0, 1)", beta2);
    Check.that(epsilon > 0 && epsilon < 1, where, "epsilon", "in (0, 1)", epsilon);
  }

  static Optimizer.State start(
      int parameters,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean amsgrad) {
    float[] first = new float[parameters];
    float[] second = new float[parameters];
    float[] largest = new float[amsgrad ? parameters : 0];
    float rest1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float rest2 = (float) (1 - beta2);
    Memory.Rule rule =
        number -> {
          double bias1 = 1 - StrictMath.pow(beta1, number);
          float root = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, number)));
          return (p, g, scale, rate, decay, from, to) -> {
            average(g, scale, first, second, rest1, keep2, rest2, from, to);
            if (amsgrad) {
              raise(largest, second, from, to);
            }
            float[] v = amsgrad ? largest : second;
            float keep = (float) (1 - rate * weightDecay * decay);
            move(p, first, v, keep, (float) (rate / bias1), root, (float) epsilon, from, to);
          };
        };
    Map<String, float[]> arrays = new TreeMap<>(Map.of("first", first, "second", second));
    if (amsgrad) {
      arrays.put("largest", largest);
    }
    return new Memory(parameters, arrays, rule);
  }

  private static void raise(float[] largest, float[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      largest[i] = Math.max(largest[i], v[i]);
    }
  }

  private static void average(
      float[] g,
      float scale,
      float[] m,
      float[] v,
      float rest1,
      float keep2,
      float rest2,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float slope = scale * g[i];
      m[i] += rest1 * (slope - m[i]);
      v[i] = keep2 * v[i] + rest2 * slope * slope;
    }
  }

  private static void move(
      float[] p,
      float[] m,
      float[] v,
      float keep,
      float length,
      float root,
      float epsilon,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      p[i] = keep * p[i] - length * (m[i] / ((float) Math.sqrt(v[i]) * root + epsilon));
    }
  }
}

package org.jpsi.core.optim;

import java.util.Map;

/// The step that {@link Adam} and {@link AdamW} share.
final class Moments {
  private Moments() {}

  static void check(String where, double learningRate, double beta1, double beta2, double epsilon) {
    Check.that(
        learningRate > 0 && learningRate < 1e6,
        where,
        "learningRate",
        "greater than 0",
        learningRate);
    Check.that(beta1 >= 0 && beta1 < 1, where, "beta1", "in [0, 1)", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, where, "beta2", "in [0, 1)", beta2);
    Check.that(epsilon > 0 && epsilon < 1, where, "epsilon", "in (0, 1)", epsilon);
  }

  static Optimizer.State start(
      int parameters, double beta1, double beta2, double epsilon, double decay) {
    float[] first = new float[parameters];
    float[] second = new float[parameters];
    Memory.Rule rule =
        (p, g, rate, number) -> {
          average(g, first, second, (float) (1 - beta1), (float) beta2, (float) (1 - beta2));
          double length = rate / (1 - StrictMath.pow(beta1, number));
          double root = 1 / Math.sqrt(1 - StrictMath.pow(beta2, number));
          move(
              p,
              first,
              second,
              (float) (1 - rate * decay),
              (float) length,
              (float) root,
              (float) epsilon);
        };
    return new Memory(parameters, Map.of("first", first, "second", second), rule);
  }

  private static void average(
      float[] g, float[] m, float[] v, float rest1, float beta2, float rest2) {
    for (int i = 0; i < g.length; i++) {
      m[i] += rest1 * (g[i] - m[i]);
      v[i] = beta2 * v[i] + rest2 * g[i] * g[i];
    }
  }

  private static void move(
      float[] p, float[] m, float[] v, float keep, float length, float root, float epsilon) {
    for (int i = 0; i < p.length; i++) {
      p[i] = keep * p[i] - length * (m[i] / ((float) Math.sqrt(v[i]) * root + epsilon));
    }
  }
}

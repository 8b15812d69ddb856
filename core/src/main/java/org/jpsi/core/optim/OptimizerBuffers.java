package org.jpsi.core.optim;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Optimizer buffers (momentum, moments), and the count of steps.
final class OptimizerBuffers implements Optimizer.State {
  /// Update rule of an optimizer in step number `number`, counted from 1: all that is the same for
  /// every element is computed here, once.
  interface ElementRule {
    Update step(long number);
  }

  /// Update of the elements `from` to `to - 1`, by simple loops over one index, which C2 turns into
  /// vectors.
  interface Update {
    void apply(
        float[] parameters,
        float[] gradients,
        float scale,
        double learningRate,
        double decay,
        int from,
        int to);
  }

  private final Map<String, float[]> arrays;
  private final int parameters;
  private final double learningRate;
  private final ElementRule rule;
  private long steps;
  private Update update =
      (p, g, scale, rate, decay, from, to) -> {
        throw new IllegalStateException("Optimizer.State: update before begin");
      };

  OptimizerBuffers(
      int parameters, double learningRate, Map<String, float[]> arrays, ElementRule rule) {
    this.parameters = parameters;
    this.learningRate = learningRate;
    this.arrays = Collections.unmodifiableMap(new TreeMap<>(arrays));
    this.rule = rule;
  }

  /// `p -= rate v`.
  static void descend(float[] p, float[] v, float rate, int from, int to) {
    for (int i = from; i < to; i++) {
      p[i] -= rate * v[i];
    }
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  public void begin() {
    steps++;
    update = rule.step(steps);
  }

  @Override
  public void update(
      float[] values, float[] gradients, float scale, double learningRate, int from, int to) {
    update(values, gradients, scale, learningRate, 1, from, to);
  }

  @Override
  public void update(
      float[] values,
      float[] gradients,
      float scale,
      double learningRate,
      double decay,
      int from,
      int to) {
    if (values.length != parameters || gradients.length < parameters) {
      throw new IllegalArgumentException(
          values.length
              + " parameters and "
              + gradients.length
              + " gradients instead of "
              + parameters);
    }
    update.apply(values, gradients, scale, learningRate, decay, from, to);
  }

  @Override
  public long step() {
    return steps;
  }

  @Override
  public Map<String, float[]> arrays() {
    return arrays;
  }

  @Override
  public void restore(Map<String, float[]> from, long step) {
    if (!from.keySet().equals(arrays.keySet()) || step < 0) {
      throw new IllegalArgumentException(
          "arrays " + from.keySet() + " instead of " + arrays.keySet());
    }
    arrays.forEach((name, array) -> {
      float[] source = from.getOrDefault(name, new float[0]);
      if (source.length != array.length) {
        throw new IllegalArgumentException(
            name + " of length " + source.length + " instead of " + array.length);
      }
    });
    arrays.forEach((name, array) ->
        System.arraycopy(from.getOrDefault(name, array), 0, array, 0, array.length));
    steps = step;
  }
}

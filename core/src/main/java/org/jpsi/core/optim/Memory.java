package org.jpsi.core.optim;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The arrays that an optimizer keeps, and the count of its steps.
final class Memory implements Optimizer.State {
  /// One step on all parameters: number `number`, counted from 1.
  interface Rule {
    void step(float[] parameters, float[] gradients, double learningRate, long number);
  }

  private final Map<String, float[]> arrays;
  private final int parameters;
  private final Rule rule;
  private long steps;

  Memory(int parameters, Map<String, float[]> arrays, Rule rule) {
    this.parameters = parameters;
    this.arrays = Collections.unmodifiableMap(new TreeMap<>(arrays));
    this.rule = rule;
  }

  @Override
  public void step(float[] values, float[] gradients, double learningRate) {
    if (values.length != parameters || gradients.length != parameters) {
      throw new IllegalArgumentException(
          values.length
              + " parameters and "
              + gradients.length
              + " gradients instead of "
              + parameters);
    }
    steps++;
    rule.step(values, gradients, learningRate, steps);
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
      System.arraycopy(source, 0, array, 0, array.length);
    });
    steps = step;
  }
}

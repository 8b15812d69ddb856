package org.jpsi.core.optim;

import java.util.Map;

/// Optimizer state with parameter groups: segments of the parameters have factors of their own.
record GroupedStep(Optimizer.State state, GroupSegments segments) implements Optimizer.State {
  @Override
  public double learningRate() {
    return state.learningRate();
  }

  @Override
  public void begin() {
    state.begin();
  }

  @Override
  public void update(
      float[] parameters, float[] gradients, float scale, double learningRate, int from, int to) {
    segments.within(
        from,
        to,
        (begin, end, segment) ->
            state.update(
                parameters,
                gradients,
                scale,
                learningRate * segment.rate(),
                segment.regularization(),
                begin,
                end));
  }

  @Override
  public long step() {
    return state.step();
  }

  @Override
  public Map<String, float[]> arrays() {
    return state.arrays();
  }

  @Override
  public void restore(Map<String, float[]> arrays, long step) {
    state.restore(arrays, step);
  }
}

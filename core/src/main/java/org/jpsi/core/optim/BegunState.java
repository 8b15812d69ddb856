package org.jpsi.core.optim;

import java.util.List;
import java.util.Map;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;

/// Optimizer state that knows whose it is: what it keeps of one network's gradients is no use for
/// another's. `Parameters` taken again of the same ones may be stepped.
record BegunState(Optimizer.State state, Parameters begun) implements Optimizer.State {
  @Override
  public void step(Parameters parameters, float[] gradients) {
    demandSame(parameters);
    state.step(parameters, gradients);
  }

  @Override
  public void step(Parameters parameters, float[] gradients, double learningRate) {
    demandSame(parameters);
    state.step(parameters, gradients, learningRate);
  }

  private void demandSame(Parameters parameters) {
    if (parameters == begun) {
      return;
    }
    List<Parameter> expected = begun.list();
    List<Parameter> found = parameters.list();
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      if (i >= expected.size()
          || i >= found.size()
          || expected.get(i).tensor() != found.get(i).tensor()) {
        throw new IllegalArgumentException(
            "step: expected the parameters that this state was begun with, start(parameters),"
                + (" found at " + i + " " + name(found, i) + " instead of its " + name(expected, i))
                + "; start(..) a state for these parameters");
      }
    }
  }

  private static String name(List<Parameter> parameters, int i) {
    return i < parameters.size() ? parameters.get(i).toString() : "(none)";
  }

  @Override
  public void step(float[] parameters, float[] gradients, double learningRate) {
    state.step(parameters, gradients, learningRate);
  }

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
    state.update(parameters, gradients, scale, learningRate, from, to);
  }

  @Override
  public void update(
      float[] parameters,
      float[] gradients,
      float scale,
      double learningRate,
      double decay,
      int from,
      int to) {
    state.update(parameters, gradients, scale, learningRate, decay, from, to);
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

package org.jpsi.core.model;

import java.util.List;

/// Stages one after the other, {@link org.jpsi.core.nn.Sequential}'s form. What lies between two of
/// them is in one of two buffers.
///
/// @param inputs the number of values of an event before the first
record ChainStage(List<InferenceStage> stages, int inputs, int outputs, int widest)
    implements InferenceStage {
  static ChainStage of(List<? extends InferenceStage> stages, int inputs) {
    int outputs = stages.isEmpty() ? inputs : stages.getLast().outputs();
    int widest = stages.stream().mapToInt(InferenceStage::widest).reduce(inputs, Math::max);
    return new ChainStage(List.copyOf(stages), inputs, outputs, widest);
  }

  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    if (stages.isEmpty()) {
      System.arraycopy(x, from, y, to, n * inputs);
      return;
    }
    float[] a = workspace.take(n * widest);
    float[] b = workspace.take(n * widest);
    float[] source = x;
    int at = from;
    int last = stages.size() - 1;
    for (int i = 0; i < last; i++) {
      InferenceStage stage = stages.get(i);
      boolean over = stage.inPlace() && source != x;
      float[] target = over ? source : source == a ? b : a;
      stage.forward(source, at, n, target, 0, workspace);
      source = target;
      at = 0;
    }
    stages.get(last).forward(source, at, n, y, to, workspace);
    workspace.release(2);
  }
}

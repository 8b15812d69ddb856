package org.jpsi.core.model;

import java.util.List;

/// {@link org.jpsi.core.nn.Heads}: the outputs of several chains side by side.
///
/// @param outputs of all heads
record HeadsStage(List<ChainStage> heads, int outputs) implements InferenceStage {
  static HeadsStage of(List<ChainStage> heads) {
    return new HeadsStage(
        List.copyOf(heads), heads.stream().mapToInt(InferenceStage::outputs).sum());
  }

  @Override
  public int widest() {
    return heads.stream().mapToInt(InferenceStage::widest).reduce(outputs, Math::max);
  }

  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    int column = to;
    for (int h = 0; h < heads.size(); h++) {
      ChainStage head = heads.get(h);
      int width = head.outputs();
      float[] values = workspace.take(n * head.widest());
      head.forward(x, from, n, values, 0, workspace);
      for (int i = 0; i < n; i++) {
        System.arraycopy(values, i * width, y, column + i * outputs, width);
      }
      workspace.release(1);
      column += width;
    }
  }
}

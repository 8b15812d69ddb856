package org.jpsi.core.model;

/// Activation function of each value.
///
/// @param outputs the number of values of an event
record ElementwiseStage(int outputs, Function function) implements InferenceStage {
  /// Elementwise function, in place.
  interface Function {
    /// Applies it to `n` values from index 0.
    ///
    /// @param scratch as many that it may use
    void apply(float[] y, float[] scratch, int n);
  }

  @Override
  public boolean inPlace() {
    return true;
  }

  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    int count = n * outputs;
    // loops of arrays that begin at 0 are vectorized
    float[] at0 = to == 0 ? y : workspace.take(count);
    if (x != at0 || from != 0) {
      System.arraycopy(x, from, at0, 0, count);
    }
    function.apply(at0, workspace.take(count), count);
    workspace.release(1);
    if (to != 0) {
      System.arraycopy(at0, 0, y, to, count);
      workspace.release(1);
    }
  }
}

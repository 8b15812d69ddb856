package org.jpsi.core.tensor;

import java.util.List;

/// Operation of one's own, with its gradient (PyTorch's `autograd.Function`): {@link Tensor#apply}
/// computes it as a node of the graph, eagerly and in recorded steps, and {@link GradCheck} checks
/// it.
///
/// ```java
/// record LogCosh() implements CustomOperation {
///   public Shape shape(List<Shape> inputs) {
///     return inputs.getFirst();
///   }
///
///   public void forward(List<Tensor> x, float[] y) {
///     float[] v = x.getFirst().values();
///     for (int i = 0; i < y.length; i++) {
///       y[i] = (float) StrictMath.log(StrictMath.cosh(v[i]));
///     }
///   }
///
///   public void backward(List<Tensor> x, Tensor y, float[] g, List<float[]> dx) {
///     float[] v = x.getFirst().values();
///     for (int i = 0; i < g.length; i++) {
///       dx.getFirst()[i] = g[i] * (float) StrictMath.tanh(v[i]);
///     }
///   }
/// }
/// ```
///
/// Make it a record: its settings are what a recorded step is recognized by, with `equals`. It
/// keeps nothing from call to call, and several threads may run it. All arrays are row-major and
/// begin at index 0; take `values()` out of loops. Every element of what it is given to write is
/// written, not added to: one that is left out, an index beyond an array, or a change of what it is
/// given to read (looked for in the first passes) is an IllegalStateException that says which.
public interface CustomOperation {
  /// The shape of the output, given the inputs'. Where they do not fit: an IllegalArgumentException
  /// that names them.
  Shape shape(List<Shape> inputs);

  /// Computes the output.
  ///
  /// @param x the inputs, not to be changed
  /// @param y the output, as long as its shape has elements
  void forward(List<Tensor> x, float[] y);

  /// Computes the gradients by the inputs.
  ///
  /// @param x the inputs, not to be changed
  /// @param y the output
  /// @param g the gradient by the output, not to be changed
  /// @param dx for each input an array to which its gradient is written: `dx[i] = sum over j of
  ///   g[j] dy[j]/dx[i]`, 0 where none passes
  void backward(List<Tensor> x, Tensor y, float[] g, List<float[]> dx);
}

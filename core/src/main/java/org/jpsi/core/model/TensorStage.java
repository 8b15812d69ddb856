package org.jpsi.core.model;

import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Layer without a form of its own, such as one of a user's: it runs on tensors. The layer itself
/// is kept, with its weights.
///
/// @param inputs shape of one event before it
record TensorStage(Layer layer, Shape inputs, int outputs) implements InferenceStage {
  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    // Layers may keep a view of their input, and the array is used again.
    float[] values = new float[n * inputs.count()];
    System.arraycopy(x, from, values, 0, values.length);
    Tensor output = layer.forward(Tensor.view(values, 0, inputs.prepend(n)), Mode.inference());
    write(layer, output, n, outputs, y, to);
  }

  static void write(Layer layer, Tensor output, int n, int outputs, float[] y, int to) {
    if (output.count() != n * outputs) {
      throw new IllegalArgumentException(
          "layer "
              + layer.spec().type()
              + ": expected "
              + n
              + " events of "
              + outputs
              + " values, as it announced, found "
              + output.shape());
    }
    System.arraycopy(output.values(), output.offset(), y, to, output.count());
  }
}

package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.kernel.Dense;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Matrix;
import org.jpsi.core.kernel.PackedMatrix;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Identity;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Sigmoid;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/// A dense layer and the function behind it, computed without tensors, with the bits they give. The
/// weights are those of the moment when it is made.
final class InferenceLayer {
  private final Matrix weight;
  private final float[] bias;
  private final Dense.Activation then;
  // The weight's transpose, for batches. Which thread's is kept does not matter.
  private volatile @Nullable PackedMatrix packed;

  private InferenceLayer(Matrix weight, float[] bias, Dense.Activation then) {
    this.weight = weight;
    this.bias = bias;
    this.then = then;
  }

  /// The stages of a network that is made of such layers alone (and of what does nothing in use);
  /// empty where it has others.
  static Optional<List<InferenceLayer>> of(Sequential network) {
    List<InferenceLayer> stages = new ArrayList<>();
    return add(network, stages) && !stages.isEmpty()
        ? Optional.of(List.copyOf(stages))
        : Optional.empty();
  }

  private static boolean add(Sequential network, List<InferenceLayer> stages) {
    for (Layer layer : network.layers()) {
      boolean known =
          switch (layer) {
            case Sequential inner -> add(inner, stages);
            case Dropout _ -> true;
            case Identity _ -> true;
            case Linear linear -> stages.add(first(linear));
            case Relu _ -> then(stages, Dense.Activation.RELU);
            case Sigmoid _ -> then(stages, Dense.Activation.SIGMOID);
            case Tanh _ -> then(stages, Dense.Activation.TANH);
            default -> false;
          };
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static InferenceLayer first(Linear linear) {
    Parameter weight = linear.parameters().get(0);
    int out = weight.shape().size(0);
    Matrix copy = Matrix.of(weight.tensor().toArray(), 0, out, weight.shape().size(1));
    float[] bias = linear.parameters().get(1).tensor().toArray();
    return new InferenceLayer(copy, bias, Dense.Activation.IDENTITY);
  }

  // Only one function fits behind a layer.
  private static boolean then(List<InferenceLayer> stages, Dense.Activation then) {
    if (stages.isEmpty() || stages.getLast().then != Dense.Activation.IDENTITY) {
      return false;
    }
    InferenceLayer last = stages.removeLast();
    stages.add(new InferenceLayer(last.weight, last.bias, then));
    return true;
  }

  int outputs() {
    return weight.rows();
  }

  /// For one event at a time.
  Dense dense() {
    return Dense.of(weight, bias, 0, then);
  }

  /// `n` events from `x` to `y`, row-major.
  void forward(float[] x, int from, int n, float[] y, int to) {
    int out = outputs();
    PackedMatrix right = packed;
    if (right == null || !right.isPacked()) {
      // not yet made, or before the vector kernels ran
      right = Kernels.INSTANCE.pack(weight.transpose());
      packed = right;
    }
    Kernels.INSTANCE.product(Matrix.of(x, from, n, weight.columns()), right, y, to, false);
    Kernels.INSTANCE.bias(bias, 0, y, to, n, out, then == Dense.Activation.RELU);
    switch (then) {
      case IDENTITY, RELU -> {}
      case SIGMOID -> Kernels.INSTANCE.sigmoid(y, to, y, to, n * out);
      case TANH -> Kernels.INSTANCE.tanh(y, to, y, to, n * out);
    }
  }
}

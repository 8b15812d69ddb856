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

/// Inference form of a linear layer with its activation: computed without tensors, with the same
/// bits. The weights are copied when it is made.
final class InferenceLayer {
  private final Matrix weight;
  private final float[] bias;
  private final Dense.Activation activation;
  // The weight's transpose, for batches. Threads may race to set it: all pack the same values.
  private volatile @Nullable PackedMatrix packed;

  private InferenceLayer(Matrix weight, float[] bias, Dense.Activation activation) {
    this.weight = weight;
    this.bias = bias;
    this.activation = activation;
  }

  /// The layers of a network that consists of linear layers with these activations, and of layers
  /// that are the identity in inference; empty where it has others.
  static Optional<List<InferenceLayer>> of(Sequential network) {
    List<InferenceLayer> layers = new ArrayList<>();
    return add(network, layers) && !layers.isEmpty()
        ? Optional.of(List.copyOf(layers))
        : Optional.empty();
  }

  private static boolean add(Sequential network, List<InferenceLayer> layers) {
    for (Layer layer : network.layers()) {
      boolean known =
          switch (layer) {
            case Sequential inner -> add(inner, layers);
            case Dropout _ -> true;
            case Identity _ -> true;
            case Linear linear -> layers.add(linear(linear));
            case Relu _ -> activation(layers, Dense.Activation.RELU);
            case Sigmoid _ -> activation(layers, Dense.Activation.SIGMOID);
            case Tanh _ -> activation(layers, Dense.Activation.TANH);
            default -> false;
          };
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static InferenceLayer linear(Linear linear) {
    Parameter weight = linear.parameters().get(0);
    int out = weight.shape().size(0);
    Matrix copy = Matrix.of(weight.tensor().toArray(), 0, out, weight.shape().size(1));
    float[] bias = linear.parameters().get(1).tensor().toArray();
    return new InferenceLayer(copy, bias, Dense.Activation.IDENTITY);
  }

  // A layer has one activation at most.
  private static boolean activation(List<InferenceLayer> layers, Dense.Activation activation) {
    if (layers.isEmpty() || layers.getLast().activation != Dense.Activation.IDENTITY) {
      return false;
    }
    InferenceLayer last = layers.removeLast();
    layers.add(new InferenceLayer(last.weight, last.bias, activation));
    return true;
  }

  int outputs() {
    return weight.rows();
  }

  /// The form of this layer for one event at a time.
  Dense dense() {
    return Dense.of(weight, bias, 0, activation);
  }

  /// Forward pass of `n` events from `x` to `y`, row-major.
  void forward(float[] x, int from, int n, float[] y, int to) {
    int out = outputs();
    PackedMatrix right = packed;
    if (right == null || !right.isPacked()) {
      // Not yet packed, or packed before the vector kernels were in use.
      right = Kernels.INSTANCE.pack(weight.transpose());
      packed = right;
    }
    Kernels.INSTANCE.product(Matrix.of(x, from, n, weight.columns()), right, y, to, false);
    Kernels.INSTANCE.bias(bias, 0, y, to, n, out, activation == Dense.Activation.RELU);
    switch (activation) {
      case IDENTITY, RELU -> {}
      case SIGMOID -> Kernels.INSTANCE.sigmoid(y, to, y, to, n * out);
      case TANH -> Kernels.INSTANCE.tanh(y, to, y, to, n * out);
    }
  }
}

package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.kernel.Dense;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Loops;
import org.jpsi.core.kernel.Matrix;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Identity;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Sigmoid;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.tensor.Parameter;

/// A dense layer and the function behind it, computed without tensors, with the bits they give.
record Stage(Parameter weight, Parameter bias, Dense.Then then) {
  /// The stages of a network that is made of such layers alone (and of what does nothing in use);
  /// empty where it has others.
  static Optional<List<Stage>> of(Sequential network) {
    List<Stage> stages = new ArrayList<>();
    return add(network, stages) && !stages.isEmpty()
        ? Optional.of(List.copyOf(stages))
        : Optional.empty();
  }

  private static boolean add(Sequential network, List<Stage> stages) {
    for (Layer layer : network.layers()) {
      boolean known =
          switch (layer) {
            case Sequential inner -> add(inner, stages);
            case Dropout _ -> true;
            case Identity _ -> true;
            case Linear linear -> stages.add(first(linear));
            case Relu _ -> then(stages, Dense.Then.RELU);
            case Sigmoid _ -> then(stages, Dense.Then.SIGMOID);
            case Tanh _ -> then(stages, Dense.Then.TANH);
            default -> false;
          };
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static Stage first(Linear linear) {
    return new Stage(linear.parameters().get(0), linear.parameters().get(1), Dense.Then.NOTHING);
  }

  // Only one function fits behind a layer.
  private static boolean then(List<Stage> stages, Dense.Then then) {
    if (stages.isEmpty() || stages.getLast().then != Dense.Then.NOTHING) {
      return false;
    }
    stages.set(stages.size() - 1, new Stage(stages.getLast().weight, stages.getLast().bias, then));
    return true;
  }

  int inputs() {
    return weight.shape().size(1);
  }

  int outputs() {
    return weight.shape().size(0);
  }

  private Matrix matrix() {
    return Matrix.of(weight.storage(), weight.offset(), outputs(), inputs());
  }

  /// For one event at a time, with the weights of this moment.
  Dense dense() {
    return Dense.of(matrix(), bias.storage(), bias.offset(), then);
  }

  /// `n` events from `x` to `y`, row-major.
  void forward(float[] x, int from, int n, float[] y, int to) {
    int out = outputs();
    Matrix rows = Matrix.of(x, from, n, inputs());
    Kernels.INSTANCE.product(rows, matrix().transpose(), y, to, false);
    Loops.addRow(bias.storage(), bias.offset(), y, to, n, out);
    switch (then) {
      case NOTHING -> {}
      case RELU -> Kernels.INSTANCE.relu(y, to, y, to, n * out);
      case SIGMOID -> Kernels.INSTANCE.sigmoid(y, to, y, to, n * out);
      case TANH -> Kernels.INSTANCE.tanh(y, to, y, to, n * out);
    }
  }
}

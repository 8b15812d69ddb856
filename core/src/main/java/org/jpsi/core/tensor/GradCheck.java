package org.jpsi.core.tensor;

import java.util.function.Function;
import org.jpsi.core.kernel.Sums;
import org.jpsi.core.random.Rng;

/// Gradient check: compares the gradients of a function with finite differences of its values, for
/// every operation, layer and loss, your own too.
///
/// The outputs are weighed by fixed random numbers `r_i` between 0.5 and 1.5 and summed to one
/// scalar, `s(x) = sum of r_i f_i(x)`; its gradient is compared, element by element of all inputs,
/// with `(4 D(h / 2) - D(h)) / 3`, where `D(h) = (s(x + h) - s(x - h)) / 2 h` and `h = 1/16`
/// (Richardson: the error left is of order `h^4`). The function computes in float32, as it always
/// does; the scalar, its differences and the quotients, with the steps as float32 has rounded them,
/// are float64. So steps are this long: float32's rounding, of order 1e-7, is divided by them.
public final class GradCheck {
  private static final float STEP = 1f / 16;

  private GradCheck() {}

  /// The largest `|gradient - difference| / (1 + |difference|)` over all elements of all inputs:
  /// about 1e-4 for a right gradient of a smooth function of order 1. The function must be smooth
  /// within 1/16 of `inputs`.
  public static double largestError(Function<Tensor[], Tensor> function, Tensor... inputs) {
    Tensor[] leaves = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      leaves[i] = Tensor.view(inputs[i].toArray(), 0, inputs[i].shape()).requiresGrad();
    }
    Tensor output = function.apply(leaves);
    Tensor projection = projection(output.shape());
    Gradients gradients = output.dot(projection).backward();
    double largest = 0;
    for (Tensor leaf : leaves) {
      float[] gradient = gradients.of(leaf).toArray();
      for (int i = 0; i < gradient.length; i++) {
        double difference = difference(function, leaves, leaf, i, projection);
        double error = Math.abs(gradient[i] - difference) / (1 + Math.abs(difference));
        largest = Double.isNaN(error) ? error : Math.max(largest, error);
        if (Double.isNaN(error)) {
          return error;
        }
      }
    }
    return largest;
  }

  private static double difference(
      Function<Tensor[], Tensor> function, Tensor[] leaves, Tensor leaf, int i, Tensor projection) {
    double wide = central(function, leaves, leaf, i, STEP, projection);
    double narrow = central(function, leaves, leaf, i, STEP / 2, projection);
    return (4 * narrow - wide) / 3;
  }

  private static double central(
      Function<Tensor[], Tensor> function,
      Tensor[] leaves,
      Tensor leaf,
      int i,
      float step,
      Tensor projection) {
    float[] values = leaf.data();
    float at = values[i];
    float above = at + step;
    float below = at - step;
    values[i] = above;
    double high = value(function.apply(leaves), projection);
    values[i] = below;
    double low = value(function.apply(leaves), projection);
    values[i] = at;
    return (high - low) / ((double) above - below);
  }

  private static double value(Tensor output, Tensor projection) {
    return Sums.dot(
        output.data(), output.offset(), projection.data(), projection.offset(), output.count());
  }

  private static Tensor projection(Shape shape) {
    Rng rng = Rng.of(0).child("gradient check");
    float[] values = new float[shape.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 + rng.uniform(i));
    }
    return Tensor.view(values, 0, shape);
  }
}

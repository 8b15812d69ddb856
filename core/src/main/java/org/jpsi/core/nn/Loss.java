package org.jpsi.core.nn;

import java.util.List;
import org.jpsi.core.input.InputException;
import org.jpsi.core.tensor.Tensor;

/// What training makes small: the sum over events of weight times `l(output, target)`. Weights may
/// be negative. Whoever trains divides by what the weights add up to.
public interface Loss {
  /// As the analysis file calls it.
  String name();

  /// The sum over events of `w l`: a scalar, summed in float64 in a fixed order and rounded once.
  ///
  /// @param output of the network, `[events, outputs]`
  /// @param target `[events]` or `[events, targets]`
  /// @param weight `[events]`
  Tensor forward(Tensor output, Tensor target, Tensor weight);

  /// What the network's output means: probabilities, or the prediction itself.
  Tensor response(Tensor output);

  /// Whether the loss of a batch is the sum of the losses of its parts.
  default boolean additive() {
    return true;
  }

  /// The built-in loss of this name: `bce`, `ce` or `mse`; another is an InputException.
  static Loss named(String name) {
    List<Loss> all = List.of(new BinaryCrossEntropy(), new CrossEntropy(), new MeanSquaredError());
    return all.stream()
        .filter(loss -> loss.name().equals(name))
        .findFirst()
        .orElseThrow(() -> {
          List<String> names = all.stream().map(Loss::name).toList();
          return InputException.at("loss")
              .expected(String.join(", ", names))
              .found("`" + name + "`")
              .nearest(name, names)
              .exception();
        });
  }
}

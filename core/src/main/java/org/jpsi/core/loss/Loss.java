package org.jpsi.core.loss;

import java.util.Map;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Tensor;

/// What training makes small: the sum over events of weight times `l(output, target)`. Weights may
/// be negative. Whoever trains divides by what the weights add up to, and may give a batch in
/// parts: the loss of the whole is the sum of theirs.
public interface Loss {
  /// As the analysis file calls it.
  String name();

  /// What it was made with, by name: numbers, or lists of numbers.
  default Map<String, Object> settings() {
    return Map.of();
  }

  /// The sum over events of `w l`: a scalar, summed in float64 in a fixed order and rounded once.
  ///
  /// @param output of the network, `[events, outputs]`
  /// @param target `[events]` or `[events, targets]`
  /// @param weight `[events]`
  Tensor forward(Tensor output, Tensor target, Tensor weight);

  /// The targets it takes where a network gives `outputs` numbers per event; whoever trains refuses
  /// others before the first step.
  default TargetRange targets(int outputs) {
    return TargetRange.FINITE;
  }

  /// What the network's output means: probabilities, or the prediction itself.
  Tensor response(Tensor output);

  /// The loss that is usual for a task: cross-entropies for classes, squares for a regression.
  static Loss usual(Task task) {
    return switch (task) {
      case Task.Binary _ -> new BinaryCrossEntropy();
      case Task.Multiclass _ -> new CrossEntropy();
      case Task.Regression _ -> new MeanSquaredError();
    };
  }

  /// The built-in loss of this name with its usual settings; another name is an InputException.
  static Loss named(String name) {
    return LossRegistry.of(name, Map.of());
  }

  /// The built-in loss of this name with some settings: `named("huber", Map.of("delta", 2.0))`.
  /// Another name, another setting or a value out of bounds is an InputException.
  static Loss named(String name, Map<String, ?> settings) {
    return LossRegistry.of(name, settings);
  }
}

package org.jpsi.core.loss;

import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Batch;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Tensor;

/// Loss function: the sum over events of weight times `l(output, target)`, which training
/// minimizes. Weights may be negative. The trainer divides by the sum of weights for the loss that
/// it reports, of their magnitudes for the gradient, and gives a batch in parts where the loss is
/// {@link #additive}: the loss of the whole is the sum of theirs.
///
/// One of one's own is a lambda, or a record that says more:
///
/// ```java
/// Loss cubic = (output, target, weight) -> output.reshape(-1).sub(target.reshape(-1)).abs().pow(3).dot(weight);
/// ```
@FunctionalInterface
public interface Loss {
  /// The name in the analysis file, and in messages: that of the class unless the loss says it.
  default String name() {
    Class<?> type = getClass();
    return type.isHidden() || type.isAnonymousClass() ? "loss" : type.getSimpleName();
  }

  /// Its settings, by name: numbers, or lists of numbers.
  default Map<String, Object> settings() {
    return Map.of();
  }

  /// The sum over events of `w l`: a scalar, summed in float64 in a fixed order and rounded once.
  ///
  /// @param output of the network, `[events, outputs]`
  /// @param target `[events]` or `[events, targets]`
  /// @param weight `[events]`
  Tensor forward(Tensor output, Tensor target, Tensor weight);

  /// The same of a batch, with its spectators.
  ///
  /// @param output of the network for the batch's events
  default Tensor forward(Tensor output, Batch batch) {
    return forward(output, batch.targetRows(), batch.w());
  }

  /// Whether the loss adds up over events. One that does not, such as a correlation of the output
  /// with a spectator, returns false and gets its batch whole, in validation too, where batches
  /// have the size of the training's. So that it counts as much as a sum, its value is multiplied
  /// by the sum of weights. The last batch of an epoch may have few events, or one.
  default boolean additive() {
    return true;
  }

  /// Events per batch in validation, of a loss that does not add up: as many as in training, unless
  /// it says otherwise.
  ///
  /// @param batch events per batch of the training
  /// @param events of the validation part
  default int validationBatch(int batch, int events) {
    return batch;
  }

  /// The loss by which epochs are judged: itself, unless what is minimized is bounded in a way that
  /// validation is not.
  default Loss judged() {
    return this;
  }

  /// The loss that an epoch of a training minimizes, where it changes, as a term that comes in
  /// later. It depends on these numbers alone. Validation has this loss itself throughout; where
  /// the loss changes, the best epoch is looked for anew, and early stopping waits for the last
  /// change.
  ///
  /// @param epoch its number, from 1
  /// @param epochs largest number of epochs
  default Loss inEpoch(int epoch, int epochs) {
    return this;
  }

  /// The losses that this one is made of, if it is: like the children of a layer.
  default List<Loss> parts() {
    return List.of();
  }

  /// The range of targets for a network of `outputs` outputs; training refuses others before the
  /// first step.
  default TargetRange targets(int outputs) {
    return TargetRange.FINITE;
  }

  /// The same for one of several targets.
  ///
  /// @param column of the target, from 0
  default TargetRange targets(int outputs, int column) {
    return targets(outputs);
  }

  /// The prediction from the network's output (the inverse link function): probabilities, or the
  /// values predicted, which the output itself is unless the loss says otherwise.
  default Tensor response(Tensor output) {
    return output;
  }

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

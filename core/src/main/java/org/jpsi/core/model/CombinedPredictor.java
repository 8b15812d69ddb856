package org.jpsi.core.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Combination of predictors of the same inputs: an ensemble, folds, a mixture, one calibrated.
/// Open: a new kind is a record that implements this, and its codec.
public non-sealed interface CombinedPredictor extends Predictor {
  /// The predictors combined, one or more.
  List<Predictor> members();

  /// The spectators that the combination itself needs, beside those of its members.
  default List<String> ownSpectators() {
    return List.of();
  }

  @Override
  default List<String> spectators() {
    Set<String> all = new LinkedHashSet<>(ownSpectators());
    members().forEach(member -> all.addAll(member.spectators()));
    return List.copyOf(all);
  }

  /// The index of a spectator among those that come with each event: for {@link #compile}.
  ///
  /// @throws IllegalArgumentException where it does not come
  default int indexOf(String spectator, List<String> spectators) {
    int index = spectators.indexOf(spectator);
    if (index < 0) {
      throw new IllegalArgumentException(
          "predictor: expected the spectator " + spectator + ", found " + spectators);
    }
    return index;
  }

  /// That of the members, which must be the same.
  @Override
  default int outputs(Inputs<Shape> inputs) {
    int outputs = members().getFirst().outputs(inputs);
    for (Predictor member : members()) {
      if (member.outputs(inputs) != outputs) {
        throw new IllegalArgumentException(
            "members of " + outputs + " and " + member.outputs(inputs) + " outputs");
      }
    }
    return outputs;
  }

  /// Whether all members were.
  @Override
  default boolean trainedByGradients() {
    return members().stream().allMatch(Predictor::trainedByGradients);
  }

  @Override
  default long parameterCount() {
    return members().stream().mapToLong(Predictor::parameterCount).sum();
  }
}

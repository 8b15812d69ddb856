package org.jpsi.analysis.file;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// Changes of the event weights for the training alone.
///
/// @param flatten variables in which classes have the same distribution
/// @param negative what becomes of negative weights
public record Reweighting(Optional<Flatten> flatten, NegativeWeights negative) {
  /// The same with other expressions of the variables.
  Reweighting with(UnaryOperator<String> expression) {
    return new Reweighting(
        flatten.map(f -> new Flatten(f.by().stream().map(expression).toList(), f.to())), negative);
  }
}

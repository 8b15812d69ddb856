package org.jpsi.core.model;

import java.util.List;

/// Predictor: what a learner has fitted, without the features by name and the meaning of its
/// outputs, which are the {@link Model}'s. From standardized features it computes raw outputs: a
/// logit for two classes, one for each of several, standardized targets for a regression.
///
/// Networks, trees and neighbors, or a combination of predictors; each kind has its entry in
/// `PredictorCodecs`, which is how a model file holds it.
public sealed interface Predictor
    permits NetworkPredictor, TreesPredictor, NeighborsPredictor, CombinedPredictor {
  /// The number of outputs for a number of features.
  ///
  /// @throws org.jpsi.core.errors.InputException where it is not made for so many
  int outputs(int features);

  /// The spectators: expressions of an event's columns that are needed beside the features, such as
  /// that by which the events were divided into folds.
  default List<String> spectators() {
    return List.of();
  }

  /// The number of values that were fitted.
  long parameterCount();

  /// Whether it was trained by gradients, in epochs, as networks are; otherwise its history is of
  /// rounds.
  boolean trainedByGradients();

  /// The form for scoring, which holds a copy of the weights of a network of dense layers.
  ///
  /// @param features number of features per event
  /// @param spectators those that come with each event, in order; {@link #spectators()} among them
  CompiledPredictor compile(int features, List<String> spectators);

  /// The raw outputs of some events without spectators.
  ///
  /// @param inputs `[events, features]`, row-major
  /// @return `[events, outputs]`, row-major
  default float[] predict(float[] inputs, int features) {
    InputBlock block = InputBlock.of(inputs, features);
    float[] outputs = new float[Math.multiplyExact(block.events(), outputs(features))];
    compile(features, List.of()).predict(block, outputs, 0);
    return outputs;
  }
}

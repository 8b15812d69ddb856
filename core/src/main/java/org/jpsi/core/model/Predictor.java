package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Predictor: what a learner has fitted, without the features by name and the meaning of its
/// outputs, which are the {@link Model}'s. From preprocessed inputs it computes raw outputs: a
/// logit for two classes, one for each of several, standardized targets for a regression.
///
/// Networks, trees and neighbors, or a combination of predictors; each kind has its entry in
/// `PredictorCodecs`, which is how a model file holds it.
public sealed interface Predictor
    permits NetworkPredictor, TreesPredictor, NeighborsPredictor, CombinedPredictor {
  /// The number of outputs for inputs of some names and shapes.
  ///
  /// @param inputs shape of one event, of each input
  /// @throws org.jpsi.core.errors.InputException where it is not made for these
  int outputs(Inputs<Shape> inputs);

  /// The number of outputs for one input of some features.
  ///
  /// @throws org.jpsi.core.errors.InputException where it is not made for so many
  default int outputs(int features) {
    return outputs(Inputs.single(Shape.of(features)));
  }

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
  /// @param inputs shape of one event, of each input, in order
  /// @param spectators those that come with each event, in order; {@link #spectators()} among them
  CompiledPredictor compile(Inputs<Shape> inputs, List<String> spectators);

  /// The raw outputs of some events of one input, without spectators.
  ///
  /// @param inputs `[events, features]`, row-major
  /// @return `[events, outputs]`, row-major
  default float[] predict(float[] inputs, int features) {
    InputBlock block = InputBlock.of(inputs, features);
    float[] outputs = new float[Math.multiplyExact(block.events(), outputs(features))];
    compile(block.shapes(), List.of()).predict(block, outputs, 0);
    return outputs;
  }
}

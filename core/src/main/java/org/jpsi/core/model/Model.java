package org.jpsi.core.model;

import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Feature;
import org.jpsi.core.nn.Sequential;

/// A trained network and all that is needed to use it right: features by name with their
/// expressions, units, scaling and training ranges, the selection, what the outputs mean, and where
/// it came from.
///
/// @param columns that features and selection need, as they were in training
/// @param features the network's inputs, in its order
/// @param constants of the expressions
/// @param selection an expression, `""` where all events were taken
/// @param output what the network's outputs mean
/// @param network its weights included
/// @param provenance the analysis as run, the version, a digest of the training events and the
///   like; no time, host or path
public record Model(
    List<InputColumn> columns,
    List<Feature> features,
    Map<String, Double> constants,
    String selection,
    Output output,
    Sequential network,
    Map<String, String> provenance) {
  public Model {
    columns = List.copyOf(columns);
    features = List.copyOf(features);
    if (network.outputs(features.size()) != output.width()) {
      throw new IllegalArgumentException(
          "Model: expected a network of "
              + output.width()
              + " outputs, found "
              + network.outputs(features.size()));
    }
  }
}

package org.jpsi.core.model;

import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Feature;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.task.Task;

/// A trained network and all that is needed to use it right: features by name with their
/// expressions, units, scaling and training ranges, the selection, what the outputs mean, and where
/// it came from.
///
/// @param columns that features and selection need, as they were in training
/// @param features the network's inputs, in its order
/// @param constants of the expressions
/// @param selection an expression, `""` where all events were taken
/// @param task what the network is for, and so what its outputs are
/// @param scales of the targets of a regression; none for a classification
/// @param network its weights included
/// @param provenance the analysis as run, the version, a digest of the training events and the
///   like; no time, host or path
public record Model(
    List<InputColumn> columns,
    List<Feature> features,
    Map<String, Double> constants,
    String selection,
    Task task,
    List<TargetScale> scales,
    Sequential network,
    Map<String, String> provenance) {
  public Model {
    columns = List.copyOf(columns);
    features = List.copyOf(features);
    scales = List.copyOf(scales);
    if (scales.size() != TargetScale.count(task)) {
      throw new IllegalArgumentException(
          "Model: expected "
              + (TargetScale.count(task) + " scales of targets, found " + scales.size()));
    }
    if (network.outputs(features.size()) != task.width()) {
      throw new IllegalArgumentException(
          "Model: expected a network of "
              + task.width()
              + " outputs, found "
              + network.outputs(features.size()));
    }
  }

  /// A model that gives classes, or targets as they were learned.
  public Model(
      List<InputColumn> columns,
      List<Feature> features,
      Map<String, Double> constants,
      String selection,
      Task task,
      Sequential network,
      Map<String, String> provenance) {
    this(
        columns, features, constants, selection, task, TargetScale.none(task), network, provenance);
  }
}

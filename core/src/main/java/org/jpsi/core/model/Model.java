package org.jpsi.core.model;

import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Feature;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Shape;

/// Trained model: a network with everything needed to apply it. That is its features by name with
/// their expressions, units, scaling and training ranges, the selection, the task, and the
/// provenance.
///
/// @param columns input columns of features and selection, as in training
/// @param features the network's inputs, in order
/// @param constants of the expressions, by name
/// @param selection expression of the selection; `""` where all events were used
/// @param task which defines the meaning of the outputs
/// @param scales standardization of the targets of a regression; none for a classification
/// @param network including its weights
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
    Shape outputs = network.outputs(Shape.of(features.size()));
    if (!outputs.equals(Shape.of(task.width()))) {
      throw new IllegalArgumentException(
          "Model: expected a network of " + (task.width() + " outputs, found " + outputs.count()));
    }
  }

  /// A classification model, or a regression model whose targets were not standardized.
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

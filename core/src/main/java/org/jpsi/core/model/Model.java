package org.jpsi.core.model;

import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Feature;
import org.jpsi.core.task.Task;

/// Trained model: a predictor with everything needed to apply it. That is its features by name with
/// their expressions, units, scaling and training ranges, the selection, the task, and the
/// provenance.
///
/// @param columns input columns of features, selection and spectators of the predictor, as in
///   training
/// @param features the predictor's inputs, in order
/// @param constants of the expressions, by name
/// @param selection expression of the selection; `""` where all events were used
/// @param task which defines the meaning of the outputs
/// @param scales standardization of the targets of a regression; none for a classification
/// @param predictor network, trees or neighbors, or a combination of such
/// @param provenance the analysis as run, the version, a digest of the training events and the
///   like; no time, host or path
public record Model(
    List<InputColumn> columns,
    List<Feature> features,
    Map<String, Double> constants,
    String selection,
    Task task,
    List<TargetScale> scales,
    Predictor predictor,
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
    int outputs = predictor.outputs(features.size());
    if (outputs != task.width()) {
      throw new IllegalArgumentException(
          "Model: expected a predictor of " + task.width() + " outputs, found " + outputs);
    }
  }

  /// A classification model, or a regression model whose targets were not standardized.
  public Model(
      List<InputColumn> columns,
      List<Feature> features,
      Map<String, Double> constants,
      String selection,
      Task task,
      Predictor predictor,
      Map<String, String> provenance) {
    this(
        columns,
        features,
        constants,
        selection,
        task,
        TargetScale.none(task),
        predictor,
        provenance);
  }
}

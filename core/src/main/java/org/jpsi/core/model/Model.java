package org.jpsi.core.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.task.Task;

/// Trained model: a predictor with everything needed to apply it. That is its features by name with
/// their expressions, units, preprocessing and training ranges, the selection, the task, and the
/// provenance.
///
/// @param columns input columns of features, selection and spectators of the predictor, as in
///   training
/// @param preprocessing of the features, which are the predictor's inputs, in order
/// @param selection expression of the selection; `""` where all events were used
/// @param task which defines the meaning of the outputs
/// @param targets preprocessing of the targets of a regression; none for a classification
/// @param predictor network, trees or neighbors, or a combination of such
/// @param provenance the analysis as run, the version, a digest of the training events and the
///   like; no time, host or path
public record Model(
    List<InputColumn> columns,
    Preprocessing preprocessing,
    String selection,
    Task task,
    List<ColumnPreprocessing> targets,
    Predictor predictor,
    Map<String, String> provenance) {
  public Model {
    columns = List.copyOf(columns);
    targets = List.copyOf(targets);
    int expected = unscaled(task).size();
    if (targets.size() != expected) {
      throw new IllegalArgumentException(
          "Model: expected " + expected + " preprocessed targets, found " + targets.size());
    }
    int outputs = predictor.outputs(preprocessing.features().size());
    if (outputs != task.width()) {
      throw new IllegalArgumentException(
          "Model: expected a predictor of " + task.width() + " outputs, found " + outputs);
    }
  }

  /// A classification model, or a regression model whose targets were not standardized.
  public Model(
      List<InputColumn> columns,
      Preprocessing preprocessing,
      String selection,
      Task task,
      Predictor predictor,
      Map<String, String> provenance) {
    this(columns, preprocessing, selection, task, unscaled(task), predictor, provenance);
  }

  /// The features, with the constants of their expressions and of the selection.
  public Features features() {
    return preprocessing.features();
  }

  /// The preprocessing of targets that stay as they are; none for a classification.
  static List<ColumnPreprocessing> unscaled(Task task) {
    return task instanceof Task.Regression
        ? Collections.nCopies(task.width(), ColumnPreprocessing.NONE)
        : List.of();
  }
}

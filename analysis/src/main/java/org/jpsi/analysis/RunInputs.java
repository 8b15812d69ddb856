package org.jpsi.analysis;

import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.report.InputFigureRendering;

/// Inputs of a run: the prepared training, and the figures of its features, whose numbers are
/// computed here. From then on no event is held as it was read: an event's features are there once,
/// standardized, while a model is trained.
///
/// @param features by name, for the report
record RunInputs(
    PreparedTraining training, TrainingFeatures features, InputFigureRendering drawings)
    implements AutoCloseable {
  /// Takes over a training with the values of its features; nobody else may keep it.
  static RunInputs of(PreparedTraining training, ThreadPool pool) {
    TrainingFeatures features = RunWriter.inputs(training);
    return new RunInputs(
        training.withoutFeatures(),
        features.withoutValues(),
        InputFigureRendering.begin(features, pool));
  }

  @Override
  public void close() {
    drawings.close();
  }
}

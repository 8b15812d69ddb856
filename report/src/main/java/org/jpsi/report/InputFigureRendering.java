package org.jpsi.report;

import java.util.List;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.parallel.Deferred;
import org.jpsi.core.parallel.ThreadPool;

/// Input figure rendering: the figures of the inputs, rendered in the background while the network
/// is still being trained. The same come out as without. Their numbers are computed at the
/// beginning: nothing here keeps the events.
public final class InputFigureRendering implements AutoCloseable {
  private final ThreadPool pool;
  private final List<Deferred<FigureResult>> distributions;
  private final List<Deferred<FigureResult>> correlations;

  private InputFigureRendering(TrainingFeatures inputs, ThreadPool pool) {
    this.pool = pool;
    this.distributions =
        FigureRenderer.submit(
            pool, "inputs", "Input distributions", () -> InputFigures.distributions(inputs, pool));
    this.correlations =
        FigureRenderer.submit(
            pool, "correlations", "Correlations", () -> InputFigures.correlations(inputs, pool));
  }

  /// Begins to render, by threads of the pool that have nothing else to do.
  public static InputFigureRendering begin(TrainingFeatures inputs, ThreadPool pool) {
    return new InputFigureRendering(inputs, pool);
  }

  ThreadPool pool() {
    return pool;
  }

  List<Deferred<FigureResult>> distributions() {
    return distributions;
  }

  List<Deferred<FigureResult>> correlations() {
    return correlations;
  }

  /// Cancels what is not begun.
  @Override
  public void close() {
    distributions.forEach(Deferred::cancel);
    correlations.forEach(Deferred::cancel);
  }
}

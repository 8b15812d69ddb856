package org.jpsi.report;

import java.util.List;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.parallel.Deferred;
import org.jpsi.core.parallel.ThreadPool;

/// The figures of the inputs, drawn while the network is still being trained. The same come out as
/// without.
public final class InputDrawings implements AutoCloseable {
  private final ThreadPool pool;
  private final List<Deferred<Drawn>> distributions;
  private final List<Deferred<Drawn>> correlations;

  private InputDrawings(TrainingFeatures inputs, ThreadPool pool) {
    this.pool = pool;
    this.distributions = Artist.submit(pool, InputFigures.distributions(inputs));
    this.correlations = Artist.submit(pool, InputFigures.correlations(inputs));
  }

  /// Begins to draw, by threads of the pool that have nothing else to do.
  public static InputDrawings begin(TrainingFeatures inputs, ThreadPool pool) {
    return new InputDrawings(inputs, pool);
  }

  ThreadPool pool() {
    return pool;
  }

  List<Deferred<Drawn>> distributions() {
    return distributions;
  }

  List<Deferred<Drawn>> correlations() {
    return correlations;
  }

  /// Leaves undrawn what is not begun.
  @Override
  public void close() {
    distributions.forEach(Deferred::cancel);
    correlations.forEach(Deferred::cancel);
  }
}

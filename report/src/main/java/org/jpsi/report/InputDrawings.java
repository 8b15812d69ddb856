package org.jpsi.report;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jpsi.core.eval.Inputs;

/// The figures of the inputs, drawn while the network is still being trained. The same come out as
/// without.
public final class InputDrawings implements AutoCloseable {
  private final ExecutorService pool;
  private final List<Future<Drawn>> distributions;
  private final List<Future<Drawn>> correlations;

  private InputDrawings(Inputs inputs, ExecutorService pool) {
    this.pool = pool;
    this.distributions = Artist.submit(pool, InputFigures.distributions(inputs));
    this.correlations = Artist.submit(pool, InputFigures.correlations(inputs));
  }

  /// Begins to draw, on a thread of its own.
  public static InputDrawings begin(Inputs inputs) {
    return new InputDrawings(
        inputs,
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("jpsi-drawing").factory()));
  }

  List<Future<Drawn>> distributions() {
    return distributions;
  }

  List<Future<Drawn>> correlations() {
    return correlations;
  }

  /// Ends the drawing, done or not.
  @Override
  public void close() {
    pool.shutdownNow();
  }
}

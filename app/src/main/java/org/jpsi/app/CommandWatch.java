package org.jpsi.app;

import java.util.function.LongSupplier;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.train.TrainingStep;

/// Watch on a command that trains: shows its progress, and answers signals.
abstract class CommandWatch implements ProgressListener, Interrupt.Response {
  final ProgressLine progress;
  private final Interrupt interrupt;

  CommandWatch(Terminal terminal, LongSupplier nanoTime) {
    progress = new ProgressLine(terminal, () -> false, nanoTime);
    interrupt = new Interrupt(terminal, this);
  }

  /// The signals, to which it listens.
  final Interrupt interrupt() {
    return interrupt;
  }

  @Override
  public final void stage(String what) {
    progress.stage(what);
  }

  @Override
  public final void warning(String what) {
    progress.warning(what);
  }

  @Override
  public final void begin(int epochs, int events, String metric) {
    progress.begin(epochs, events, metric);
  }

  @Override
  public final void step(TrainingStep step) {
    progress.step(step);
  }

  @Override
  public void epoch(Epoch epoch) {
    progress.epoch(epoch);
  }

  /// Ends the current line, so that what follows begins on a new one.
  final void close() {
    progress.close();
  }
}

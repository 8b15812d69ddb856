package org.jpsi.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jpsi.analysis.tune.TuneListener;
import org.jpsi.core.eval.Epoch;
import org.jspecify.annotations.Nullable;

/// Watch on a search: shows its progress with an estimate of the time left, and answers signals:
/// what is in its folder is whole at any moment, so that it can be ended at once.
final class TuneWatch extends CommandWatch implements TuneListener {
  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private long begun = -1;
  private volatile @Nullable Path folder;

  TuneWatch(Terminal terminal, LongSupplier nanoTime) {
    super(terminal, nanoTime);
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  @Override
  public Optional<String> stopping(boolean terminated) {
    return Optional.empty();
  }

  @Override
  public String ended() {
    Path kept = folder;
    return kept == null
        ? "no trial was begun yet, nothing is kept"
        : "the trials are kept; " + ResumeLine.of("tune", kept);
  }

  @Override
  public void search(Path begunIn) {
    folder = begunIn;
  }

  @Override
  public void trial(String what, double done, double before) {
    if (begun < 0) {
      begun = nanoTime.getAsLong();
    }
    progress.stage(what + left(done, before));
    progress.close();
  }

  // in proportion to what is done of the work, once there is enough of it to tell
  private String left(double done, double before) {
    double seconds = (nanoTime.getAsLong() - begun) / 1e9;
    if (!(done - before > 0.01)) {
      return "";
    }
    double left = seconds * (1 - done) / (done - before);
    return left < 90
        ? String.format(Locale.ROOT, " (about %.0f s left)", left)
        : left < 5400
            ? String.format(Locale.ROOT, " (about %.0f min left)", left / 60)
            : String.format(Locale.ROOT, " (about %.1f h left)", left / 3600);
  }

  @Override
  public void result(String what) {
    progress.close();
    terminal.line("  " + what);
  }

  // Where lines are kept, those of all epochs of all trials would hide the trials.
  @Override
  public void epoch(Epoch epoch) {
    if (terminal.live()) {
      super.epoch(epoch);
    }
  }
}

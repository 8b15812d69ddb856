package org.jpsi.app;

import java.util.Optional;
import org.jpsi.analysis.folder.RunUnderWay;
import org.jpsi.analysis.folder.UnfinishedRun;
import org.jpsi.core.eval.Epoch;
import org.jspecify.annotations.Nullable;

/// Watch on a training: shows its progress, and answers signals as far as it is. Ctrl-C means
/// "enough, write the run", SIGTERM and SIGHUP "keep the checkpoint and go".
final class TrainingWatch extends CommandWatch {
  private volatile @Nullable RunUnderWay run;
  private volatile boolean epochs;
  private volatile boolean writing;

  TrainingWatch(Terminal terminal) {
    super(terminal, System::nanoTime);
  }

  @Override
  public Optional<String> stopping(boolean terminated) {
    RunUnderWay now = run;
    if (terminated || now == null || !now.isBegun()) {
      return Optional.empty();
    }
    return Optional.of(
        writing
            ? "though the run is being written and is whole soon"
            : !now.isWrittenWhenStopped()
                ? "and what is trained of the folds is kept, for --resume"
                : epochs || now.kept().isPresent()
                    ? "the run will be written"
                    : "and before the end of the first epoch nothing will be written");
  }

  @Override
  public String ended() {
    RunUnderWay now = run;
    Optional<UnfinishedRun> kept = now == null ? Optional.empty() : now.kept();
    return kept.map(ResumeLine::of).orElse("nothing was trained for an epoch yet, nothing is kept");
  }

  @Override
  public void leave() {
    RunUnderWay now = run;
    if (now != null) {
      now.leave();
    }
  }

  @Override
  public void run(RunUnderWay begun) {
    run = begun;
    progress.run(begun);
  }

  @Override
  public void writing() {
    writing = true;
    progress.writing();
  }

  @Override
  public void members(String what) {
    progress.members(what);
  }

  @Override
  public void epoch(Epoch epoch) {
    epochs = true;
    super.epoch(epoch);
  }

  @Override
  public boolean stop() {
    return interrupt().requested();
  }
}

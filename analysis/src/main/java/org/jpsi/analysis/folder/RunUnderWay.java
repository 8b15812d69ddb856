package org.jpsi.analysis.folder;

import java.util.Optional;

/// Run under way, as whoever ends the process in the middle of it sees it. Any thread may ask.
public interface RunUnderWay {
  /// Whether it has begun to write its folder. Before, it only reads.
  boolean isBegun();

  /// The unfinished run that `--resume` would go on with, if the process ended now; empty where
  /// nothing would be lost.
  Optional<UnfinishedRun> kept();

  /// Whether a training that is stopped ends as a run. One of folds does not: it can be resumed.
  default boolean isWrittenWhenStopped() {
    return true;
  }

  /// Gives the run folder back before the process ends without having written anything.
  void leave();
}

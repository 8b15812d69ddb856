package org.jpsi.app;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.analysis.Watch;
import org.jspecify.annotations.Nullable;

/// The two jobs that the commands start and `analysis` does.
interface Jobs {
  /// Trains; watched, and stopped early where the watch says so.
  ///
  /// @return the run folder, and whether it was stopped before its end
  Trained train(Training order, Watch watch);

  /// Scores files; writes nothing where the watch says stop.
  ///
  /// @return the number of events scored; -1 where it was stopped
  long apply(Applying order, Watch watch);

  /// @param file the analysis; null for the generated sample
  /// @param settings `key=value` each, stronger than the file
  /// @param out where the run goes; null for a folder named as the analysis
  /// @param resume the run to finish; null for a new one
  record Training(
      @Nullable Path file,
      List<String> settings,
      @Nullable Path out,
      @Nullable Path resume,
      int threads,
      boolean force) {}

  /// @param tree null for the only one of each file
  record Applying(
      Path model, List<Path> files, @Nullable String tree, Path out, int threads, boolean force) {}

  /// @param headline the verdict in words
  /// @param stopped whether the watch ended it
  record Trained(Path folder, String headline, boolean stopped) {}
}

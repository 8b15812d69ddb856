package org.jpsi.analysis.tune;

import java.nio.file.Path;
import org.jpsi.analysis.progress.ProgressListener;

/// Progress listener of a search.
public interface TuneListener extends ProgressListener {
  /// Shows nothing.
  TuneListener SILENT = new TuneListener() {};

  /// The search has its folder: from here on it can go on from what is in it.
  default void search(Path folder) {}

  /// A trial begins.
  ///
  /// @param what `trial 3 of 20, rung 1 of 3: dropout=0.2`
  /// @param done part of the work of the whole search that is done, about, in [0, 1]
  /// @param before part of the work that an earlier process did, which this one goes on from
  default void trial(String what, double done, double before) {}

  /// A trial ended.
  ///
  /// @param what its figure, or why it failed
  default void result(String what) {}
}

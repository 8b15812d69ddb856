package org.jpsi.analysis.folder;

import java.nio.file.Path;

/// Unfinished run that is worth to go on with, in `FOLDER.partial`.
///
/// @param folder of the run, for `--resume`
/// @param epochs completed as of its checkpoint; 0 where there is none
/// @param trained whether the trained model is there already
public record UnfinishedRun(Path folder, int epochs, boolean trained) {
  /// The part of the run that is kept, in words: `the run is kept as it was after epoch 3`.
  public String kept() {
    return trained
        ? "the trained model is kept in " + RunFolder.partial(folder)
        : epochs > 0
            ? "the run is kept as it was after epoch " + epochs
            : "the unfinished run is kept";
  }
}

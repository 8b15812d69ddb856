package org.jpsi.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.parallel.ThreadBudget;
import org.jspecify.annotations.Nullable;

/// What several commands demand of their options.
final class Options {
  private Options() {}

  /// Sets the process's budget of threads: what was given, else the standard.
  ///
  /// @throws InputException where this is no number of threads
  static int threads(@Nullable Integer given) {
    ThreadBudget.set("--threads", given == null ? ThreadBudget.standard() : given);
    return ThreadBudget.threads();
  }

  /// @throws InputException where the file is there and may not be replaced, or its folder is not
  static void free(Path file, boolean force) {
    if (Files.isDirectory(file)) {
      throw InputException.at(file.toString())
          .expected("a file to write")
          .found("a folder")
          .remedy("name a file in it")
          .exception();
    }
    if (Files.exists(file) && !force) {
      throw InputException.at(file.toString())
          .expected("a file that is not there yet")
          .found("one that is")
          .remedy("choose another with --out, or replace it with --force")
          .exception();
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw InputException.at(file.toString())
          .expected("a folder " + folder)
          .found("none")
          .remedy("make it first")
          .exception();
    }
  }

  /// A run that is resumed goes on as it began: nothing else may be said about it.
  ///
  /// @throws InputException where something is
  static void resumeAlone(
      @Nullable Path resume,
      @Nullable Path file,
      @Nullable Path out,
      List<String> settings,
      boolean force) {
    if (resume != null && (file != null || out != null || !settings.isEmpty() || force)) {
      throw InputException.at("--resume " + resume)
          .expected("no FILE, --set, --out or --force beside it")
          .found(
              file != null ? file.toString() : out != null ? "--out" : force ? "--force" : "--set")
          .remedy("a run goes on with the analysis it began with; train anew to change it")
          .exception();
    }
  }
}

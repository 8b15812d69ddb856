package org.jpsi.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.parallel.ThreadBudget;
import org.jspecify.annotations.Nullable;

/// Checks of options that several commands have.
final class Options {
  private Options() {}

  /// Sets the thread budget of the process: the given number, else the default.
  ///
  /// @throws InputException where it is out of range
  static int threads(@Nullable Integer given) {
    ThreadBudget.set("--threads", given == null ? ThreadBudget.standard() : given);
    return ThreadBudget.threads();
  }

  /// Requires that a file may be written.
  ///
  /// @throws InputException where it exists and may not be replaced, or its folder does not exist
  static void requireWritable(Path file, boolean force) {
    if (Files.isDirectory(file)) {
      throw InputException.at(file.toString())
          .expected("a file to write")
          .found("a folder")
          .remedy("name a file in it")
          .exception();
    }
    if (Files.exists(file) && !force) {
      throw InputException.at(file.toString())
          .expected("a file that does not exist yet")
          .found("one that does")
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

  /// Requires that no other option is given with `--resume`: a run continues as it began.
  ///
  /// @throws InputException where one is
  static void requireResumeAlone(
      @Nullable Path resume,
      @Nullable Path file,
      @Nullable Path out,
      List<String> settings,
      boolean force) {
    if (resume != null && (file != null || out != null || !settings.isEmpty() || force)) {
      throw InputException.at("--resume " + resume)
          .expected("no FILE, --set, --out or --force with it")
          .found(
              file != null ? file.toString() : out != null ? "--out" : force ? "--force" : "--set")
          .remedy("a run continues with its own analysis; start a new run to change it")
          .exception();
    }
  }
}

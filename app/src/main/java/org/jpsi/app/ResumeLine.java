package org.jpsi.app;

import java.nio.file.Path;
import org.jpsi.analysis.folder.UnfinishedRun;
import org.jpsi.core.errors.ProblemText;

/// Line that says what is kept of an unfinished run, with the command that goes on with it, to be
/// pasted into a shell: `the run is kept as it was after epoch 3; go on with: ./jpsi train --resume
/// runs/higgs`.
final class ResumeLine {
  private static final String PLAIN = "[\\w@%+=:,./-]+";

  private ResumeLine() {}

  static String of(UnfinishedRun run) {
    Path here = Path.of("").toAbsolutePath();
    return of(run, here, System.getProperty("jpsi.home", here.toString()));
  }

  /// The same for another command.
  ///
  /// @param command that goes on with what is in `folder`
  static String of(String command, Path folder) {
    Path here = Path.of("").toAbsolutePath();
    return command(command, folder, here, System.getProperty("jpsi.home", here.toString()));
  }

  /// @param here the folder that the command runs in
  /// @param home the folder of the launcher
  static String of(UnfinishedRun run, Path here, String home) {
    return ProblemText.escaped(run.kept()) + "; " + command("train", run.folder(), here, home);
  }

  private static String command(String command, Path folder, Path here, String home) {
    Path launcher = Path.of(home).toAbsolutePath().normalize();
    String jpsi = launcher.equals(here) ? "./jpsi" : quoted(launcher.resolve("jpsi").toString());
    String shown = folder.startsWith(here) ? here.relativize(folder).toString() : folder.toString();
    return ProblemText.escaped(
        "go on with: "
            + jpsi
            + " "
            + command
            + " --resume "
            + quoted(shown.startsWith("-") ? "./" + shown : shown));
  }

  static String quoted(String word) {
    return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

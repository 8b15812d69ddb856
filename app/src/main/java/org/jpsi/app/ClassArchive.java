package org.jpsi.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jpsi.app.Finding.Status;

/// The archive of classes laid out for the JVM, which a build of the launcher makes. A JVM that it
/// does not fit goes on without it, in silence; here it is asked for the reason.
final class ClassArchive {
  private static final String NAME = "archive";
  private static final String FLAG = "-XX:SharedArchiveFile=";
  // [0.067s][error][cds] Mismatched values for property ...
  private static final Pattern COMPLAINT =
      Pattern.compile("\\[(?:warning|error) *\\]\\[[^]]*\\] *");

  private ClassArchive() {}

  /// @param flags of this JVM
  static Finding finding(List<String> flags) {
    Optional<String> file =
        flags.stream()
            .filter(flag -> flag.startsWith(FLAG))
            .map(flag -> flag.substring(FLAG.length()))
            .reduce((first, last) -> last);
    if (file.isEmpty()) {
      return new Finding(
          NAME,
          Status.SLOW,
          "none: commands start some tenths of a second later",
          "./jpsi passes the one that its build makes; where that has made none, remove the folder"
              + " .jpsi and start again");
    }
    return finding(file.get(), ChildProcess.output(command(flags)));
  }

  /// @param said what a JVM with this archive and the log of its reading printed; empty where it
  ///   could not be started
  static Finding finding(String file, Optional<String> said) {
    Optional<String> reason =
        said.isEmpty() ? Optional.of("a JVM with it does not start") : complaint(said.get());
    return reason
        .map(why ->
            new Finding(
                NAME,
                Status.SLOW,
                file + " does not fit this JVM: " + why,
                "it fits the JDK and the flags of the build that made it; remove the folder"
                    + " .jpsi to have it made for these"))
        .orElseGet(() -> Finding.ok(NAME, file));
  }

  private static List<String> command(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    flags.stream().filter(flag -> !flag.startsWith("-Xlog:")).forEach(command::add);
    command.add("-Xshare:auto");
    command.add("-Xlog:cds=warning,aot=warning");
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add("-version");
    return command;
  }

  private static Optional<String> complaint(String said) {
    return said.lines()
        .map(COMPLAINT::matcher)
        .filter(complaint -> complaint.find())
        .map(complaint -> complaint.replaceFirst("\n").lines().reduce("", (first, last) -> last))
        // the last of them names no cause, but a flag that would
        .filter(text -> !text.contains("-Xlog"))
        .findFirst();
  }
}

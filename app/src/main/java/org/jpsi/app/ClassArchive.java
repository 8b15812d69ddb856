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
  private static final String AOT = "-XX:AOT";
  private static final String DAMAGED = "-Djpsi.damaged=";
  private static final String BUILDS =
      "the next command builds all anew (if it happens again, see to the disk)";
  // [0.067s][error][cds] Mismatched values for property ...
  private static final Pattern COMPLAINT =
      Pattern.compile("\\[(?:warning|error) *\\]\\[[^]]*\\] *");

  private ClassArchive() {}

  /// Finding about the archive of this process.
  ///
  /// @param flags of this JVM
  static Finding finding(List<String> flags) {
    Optional<String> damaged = value(flags, DAMAGED);
    if (damaged.isPresent()) {
      return new Finding(
          NAME, Status.SLOW, damaged.get() + " is damaged or lost, and left out", remedy());
    }
    Optional<String> cache = flags.stream().filter(flag -> flag.startsWith(AOT)).findFirst();
    if (cache.isPresent()) {
      return Finding.ok(NAME, "left out for what this JVM is given: " + cache.get());
    }
    Optional<String> file = value(flags, FLAG);
    if (file.isEmpty()) {
      return new Finding(
          NAME,
          Status.SLOW,
          "none: commands start some tenths of a second later",
          "./jpsi passes the one that its build makes; where that has made none, " + remedy());
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
                "it fits the JDK and the flags of the build that made it; to have it made for"
                    + " these, "
                    + remedy()))
        .orElseGet(() -> Finding.ok(NAME, file));
  }

  private static Optional<String> value(List<String> flags, String flag) {
    return flags.stream()
        .filter(given -> given.startsWith(flag))
        .map(given -> given.substring(flag.length()))
        .reduce((first, last) -> last);
  }

  private static String remedy() {
    return "remove " + current(System.getProperty("java.class.path", "")) + ": " + BUILDS;
  }

  /// The file that names the build in use, which lies beside the folder of its jars.
  static String current(String classpath) {
    return build(classpath)
        .map(folder -> folder.resolveSibling("current").toString())
        .orElse(".jpsi/current");
  }

  /// The folder of the jars of the build in use; empty where the class path begins with no jar.
  static Optional<Path> build(String classpath) {
    Path first = first(classpath);
    return first.toString().endsWith(".jar")
        ? Optional.ofNullable(first.toAbsolutePath().getParent())
        : Optional.empty();
  }

  /// The first place of a class path.
  static Path first(String classpath) {
    return Path.of(classpath.split(System.getProperty("path.separator", ":"), 2)[0]);
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

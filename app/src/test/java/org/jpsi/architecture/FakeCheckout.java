package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Checkout with the launcher, among JDKs and a Maven that only say how they were called. It sleeps
/// faster, and beats much faster than it waits, for machines that do much else.
final class FakeCheckout {
  /// Maven's part of a build, in the copy of the sources.
  static final String OK =
      """
      mkdir -p app/target
      echo app >app/target/jpsi-app-1.jar
      echo lib >lib.jar
      printf '%s' "$PWD/lib.jar" >app/target/classpath
      """;

  /// What nothing may be built without.
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "chmod",
          "cksum",
          "cmp",
          "cp",
          "find",
          "grep",
          "head",
          "id",
          "ln",
          "ls",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sh",
          "sort",
          "tail",
          "touch",
          "uname",
          "wc");

  final Path folder;
  final Path root;
  final Path jdks;
  final Path tools;

  record Result(int status, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  /// @param name of the checkout's folder
  FakeCheckout(Path folder, String name) throws IOException {
    assumeTrue(File.separatorChar == '/', "the launcher is a POSIX shell script");
    this.folder = folder;
    root = Files.createDirectories(folder.resolve(name));
    jdks = Files.createDirectories(folder.resolve("jdks"));
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      script(tools.resolve(tool), "exec " + onPath(tool) + " \"$@\"");
    }
    script(
        tools.resolve("sleep"),
        "case $1 in 2) set 1 ;; 1) set 2 ;; esac; exec " + onPath("sleep") + " 0.$1");
    Files.copy(House.ROOT.resolve("jpsi"), root.resolve("jpsi"));
    Files.copy(House.ROOT.resolve("jvm.args"), root.resolve("jvm.args"));
    Files.createDirectories(root.resolve(".mvn"));
    for (String file : List.of("build.sh", "jvm.config")) {
      Files.copy(House.ROOT.resolve(".mvn").resolve(file), root.resolve(".mvn").resolve(file));
    }
    Files.writeString(root.resolve("pom.xml"), "");
    Files.createDirectories(root.resolve("app/src/main"));
    Files.writeString(root.resolve("app/pom.xml"), "");
    Files.writeString(source("A"), "1");
    maven(OK);
  }

  Path source(String name) {
    return root.resolve("app/src/main").resolve(name + ".java");
  }

  /// The folder of builds of the account that owns the checkout.
  Path work() {
    return root.resolve(".jpsi");
  }

  /// A JDK whose `java` prints its arguments; to make an archive it writes one.
  Path jdk(String name, String version) throws IOException {
    Path home = jdks.resolve(name).normalize();
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(
        home.resolve("bin/java"),
        """
        printf '%s\\n' "$0" "$@"
        dump=
        for word; do case $word in
          -Xshare:dump) dump=yes ;;
          -XX:SharedArchiveFile=*) [ -z "$dump" ] || echo archive >"${word#*=}" ;;
        esac; done\
        """);
    script(home.resolve("bin/javac"), "exit 1");
    return home;
  }

  void maven(String does) throws IOException {
    script(root.resolve("mvnw"), does);
  }

  static void script(Path file, String does) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + does + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static Path onPath(String tool) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return Path.of(folder, tool);
      }
    }
    throw new IllegalStateException(tool + " is not on the PATH");
  }

  Result jpsi(String... words) throws Exception {
    return jpsi(Map.of(), words);
  }

  Result jpsi(Map<String, String> environment, String... words) throws Exception {
    return finish(start(environment, words));
  }

  Process start(Map<String, String> environment, String... words) throws IOException {
    String[] command = new String[words.length + 1];
    command[0] = root.resolve("jpsi").toString();
    System.arraycopy(words, 0, command, 1, words.length);
    return process(environment, command).start();
  }

  /// What a shell makes of a line in which `"$0"` is the launcher.
  Result shell(Map<String, String> environment, String line) throws Exception {
    return finish(
        process(environment, "/bin/sh", "-c", line, root.resolve("jpsi").toString()).start());
  }

  ProcessBuilder process(Map<String, String> environment, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("JPSI_JDKS", jdks.toString());
    builder.environment().putAll(environment);
    builder.environment().values().removeIf(String::isEmpty);
    return builder;
  }

  static Result finish(Process process) throws Exception {
    try (var out = process.inputReader();
        var err = process.errorReader()) {
      // What these print fits into a pipe.
      assertThat(process.waitFor(60, TimeUnit.SECONDS))
          .as("the launcher ends within a minute")
          .isTrue();
      return new Result(
          process.exitValue(),
          String.join("\n", out.lines().toList()),
          String.join("\n", err.lines().toList()));
    } finally {
      process.destroyForcibly();
    }
  }

  /// Names of what is in a folder, in order.
  static List<String> names(Path folder) {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

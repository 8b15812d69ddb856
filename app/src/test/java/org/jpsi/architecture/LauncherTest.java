package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./jpsi` among JDKs and a Maven that only say how they were called.
class LauncherTest {
  private static final String OK =
      "touch app/target/jpsi-app-1.jar lib.jar; printf '%s' \"$PWD/lib.jar\" >"
          + " app/target/classpath";

  @TempDir Path folder;
  private Path root;
  private Path jdks;
  private Path tools;

  private record Result(int status, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  @BeforeEach
  void aRepositoryWithABlankInItsName() throws IOException {
    assumeTrue(File.separatorChar == '/', "the launcher is a POSIX shell script");
    root = Files.createDirectories(folder.resolve("a repository"));
    jdks = Files.createDirectories(folder.resolve("jdks"));
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool :
        List.of(
            "cat",
            "cp",
            "find",
            "grep",
            "head",
            "ln",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "tail",
            "touch")) {
      script(tools.resolve(tool), "exec " + onPath(tool) + " \"$@\"");
    }
    Files.copy(House.ROOT.resolve("jpsi"), root.resolve("jpsi"));
    Files.copy(House.ROOT.resolve("jvm.args"), root.resolve("jvm.args"));
    Files.writeString(root.resolve("pom.xml"), "");
    Files.createDirectories(root.resolve("app/target"));
    Files.createDirectories(root.resolve("app/src/main"));
    Files.writeString(root.resolve("app/pom.xml"), "");
    maven(OK);
  }

  @Test
  void withoutAJdkItSaysHowToGetOne() throws Exception {
    jdk("old", "25.0.2");
    Result result = jpsi(Map.of(), "help");
    assertThat(result.status).isEqualTo(69);
    assertThat(result.out).isEmpty();
    assertThat(result.err)
        .startsWith("jpsi: needs a JDK 25.0.3 or newer, and found none.")
        .contains("brew install", "sdk install", "JAVA_HOME", "old (25.0.2)");
  }

  @Test
  void theLowestReleaseThatIsNewEnoughIsTakenWithItsLatestUpdate() throws Exception {
    jdk("a", "17.0.15");
    jdk("b", "27");
    jdk("c", "25.0.3");
    jdk("d", "25.0.11");
    jdk("e", "1.8.0_402");
    assertThat(jpsi(Map.of(), "help").lines().getFirst()).endsWith("/jdks/d/bin/java");
  }

  @Test
  void aSuitableJavaHomeIsTakenBeforeAllOthers() throws Exception {
    jdk("plain", "25.0.3");
    Path mine = jdk("mine", "26.0.1+8");
    Path old = jdk("old", "21.0.2");
    assertThat(jpsi(Map.of("JAVA_HOME", mine.toString()), "help").lines().getFirst())
        .endsWith("/jdks/mine/bin/java");
    assertThat(jpsi(Map.of("JAVA_HOME", old.toString()), "help").lines().getFirst())
        .endsWith("/jdks/plain/bin/java");
    assertThat(jpsi(Map.of("JAVA25_HOME", mine.toString()), "help").lines().getFirst())
        .endsWith("/jdks/mine/bin/java");
  }

  @Test
  void aJavaOnThePathIsFoundThroughItsLinks() throws Exception {
    Path home = jdk("../elsewhere", "25.0.4");
    Files.createSymbolicLink(tools.resolve("java"), home.resolve("bin/java"));
    assertThat(jpsi(Map.of(), "help").lines().getFirst()).endsWith("/elsewhere/bin/java");
  }

  @Test
  void aFolderWithoutACompilerIsNoJdk() throws Exception {
    Files.delete(jdk("jre", "25.0.3").resolve("bin/javac"));
    assertThat(jpsi(Map.of(), "help").status).isEqualTo(69);
  }

  @Test
  void onlyWhatComputesGetsTheVectorModule() throws Exception {
    jdk("jdk", "25.0.3");
    String vector = "--add-modules=jdk.incubator.vector";
    assertThat(jpsi(Map.of(), "train", "a file.yaml").lines())
        .contains(vector, "-XX:+UseSerialGC")
        .containsSubsequence("org.jpsi.app.Main", "train", "a file.yaml");
    assertThat(jpsi(Map.of(), "apply", "m", "f").lines()).contains(vector);
    assertThat(jpsi(Map.of(), "inspect", "f").lines()).doesNotContain(vector);
    assertThat(jpsi(Map.of(), "train", "--help").lines()).doesNotContain(vector);
  }

  @Test
  void aJdkThatLostTheVectorModuleRunsWithoutIt() throws Exception {
    Path home = jdk("jdk", "40");
    Files.writeString(
        home.resolve("release"), "JAVA_VERSION=\"40\"\nMODULES=\"java.base java.xml\"\n");
    assertThat(jpsi(Map.of(), "train").lines())
        .doesNotContain("--add-modules=jdk.incubator.vector")
        .contains("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void itBuildsOnceAndAgainWhenASourceComesChangesOrGoes() throws Exception {
    jdk("jdk", "25.0.3");
    assertThat(jpsi(Map.of(), "help").err).startsWith("jpsi: building, once").hasLineCount(1);
    assertThat(jpsi(Map.of(), "help").err).isEmpty();
    Path source = root.resolve("app/src/main/A.java");
    Files.writeString(source, "1");
    assertThat(jpsi(Map.of(), "help").err).startsWith("jpsi: building, since its sources changed");
    assertThat(jpsi(Map.of(), "help").err).isEmpty();
    Files.writeString(source, "2");
    assertThat(jpsi(Map.of(), "help").err).startsWith("jpsi: building");
    Files.delete(source);
    assertThat(jpsi(Map.of(), "help").err).startsWith("jpsi: building");
    assertThat(jpsi(Map.of(), "help").err).isEmpty();
    Files.delete(root.resolve("lib.jar"));
    try (var builds = Files.list(root.resolve(".jpsi"))) {
      Path copy =
          builds
              .filter(f -> f.getFileName().toString().startsWith("build-"))
              .max(LauncherTest::age)
              .orElseThrow();
      Files.delete(copy.resolve("lib.jar"));
    }
    assertThat(jpsi(Map.of(), "help").err).startsWith("jpsi: building");
  }

  @Test
  void aBuildThatFailsShowsWhatMavenSaid() throws Exception {
    jdk("jdk", "25.0.3");
    maven("echo noise; echo '[ERROR] ouch'; exit 1");
    Result result = jpsi(Map.of(), "help");
    assertThat(result.status).isEqualTo(3);
    assertThat(result.out).isEmpty();
    assertThat(result.err)
        .contains("the build failed", "[ERROR] ouch", "build.log")
        .doesNotContain("noise");
    maven(OK);
    assertThat(jpsi(Map.of(), "help").status).isZero();
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    jdk("jdk", "25.0.3");
    maven("echo built >> ../built; sleep 1; " + OK);
    Process one = start(Map.of(), "help");
    Process two = start(Map.of(), "help");
    assertThat(finish(one).status).isZero();
    assertThat(finish(two).status).isZero();
    assertThat(Files.readAllLines(folder.resolve("built"))).hasSize(1);
  }

  @Test
  void aLockWhoseHolderIsGoneIsNoObstacle() throws Exception {
    jdk("jdk", "25.0.3");
    Files.createDirectories(root.resolve(".jpsi"));
    Files.createSymbolicLink(root.resolve(".jpsi/lock"), Path.of("999999999"));
    assertThat(jpsi(Map.of(), "help").status).isZero();
  }

  @Test
  void aCheckoutThatCannotBeWrittenIsToldAndNotWaitedFor() throws Exception {
    jdk("jdk", "25.0.3");
    Path work = Files.createFile(root.resolve(".jpsi"));
    Result result = jpsi(Map.of(), "help");
    assertThat(result.status).isEqualTo(1);
    assertThat(result.out).isEmpty();
    assertThat(result.err)
        .isEqualTo(
            """
            jpsi: %s cannot be written, and holds no build that this account can use.
            Clone the repository into a folder of your own, or see that the disk has room.\
            """
                .formatted(work.toRealPath()));
    // as on a full disk, or where it became read-only
    Files.delete(work);
    script(tools.resolve("ln"), "exit 1");
    assertThat(jpsi(Map.of(), "help")).isEqualTo(result);
  }

  @Test
  void itRunsThroughALinkFromAnywhere() throws Exception {
    jdk("jdk", "25.0.3");
    Path link = Files.createSymbolicLink(folder.resolve("my link"), Path.of("a repository/jpsi"));
    Process process = process(Map.of(), link.toString(), "help").directory(jdks.toFile()).start();
    assertThat(finish(process).lines()).endsWith("org.jpsi.app.Main", "help");
  }

  private static int age(Path a, Path b) {
    try {
      return Files.getLastModifiedTime(a).compareTo(Files.getLastModifiedTime(b));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = jdks.resolve(name).normalize();
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/java"), "printf '%s\\n' \"$0\" \"$@\"");
    script(home.resolve("bin/javac"), "exit 1");
    return home;
  }

  private void maven(String does) throws IOException {
    script(root.resolve("mvnw"), does);
  }

  private static void script(Path file, String does) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + does + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path onPath(String tool) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return Path.of(folder, tool);
      }
    }
    throw new IllegalStateException(tool + " is not on the PATH");
  }

  private Result jpsi(Map<String, String> environment, String... words) throws Exception {
    return finish(start(environment, words));
  }

  private Process start(Map<String, String> environment, String... words) throws IOException {
    String[] command = new String[words.length + 1];
    command[0] = root.resolve("jpsi").toString();
    System.arraycopy(words, 0, command, 1, words.length);
    return process(environment, command).start();
  }

  private ProcessBuilder process(Map<String, String> environment, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("JPSI_JDKS", jdks.toString());
    builder.environment().putAll(environment);
    return builder;
  }

  private static Result finish(Process process) throws Exception {
    try (var out = process.inputReader();
        var err = process.errorReader()) {
      // What these print fits into a pipe.
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Result(
          process.exitValue(),
          String.join("\n", out.lines().toList()),
          String.join("\n", err.lines().toList()));
    }
  }
}

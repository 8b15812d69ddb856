package org.jpsi.benchmarks.endure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Attacks on `./jpsi` and what it builds, in a checkout whose Maven lays down the jars that this
/// process runs with: builders killed at random moments, damaged and truncated files, stale locks,
/// clocks that are wrong, and the same checkout used by another account, which cannot write it.
record Launcher() implements Attack {
  private static final String NOBODY = "65534";
  private static final Duration LONGEST_MOMENT = Duration.ofSeconds(8);

  @Override
  public String name() {
    return "launcher";
  }

  @Override
  public String promise() {
    return "./jpsi builds what is there, whole, and starts; it never hangs, crashes or uses a stale"
        + " or half a build";
  }

  @Override
  public void run(Deadline until, Report report) throws Exception {
    Path folder = report.folder();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path root = checkout(folder);
    Random random = report.random();
    Path nobody = Files.createDirectories(folder.resolve("nobody"));
    boolean accounts =
        "root".equals(System.getProperty("user.name"))
            && Files.isExecutable(Path.of("/usr/bin/setpriv"));
    if (accounts) {
      Files.setAttribute(nobody, "unix:uid", Integer.parseInt(NOBODY));
    } else {
      report.skipped("another account: needs root and setpriv");
    }
    starts(root, report, "the first build");
    int round = 0;
    do {
      edit(root, random, ++round);
      kill(root, random, report);
      starts(root, report, "after a killed builder");
      damage(root, random, report);
      edit(root, random, ++round);
      leaveLock(root, random);
      String said = starts(root, report, "with a stale lock and a wrong clock");
      report.check(said.contains("building"), "a change was not seen: " + said);
      report.count("changes under a wrong clock, behind a stale lock");
      if (accounts) {
        anotherAccount(root, nobody, round, random, report);
      }
    } while (!until.isOver());
  }

  private static Path checkout(Path folder) throws IOException {
    Path house = house();
    Path root = Files.createDirectories(folder.resolve("a checkout"));
    Path jars = Files.createDirectories(folder.resolve("jars"));
    Files.createDirectories(root.resolve("app/src/main"));
    Files.createDirectories(root.resolve(".mvn"));
    for (String file : List.of("jpsi", "jvm.args", ".mvn/build.sh", ".mvn/jvm.config")) {
      Files.copy(house.resolve(file), root.resolve(file));
    }
    Files.writeString(root.resolve("pom.xml"), "");
    Files.writeString(root.resolve("app/pom.xml"), "");
    List<String> others = new ArrayList<>();
    Path app = null;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      if (!Files.isRegularFile(jar)) {
        continue;
      }
      Path copy = Files.copy(jar, jars.resolve(jar.getFileName()));
      if (copy.getFileName().toString().startsWith("jpsi-app-")) {
        app = copy;
      } else {
        others.add(copy.toString());
      }
    }
    if (app == null) {
      throw new IOException("no jar of the commands among those this runs with");
    }
    Files.writeString(
        root.resolve("mvnw"),
        """
        mkdir -p app/target
        cp '%s' app/target/jpsi-app-1.jar
        printf '%%s' '%s' >app/target/classpath
        """
            .formatted(app, String.join(File.pathSeparator, others)));
    return root;
  }

  // The repository: these classes lie in benchmarks/target/classes.
  private static Path house() {
    String first = System.getProperty("java.class.path").split(File.pathSeparator, -1)[0];
    return Path.of(first).toAbsolutePath().normalize().resolve("../../..").normalize();
  }

  private static void edit(Path root, Random random, int round) throws IOException {
    Path source = root.resolve("app/src/main/A.java");
    Files.writeString(source, "round " + round);
    Files.setLastModifiedTime(source, FileTime.fromMillis(random.nextLong(4_000_000_000_000L)));
  }

  private static void kill(Path root, Random random, Report report)
      throws IOException, InterruptedException {
    Process builder = process(List.of(root + "/jpsi", "--version"), Map.of()).process();
    long moment = (long) (random.nextDouble() * LONGEST_MOMENT.toMillis());
    boolean ended = builder.waitFor(moment, TimeUnit.MILLISECONDS);
    List<ProcessHandle> below = builder.descendants().toList();
    boolean all = random.nextBoolean();
    builder.destroyForcibly().waitFor();
    if (all) {
      below.forEach(ProcessHandle::destroyForcibly);
    }
    report.count(
        ended ? "builds that were over" : all ? "builders killed" : "launchers killed alone");
  }

  private static void damage(Path root, Random random, Report report)
      throws IOException, InterruptedException {
    Path file;
    boolean cut = random.nextBoolean();
    try (Stream<Path> files = Files.walk(root.resolve(".jpsi"))) {
      List<Path> all =
          files
              .filter(Files::isRegularFile)
              .filter(f -> cut || f.endsWith("classes.jsa") || f.endsWith("current"))
              .sorted()
              .toList();
      file = all.get(random.nextInt(all.size()));
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 0) {
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      // A new file: the old one may be linked from elsewhere.
      Files.delete(file);
      Files.write(file, cut ? Arrays.copyOf(bytes, at) : bytes);
    }
    report.count(cut ? "files cut short" : "bits flipped in archives and the like");
    // A command that computes, which takes the archive of classes.
    Command.Outcome outcome =
        process(List.of(root + "/jpsi", "train", "nothing.yaml"), Map.of()).outcome();
    report.check(
        outcome.status() == 1 && outcome.text().contains("nothing.yaml"),
        "status " + outcome.status() + " with damaged " + file + ": " + outcome.text());
  }

  private static void leaveLock(Path root, Random random) throws IOException {
    Path lock = root.resolve(".jpsi/lock");
    if (Files.exists(lock)) {
      return;
    }
    Files.createDirectory(lock);
    Files.writeString(lock.resolve("who"), "process " + random.nextInt(1, 99) + " on elsewhere\n");
    Files.writeString(lock.resolve("beat"), random.nextInt(99) + "\n");
  }

  private static void anotherAccount(Path root, Path home, int round, Random random, Report report)
      throws IOException, InterruptedException {
    if (random.nextBoolean()) {
      edit(root, random, 1000 + round);
    }
    Map<String, FileTime> before = state(root);
    List<String> line =
        List.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            root + "/jpsi",
            "--version");
    Command.Outcome outcome = process(line, Map.of("HOME", home.toString())).outcome();
    report.check(
        outcome.status() == 0 && outcome.text().contains("Jpsi"),
        "status " + outcome.status() + " as another account: " + outcome.text());
    report.check(before.equals(state(root)), "another account changed the checkout");
    report.count("starts by another account");
  }

  private static Map<String, FileTime> state(Path root) throws IOException {
    Map<String, FileTime> state = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      files.forEach(file -> {
        try {
          state.put(file.toString(), Files.getLastModifiedTime(file));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
    return state;
  }

  private static String starts(Path root, Report report, String when)
      throws IOException, InterruptedException {
    Command.Outcome outcome = process(List.of(root + "/jpsi", "--version"), Map.of()).outcome();
    report.check(
        outcome.status() == 0 && outcome.text().contains("Jpsi"),
        "status " + outcome.status() + " " + when + ": " + outcome.text());
    report.count("starts");
    return outcome.text();
  }

  private static Command.Running process(List<String> line, Map<String, String> environment)
      throws IOException {
    Path log = Files.createTempFile("endure", ".log");
    log.toFile().deleteOnExit();
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("XDG_CACHE_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Command.Running(process, log);
  }
}

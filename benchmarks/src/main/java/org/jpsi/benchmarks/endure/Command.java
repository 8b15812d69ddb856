package org.jpsi.benchmarks.endure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Command of Jpsi in a process of its own, begun in a folder, with this process's JVM and class
/// path. It compiles little, since it does not live long.
///
/// @param folder where it runs
/// @param flags of the JVM
/// @param words of the command line
record Command(Path folder, List<String> flags, List<String> words) {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  static Command in(Path folder, String... words) {
    return new Command(folder, List.of(), List.of(words));
  }

  Command with(String... more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(Arrays.asList(more));
    return new Command(folder, all, words);
  }

  /// Outcome of a command.
  ///
  /// @param status of the exit: 128 plus the number of the signal that ended it, else what it gave
  /// @param text on both streams
  record Outcome(int status, String text) {}

  /// A process under way.
  record Running(Process process, Path log) {
    /// Waits for the end.
    Outcome outcome() throws IOException, InterruptedException {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException("no end within " + LONGEST + ": " + Files.readString(log));
      }
      return new Outcome(
          process.exitValue(), new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
    }

    /// Whether it ended within the time.
    boolean endsWithin(Duration time) throws InterruptedException {
      return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Sends a signal, where the process is still there.
    ///
    /// @param name `TERM`
    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }

  Running start() throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    line.addAll(flags);
    line.addAll(List.of("-classpath", System.getProperty("java.class.path"), "org.jpsi.app.Main"));
    line.addAll(words);
    // beside the folder, which may be full
    Path log = Files.createTempFile("endure", ".log");
    log.toFile().deleteOnExit();
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    return new Running(process, log);
  }

  Outcome run() throws IOException, InterruptedException {
    return start().outcome();
  }
}

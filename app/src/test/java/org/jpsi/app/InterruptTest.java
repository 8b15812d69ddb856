package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signals to a process of its own.
class InterruptTest {
  /// Waits to be told to stop; with an argument it does not obey.
  static final class Job {
    static void main(String[] words) throws InterruptedException {
      Terminal terminal = new Terminal(System.out, System.err, false, false);
      Interrupt interrupt = Interrupt.leavingNothing(terminal).listen();
      System.out.println("ready");
      while (!interrupt.requested() || words.length > 0) {
        Thread.sleep(10);
      }
      System.out.println("written");
      System.exit(interrupt.status());
    }
  }

  @Test
  void theFirstEndsTheJobWell() throws Exception {
    Process job = start();
    try (BufferedReader out = job.inputReader();
        BufferedReader err = job.errorReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      signal("INT", job);
      assertThat(out.readLine()).isEqualTo("written");
      assertThat(job.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(job.exitValue()).isEqualTo(130);
      assertThat(err.lines().toList())
          .contains("stopping, nothing will be written; once more ends it immediately");
    }
  }

  @Test
  void theSecondEndsTheProcess() throws Exception {
    Process job = start("stubborn");
    try (BufferedReader out = job.inputReader();
        BufferedReader err = job.errorReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      signal("INT", job);
      assertThat(err.readLine()).isEmpty();
      assertThat(err.readLine()).startsWith("stopping");
      signal("INT", job);
      assertThat(job.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(job.exitValue()).isEqualTo(130);
    }
  }

  /// What does not obey is gone all the same, with the status of the signal.
  @ParameterizedTest
  @CsvSource({"TERM, 143", "HUP, 129"})
  void terminationIsNotWaitedForLong(String name, int status) throws Exception {
    Process job = start("stubborn");
    try (BufferedReader out = job.inputReader();
        BufferedReader err = job.errorReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      signal(name, job);
      assertThat(job.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(job.exitValue()).isEqualTo(status);
      assertThat(err.lines().toList()).endsWith("ended; nothing was written");
    }
  }

  @Test
  void whatNohupIgnoresStaysIgnored() throws Exception {
    Process job = start(List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "sh"));
    try (BufferedReader out = job.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      signal("HUP", job);
      signal("TERM", job);
      assertThat(out.readLine()).isEqualTo("written");
      assertThat(job.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(job.exitValue()).isEqualTo(143);
    }
  }

  /// Prints on both streams without end.
  static final class Talker {
    static void main(String[] words) {
      Terminal terminal = new Terminal(System.out, System.err, false, false);
      Interrupt.leavingNothing(terminal).listen();
      while (true) {
        terminal.out().println("epoch");
        terminal.err().println("warning");
      }
    }
  }

  /// The last line says how to go on: what other threads still print would hide it.
  @Test
  void nothingIsPrintedBehindTheLastLine() throws Exception {
    assumeTrue(File.separatorChar == '/', "signals are sent by the POSIX command kill");
    Process job = new ProcessBuilder(command(Talker.class)).redirectErrorStream(true).start();
    try (BufferedReader out = job.inputReader()) {
      assertThat(out.readLine()).isEqualTo("epoch");
      signal("TERM", job);
      String last = "";
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line;
      }
      assertThat(last).isEqualTo("ended; nothing was written");
      assertThat(job.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(job.exitValue()).isEqualTo(143);
    }
  }

  private static Process start(String... words) throws Exception {
    return start(List.of(), words);
  }

  private static Process start(List<String> before, String... words) throws Exception {
    assumeTrue(File.separatorChar == '/', "signals are sent by the POSIX command kill");
    List<String> command = new ArrayList<>(before);
    command.addAll(command(Job.class));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).start();
  }

  private static List<String> command(Class<?> program) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-classpath",
        System.getProperty("java.class.path"),
        program.getName());
  }

  private static void signal(String name, Process job) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(job.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}

package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signals to trainings in processes of their own, by what they have just printed.
class SignalledRunTest {
  @TempDir Path folder;

  @BeforeEach
  void samples() throws IOException {
    assumeTrue(File.separatorChar == '/', "signals are sent by the POSIX command kill");
    new TwoSamples(folder).write();
    Files.writeString(
        folder.resolve("toy.yaml"),
        TwoSamples.YAML
            + """
            signal: sig
            features: [m_bb, y]
            network: {layers: [16, 8], dropout: 0.1}
            training: {epochs: 100000, batch: 100, patience: 0}
            """);
  }

  /// What a training that got signals came to.
  private record Outcome(int status, List<String> out, List<String> err) {}

  private static List<String> command(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-classpath",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(words));
    return command;
  }

  private Outcome signalled(String after, List<String> signals, String... words)
      throws IOException, InterruptedException {
    List<String> command = command("train", "--threads", "1");
    command.addAll(List.of(words));
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    List<String> out = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      boolean sent = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.add(line);
        if (!sent && line.startsWith(after)) {
          sent = true;
          for (String signal : signals) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
            // two that come at once may be one
            TimeUnit.MILLISECONDS.sleep(signals.size() > 1 ? 200 : 0);
          }
        }
      }
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> err = Files.readAllLines(errors);
    Files.delete(errors);
    return new Outcome(process.exitValue(), out, err);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".csv") && !name.endsWith(".root"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "HUP, 129"})
  void terminationKeepsTheCheckpointAndSaysHowToGoOn(String signal, int status) throws Exception {
    Outcome outcome = signalled("epoch 3/", List.of(signal), "toy.yaml", "--out", "run");
    assertThat(outcome.status()).isEqualTo(status);
    assertThat(outcome.err().getLast())
        .matches(
            "ended; the run is kept as it was after epoch \\d+; go on with: \\./jpsi train --resume"
                + " run");
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(folder.resolve("run.partial/checkpoint.safetensors")).exists();
    Outcome resumed = signalled("epoch", List.of("INT"), "--resume", "run");
    assertThat(resumed.status()).isEqualTo(130);
    assertThat(resumed.out()).anyMatch(line -> line.startsWith("reading "));
    assertThat(resumed.out()).noneMatch(line -> line.startsWith("epoch 2/"));
    assertThat(folder.resolve("run/report.html")).exists();
    assertThat(names()).containsExactly("run", "toy.yaml");
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void whileEventsAreReadASignalIsHeardAtOnceAndNothingIsLeft(String signal, int status)
      throws Exception {
    // minutes of generating
    Outcome outcome =
        signalled(
            "generating ",
            List.of(signal),
            "--set",
            "samples=[{generate: higgs, events: 20000000}]",
            "--out",
            "deep/run");
    assertThat(outcome.status()).as(outcome.toString()).isEqualTo(status);
    assertThat(outcome.err().getLast()).startsWith("ended; nothing was trained for an epoch yet");
    assertThat(names()).containsExactly("toy.yaml");
  }

  @Test
  void ctrlCTwiceEndsAtOnceAndKeepsTheCheckpoint() throws Exception {
    Outcome outcome = signalled("epoch 2/", List.of("INT"), "toy.yaml", "--out", "run");
    assertThat(outcome.status()).isEqualTo(130);
    assertThat(outcome.err())
        .contains("stopping, the run will be written; once more ends it immediately");
    assertThat(names()).containsExactly("run", "toy.yaml");
    // stopped at its report, where the first only gets a word
    Outcome ended =
        signalled(
            "scoring",
            List.of("INT", "INT"),
            "toy.yaml",
            "--out",
            "other",
            "--set",
            "training.epochs=2");
    if (ended.status() == 0) {
      assertThat(names()).as("written before the second came").contains("other");
    } else {
      assertThat(ended.status()).isEqualTo(130);
      assertThat(ended.err().getLast()).startsWith("ended; the trained model is kept in ");
      assertThat(folder.resolve("other.partial/checkpoint.safetensors")).exists();
    }
  }

  /// A sample of hours, ended as soon as its file is begun.
  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void aSampleThatIsEndedLeavesNoHalfFile(String signal, int status) throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    Process process =
        new ProcessBuilder(
                command("generate", "higgs", "--events", "1000000000", "--out", "out/big.root"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (process.isAlive() && isEmpty(out)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(status);
    // where it was too slow to end well, what is left has not the name of the sample
    assertThat(out.resolve("big.root")).doesNotExist();
    if (signal.equals("INT")) {
      assertThat(out).isEmptyDirectory();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}

package org.jpsi.benchmarks.endure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Small training that attacks disturb, and the run of it that nobody disturbed.
///
/// @param folder with events, analysis and runs
/// @param nanoseconds that the whole command took
record ToyRun(Path folder, long nanoseconds) {
  private static final String ANALYSIS =
      """
      samples: [events.root]
      label: process
      features: [m_jj, m_jjj, m_bb, m_wbb, m_wwbb]
      network: {layers: [16, 8], dropout: 0.1}
      training: {epochs: 60, batch: 200, patience: 0}
      """;

  // What a run's bits are, whoever disturbed it; the report is compared by its length being there.
  private static final List<String> SAME =
      List.of("model.safetensors", "history.csv", "metrics.json", "scores.root");

  // The undisturbed run of the first attack serves the others too.
  private static Optional<ToyRun> made = Optional.empty();

  /// Puts events and the undisturbed run, `straight`, into a folder.
  static ToyRun in(Path folder) throws IOException, InterruptedException {
    if (made.isEmpty()) {
      made = Optional.of(make(Files.createTempDirectory("endure-toy-").toRealPath()));
    }
    ToyRun toy = made.get();
    try (Stream<Path> files = Files.walk(toy.folder)) {
      for (Path file : files.filter(file -> !file.equals(toy.folder)).toList()) {
        Files.copy(file, folder.resolve(toy.folder.relativize(file)));
      }
    }
    return new ToyRun(folder, toy.nanoseconds);
  }

  /// Removes what was made for all.
  static void removeMade() throws IOException {
    if (made.isPresent()) {
      Endure.remove(made.get().folder);
    }
  }

  private static ToyRun make(Path folder) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("toy.yaml"), ANALYSIS);
    demandDone(
        Command.in(folder, "generate", "higgs", "--events", "4000", "--out", "events.root").run());
    long begin = System.nanoTime();
    demandDone(Command.in(folder, "train", "toy.yaml", "--out", "straight").run());
    return new ToyRun(folder, System.nanoTime() - begin);
  }

  private static void demandDone(Command.Outcome outcome) throws IOException {
    if (outcome.status() != 0) {
      throw new IOException("status " + outcome.status() + ": " + outcome.text());
    }
  }

  Command train(String out, String... more) {
    String[] words =
        Arrays.copyOf(new String[] {"train", "toy.yaml", "--out", out}, 4 + more.length);
    System.arraycopy(more, 0, words, 4, more.length);
    return Command.in(folder, words);
  }

  Command resume(String out) {
    return Command.in(folder, "train", "--resume", out, "--threads", "2");
  }

  Path run(String name) {
    return folder.resolve(name);
  }

  Path partial(String name) {
    return folder.resolve(name + ".partial");
  }

  /// The lock of a run, in which its owner is named.
  Path lock(String name) {
    Path run = run(name);
    return run.resolveSibling("." + run.getFileName() + ".lock");
  }

  boolean hasCheckpoint(String name) {
    return Files.exists(partial(name).resolve("checkpoint.safetensors"));
  }

  /// Compares a finished run with the undisturbed one.
  void demandSame(String name, Report report) throws IOException {
    for (String file : SAME) {
      Path found = run(name).resolve(file);
      if (!Files.exists(found) || Files.mismatch(found, run("straight").resolve(file)) >= 0) {
        report.broken(file + " of " + run(name) + " is not that of the undisturbed run");
        return;
      }
    }
    report.check(Files.exists(run(name).resolve("report.html")), "no report in " + run(name));
    report.count("finished with the bits of the undisturbed run");
  }
}

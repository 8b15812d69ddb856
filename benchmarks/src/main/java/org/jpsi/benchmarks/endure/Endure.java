package org.jpsi.benchmarks.endure;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Entry point of the endurance test: see `benchmarks/endure`.
final class Endure {
  private static final List<Attack> ATTACKS =
      List.of(
          new Kill("KILL"),
          new Kill("TERM"),
          new FullDisk(),
          new TwoRuns(),
          new SmallHeap(),
          new Locales(),
          new Launcher(),
          new HostileInputs(),
          new ConcurrentScores());

  private Endure() {}

  /// Options of the command line.
  // Where others took longer than their share: without any time an attack tries nothing, which
  // shows nothing.
  private static final Duration LEAST = Duration.ofSeconds(3);

  /// @param time in all; each attack has an equal share of what is left
  /// @param only attacks whose name contains this
  private record Options(Duration time, String only, long seed) {
    static Options of(String[] words) {
      double minutes = 2;
      String only = "";
      long seed = 1;
      for (int i = 0; i < words.length; i += 2) {
        if (i + 1 == words.length) {
          throw new IllegalArgumentException("expected a value after " + words[i]);
        }
        switch (words[i]) {
          case "--minutes" -> minutes = Double.parseDouble(words[i + 1]);
          case "--only" -> only = words[i + 1];
          case "--seed" -> seed = Long.parseLong(words[i + 1]);
          default ->
              throw new IllegalArgumentException(
                  "expected --minutes, --only or --seed, found " + words[i]);
        }
      }
      return new Options(Duration.ofMillis((long) (60_000 * minutes)), only, seed);
    }
  }

  static void main(String[] words) throws IOException {
    Options options = Options.of(words);
    List<Attack> attacks =
        ATTACKS.stream().filter(attack -> attack.name().contains(options.only)).toList();
    if (attacks.isEmpty()) {
      throw new IllegalArgumentException(
          "expected one of "
              + String.join(", ", ATTACKS.stream().map(Attack::name).toList())
              + ", found "
              + options.only);
    }
    System.out.println(
        "attacks: " + attacks.size() + ", time: " + options.time + ", seed: " + options.seed);
    Deadline end = Deadline.in(options.time);
    boolean held = true;
    for (int i = 0; i < attacks.size(); i++) {
      Duration share = end.left().dividedBy(attacks.size() - i);
      Duration given = share.compareTo(LEAST) < 0 ? LEAST : share;
      held &= attack(attacks.get(i), Deadline.in(given), options.seed);
    }
    ToyRun.removeMade();
    System.exit(held ? 0 : 1);
  }

  private static boolean attack(Attack attack, Deadline until, long seed) throws IOException {
    Path folder = Files.createTempDirectory("endure-" + attack.name() + "-").toRealPath();
    Report report = new Report(folder, seed);
    long begin = System.nanoTime();
    try {
      attack.run(until, report);
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      report.broken("the attack itself: " + trace);
    }
    report.print(attack, (System.nanoTime() - begin) / 1e9, System.out);
    if (report.held()) {
      remove(folder);
    }
    return report.held();
  }

  /// Removes a folder with all that is in it.
  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package org.jpsi.benchmarks.endure;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Report of an attack: how often each thing was tried or came out, and what broke. Threads may
/// share one.
final class Report {
  // Of an attack that breaks each time, these say it all.
  private static final int SHOWN = 5;

  private final Path folder;
  private final long seed;
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private long breaks;

  Report(Path folder, long seed) {
    this.folder = folder;
    this.seed = seed;
  }

  /// The folder to work in, which is kept where something broke.
  Path folder() {
    return folder;
  }

  /// Random numbers, the same for the same `--seed`.
  Random random() {
    return new Random(seed);
  }

  /// Counts a try or an outcome.
  void count(String what) {
    count(what, 1);
  }

  synchronized void count(String what, long times) {
    counts.merge(what, times, Long::sum);
  }

  /// Records a broken promise.
  ///
  /// @param what with all that is needed to see it again
  synchronized void broken(String what) {
    breaks++;
    if (broken.size() < SHOWN) {
      broken.add(what);
    }
  }

  /// Records a broken promise unless it held.
  void check(boolean held, String otherwise) {
    if (!held) {
      broken(otherwise);
    }
  }

  /// Records what could not be tried here, and why.
  synchronized void skipped(String why) {
    skipped.add(why);
  }

  synchronized boolean held() {
    return breaks == 0;
  }

  synchronized void print(Attack attack, double seconds, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-14s %s%s (%.0f s)%n",
        attack.name(),
        held() ? "" : "BROKEN: ",
        attack.promise(),
        seconds);
    counts.forEach((what, times) -> out.printf(Locale.ROOT, "%15d %s%n", times, what));
    skipped.forEach(why -> out.println("        skipped " + why));
    broken.forEach(what -> out.println("         broken " + what));
    if (breaks > broken.size()) {
      out.println("         broken " + (breaks - broken.size()) + " times more");
    }
    if (!held()) {
      out.println("                 " + folder);
    }
  }
}

package org.jpsi.benchmarks;

import java.util.List;

/// Settings of a benchmark: duration, threads, rounds, clock.
///
/// @param threads of one step or one batch
/// @param seconds measured per cell and round
/// @param warmup seconds before that
/// @param rounds number; the best counts
/// @param only cases whose name contains this
/// @param clock that times the calls
record Settings(
    int threads, double seconds, double warmup, int rounds, String only, Stopwatch.Clock clock) {
  Settings {
    if (clock == Stopwatch.Clock.CPU && threads > 1) {
      throw new IllegalArgumentException(
          "--clock cpu is the time of one thread: expected --threads 1, found " + threads);
    }
  }

  static Settings of(List<String> words) {
    int threads = 1;
    double seconds = 0.5;
    double warmup = -1;
    int rounds = 3;
    String only = "";
    Stopwatch.Clock clock = Stopwatch.Clock.WALL;
    for (int i = 0; i < words.size(); i += 2) {
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException("expected a value after " + words.get(i));
      }
      String value = words.get(i + 1);
      switch (words.get(i)) {
        case "--threads" -> threads = Integer.parseInt(value);
        case "--seconds" -> seconds = Double.parseDouble(value);
        case "--warmup" -> warmup = Double.parseDouble(value);
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--only" -> only = value;
        case "--clock" -> clock = Stopwatch.Clock.of(value);
        default ->
            throw new IllegalArgumentException(
                "expected --threads, --seconds, --warmup, --rounds, --only or --clock, found "
                    + words.get(i));
      }
    }
    return new Settings(threads, seconds, warmup < 0 ? seconds : warmup, rounds, only, clock);
  }
}

package org.jpsi.lab.sim;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.parallel.ThreadBudget;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Makes tables of toy Monte Carlo events.
///
/// ```java
/// Table events = Generator.of("higgs", 1).table(200_000);
/// ```
///
/// Event `i` is a function of (seed, process, i) alone: not of the threads, nor of the piece of the
/// sample it is asked for with. An event that fails the selection is drawn again from further
/// numbers of its own, so every event exists.
///
/// The columns are the features of the process as float32, then `process` (int32, the truth: {@link
/// Process}), `eventNumber` (int64, i) and `weight` (float32). Classes come in equal parts, as in
/// the UCI sample, not as cross sections have them, and every weight is 1: the events are drawn
/// from what they stand for, and nothing is left to weigh.
///
/// @param process what is made
/// @param seed another one makes other events of the same kind
/// @param normalized features without dimension, each divided by its typical size, as UCI gives the
///   HIGGS sample, in place of GeV and radians; azimuths and pseudorapidities are divided by their
///   spread
/// @param threads how many make events; the same events come out with any number
public record Generator(Process process, long seed, boolean normalized, int threads) {
  // No process here accepts less than one event in fifty; to reach this bound means it accepts
  // none.
  private static final int TRIALS = 100_000;

  public Generator {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
  }

  /// In physical units, with the process's {@link ThreadBudget}.
  public static Generator of(Process process, long seed) {
    return new Generator(process, seed, false, ThreadBudget.threads());
  }

  /// The same, with the process by its id.
  ///
  /// @throws org.jpsi.core.errors.InputException where there is no such process, with the nearest
  ///   ids
  public static Generator of(String process, long seed) {
    return of(Process.of(process), seed);
  }

  public Generator normalized(boolean choice) {
    return new Generator(process, seed, choice, threads);
  }

  public Generator threads(int number) {
    return new Generator(process, seed, normalized, number);
  }

  /// Events 0 to `events` - 1.
  public Table table(int events) {
    return table(0, events);
  }

  /// Events `from` to `to` - 1.
  public Table table(long from, long to) {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("events " + from + " to " + to);
    }
    EventBlock block = new EventBlock(process, normalized, from, Math.toIntExact(to - from));
    block.fill(Rng.of(seed).child("sim").child(process.id()), threads);
    return block.table(process.id() + " generated with seed " + seed);
  }

  /// The columns while they are filled. Threads write to rows of their own.
  private record EventBlock(
      ProcessSample sample,
      long first,
      double[] divisors,
      float[][] features,
      int[] codes,
      long[] numbers,
      float[] weights,
      boolean normalized) {
    EventBlock(Process process, boolean normalized, long first, int rows) {
      this(
          process.sample(),
          first,
          process.sample().features().stream()
              .mapToDouble(f -> normalized ? f.divisor() : 1)
              .toArray(),
          new float[process.sample().features().size()][rows],
          new int[rows],
          new long[rows],
          new float[rows],
          normalized);
    }

    void fill(Rng events, int threads) {
      Chunks.run(codes.length, threads, (from, to) -> fill(events, from, to));
    }

    private void fill(Rng events, int from, int to) {
      double[] row = new double[features.length];
      for (int i = from; i < to; i++) {
        EventRandom draws = new EventRandom(events.child(first + i));
        codes[i] = sample.code(draws);
        numbers[i] = first + i;
        weights[i] = 1;
        make(i, draws, row);
        for (int f = 0; f < row.length; f++) {
          features[f][i] = (float) (row[f] / divisors[f]);
        }
      }
    }

    private void make(int i, EventRandom draws, double[] row) {
      for (int trial = 0; trial < TRIALS; trial++) {
        if (sample.make(codes[i], draws, row)) {
          return;
        }
      }
      throw new IllegalStateException(
          "no event of " + TRIALS + " is accepted for code " + codes[i]);
    }

    Table table(String origin) {
      List<Column> columns = new ArrayList<>();
      List<ProcessSample.FeatureLabel> described = sample.features();
      for (int f = 0; f < features.length; f++) {
        ProcessSample.FeatureLabel feature = described.get(f);
        columns.add(
            NumberColumn.of(feature.name(), normalized ? "1" : feature.unit(), features[f]));
      }
      columns.add(NumberColumn.of("process", "1", codes));
      columns.add(NumberColumn.of("eventNumber", "1", numbers));
      columns.add(NumberColumn.of("weight", "1", weights));
      return Table.of(origin, columns);
    }
  }
}

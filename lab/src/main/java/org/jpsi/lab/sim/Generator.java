package org.jpsi.lab.sim;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.parallel.ThreadBudget;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Toy Monte Carlo event generator: tables of simulated events.
///
/// ```java
/// Table events = Generator.of("higgs", 1).table(200_000);
/// ```
///
/// Event `i` is a function of (seed, process, i) alone: not of the threads, nor of the range that
/// is asked for. An event that fails the selection is drawn again from its own random stream, so
/// every event exists.
///
/// The columns are the features of the process as float32, then `process` (int32, the truth: {@link
/// Process}), `eventNumber` (int64, i) and `weight` (float32). Classes are equally frequent, as in
/// the UCI sample, not in proportion to cross sections, and every weight is 1.
///
/// @param process to generate
/// @param seed of the random numbers
/// @param normalized dimensionless features, each divided by its typical size, as in UCI's HIGGS
///   sample, instead of GeV and radians; azimuths and pseudorapidities are divided by their
///   standard deviation
/// @param threads their number; it does not change the events
public record Generator(Process process, long seed, boolean normalized, int threads) {
  // Every process accepts at least one event in fifty; reaching this bound means a bug.
  private static final int TRIALS = 100_000;

  public Generator {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
  }

  /// A generator in physical units, with the process's {@link ThreadBudget}.
  public static Generator of(Process process, long seed) {
    return new Generator(process, seed, false, ThreadBudget.threads());
  }

  /// A generator of the process with this id.
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

  /// Columns of a block of events. Each thread writes to its own rows.
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
        generate(i, draws, row);
        for (int f = 0; f < row.length; f++) {
          features[f][i] = (float) (row[f] / divisors[f]);
        }
      }
    }

    private void generate(int i, EventRandom draws, double[] row) {
      for (int trial = 0; trial < TRIALS; trial++) {
        if (sample.generate(codes[i], draws, row)) {
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

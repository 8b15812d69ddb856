package org.jpsi.core.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;

/// Split of events into training, validation and test parts, or into folds.
///
/// One number is drawn for each event from (seed, sample, entry), before any selection: the part of
/// an event depends neither on the order of reading nor on the selection.
public sealed interface Split {
  /// The key of a number, the same for equal ones; by it events of equal value share a part.
  static long key(double value) {
    // adding 0 makes 0 of -0
    return Double.doubleToLongBits(value + 0.0);
  }

  /// The key of an integer: that of the float64 of equal value, so that it does not depend on the
  /// type of the column; beyond 2^53 each integer has one of its own.
  static long key(long value) {
    return value >= -(1L << 53) && value <= 1L << 53 ? key((double) value) : value;
  }

  /// The key of a text.
  static long key(String value) {
    return Rng.of(0).child(value).key();
  }

  /// The key of a number in a row of a column.
  static long key(NumberColumn column, int row) {
    return switch (column.type()) {
      case FLOAT32, FLOAT64 -> key(column.value(row));
      default -> key(column.integer(row, 0));
    };
  }

  /// Random split by fractions.
  ///
  /// @param train in [0, 1], as are the others; they add up to 1
  record Fractions(double train, double validation, double test) implements Split {
    /// The default split.
    public static final Fractions DEFAULT = new Fractions(0.6, 0.2, 0.2);

    /// The number of events of a part below which a sample is dealt exactly.
    public static final int FEWEST = 30;

    public Fractions {
      double sum = train + validation + test;
      if (!(train >= 0 && validation >= 0 && test >= 0) || !(Math.abs(sum - 1) < 1e-9)) {
        throw new IllegalArgumentException(
            "Fractions: expected parts of 0 or more that add up to 1, found "
                + (train + ", " + validation + ", " + test));
      }
    }

    public double fraction(Part part) {
      return switch (part) {
        case TRAIN -> train;
        case VALIDATION -> validation;
        case TEST -> test;
      };
    }

    /// The parts of positive fraction.
    public Set<Part> parts() {
      EnumSet<Part> parts = EnumSet.allOf(Part.class);
      parts.removeIf(part -> fraction(part) == 0);
      return parts;
    }

    /// The same split without some parts, the others scaled up to a sum of 1.
    ///
    /// @throws IllegalArgumentException where no part would be left
    public Fractions without(Set<Part> closed) {
      double open = 0;
      for (Part part : Part.values()) {
        open += closed.contains(part) ? 0 : fraction(part);
      }
      if (!(open > 0)) {
        throw new IllegalArgumentException("Fractions: expected a part left, found none");
      }
      return new Fractions(
          closed.contains(Part.TRAIN) ? 0 : train / open,
          closed.contains(Part.VALIDATION) ? 0 : validation / open,
          closed.contains(Part.TEST) ? 0 : test / open);
    }

    /// The part of one event.
    ///
    /// @param sample its index in the analysis file, from 0
    /// @param entry its index in the sample, over all its files, from 0
    public Part part(long seed, int sample, long entry) {
      return part(stream(seed, sample), entry);
    }

    /// The parts of `count` consecutive events, beginning with `entry`.
    public Part[] parts(long seed, int sample, long entry, int count) {
      Rng stream = stream(seed, sample);
      Part[] parts = new Part[count];
      for (int i = 0; i < count; i++) {
        parts[i] = part(stream, entry + i);
      }
      return parts;
    }

    /// The parts of some events of a sample, in exact proportion where any part would have fewer
    /// than {@link #FEWEST} events; else as {@link #part} draws them. Dealt exactly, events are
    /// taken in the order of the numbers that are drawn for them: the lowest are for training, the
    /// highest for the test. Each part gets its fraction of the events, rounded, and at least one
    /// where there are enough.
    ///
    /// @param sample its index in the analysis file, from 0
    /// @param entries of the events in the sample, different ones
    public Part[] deal(long seed, int sample, long[] entries) {
      Rng stream = stream(seed, sample);
      Part[] parts = new Part[entries.length];
      int[] count = new int[Part.values().length];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = part(stream, entries[i]);
        count[parts[i].ordinal()]++;
      }
      if (parts().stream().allMatch(part -> count[part.ordinal()] >= FEWEST)) {
        return parts;
      }
      List<Integer> order =
          IntStream.range(0, entries.length)
              .boxed()
              .sorted(
                  Comparator.comparingDouble((Integer i) -> stream.uniform(entries[i]))
                      .thenComparingLong(i -> entries[i]))
              .toList();
      int at = 0;
      int[] wanted = counts(entries.length);
      for (Part part : Part.values()) {
        for (int k = 0; k < wanted[part.ordinal()]; k++) {
          parts[order.get(at++)] = part;
        }
      }
      return parts;
    }

    /// The number of events of each part, of `events` that are dealt exactly: rounded down, and
    /// what is left one by one to the parts that lost most; the largest give to those that have
    /// none.
    int[] counts(int events) {
      Part[] all = Part.values();
      int[] counts = new int[all.length];
      double[] lost = new double[all.length];
      int left = events;
      for (Part part : all) {
        // 0.1 * 30 is 3, whatever float64 makes of it
        double wanted = fraction(part) * events + 1e-9;
        counts[part.ordinal()] = (int) Math.min(left, Math.floor(wanted));
        lost[part.ordinal()] = fraction(part) == 0 ? -1 : wanted - counts[part.ordinal()];
        left -= counts[part.ordinal()];
      }
      for (; left > 0; left--) {
        int most = largest(lost);
        counts[most]++;
        lost[most] -= 1;
      }
      for (Part part : parts()) {
        int most = largest(Arrays.stream(counts).asDoubleStream().toArray());
        if (counts[part.ordinal()] == 0 && counts[most] > 1) {
          counts[most]--;
          counts[part.ordinal()]++;
        }
      }
      return counts;
    }

    private static int largest(double[] values) {
      int largest = 0;
      for (int i = 1; i < values.length; i++) {
        largest = values[i] > values[largest] ? i : largest;
      }
      return largest;
    }

    /// The part of an event by the value of an expression, which is its {@link Split#key}: events
    /// of equal value share one.
    public Part partBy(long seed, long key) {
      return part(Rng.of(seed).child("split by"), key);
    }

    private static Rng stream(long seed, int sample) {
      return Rng.of(seed).child("split").child(sample);
    }

    private Part part(Rng stream, long entry) {
      double draw = stream.uniform(entry);
      // the last part that is not empty takes what rounding leaves
      if (draw < train || validation + test == 0) {
        return Part.TRAIN;
      }
      return draw < train + validation || test == 0 ? Part.VALIDATION : Part.TEST;
    }
  }

  /// k-fold cross-validation: equal folds, each of which is the test part once while the others
  /// train.
  ///
  /// @param folds their number, 2 or more
  /// @param by an expression whose value alone decides, such as `eventNumber`, so that the fold of
  ///   an event is found again when a model is applied; `""` draws by sample and entry
  record Folds(int folds, String by) implements Split {
    public Folds {
      if (folds < 2) {
        throw new IllegalArgumentException("Folds: expected 2 or more, found " + folds);
      }
    }

    /// The fold of an event by its entry number.
    public int fold(long seed, int sample, long entry) {
      return Rng.of(seed).child("folds").child(sample).integer(folds, entry);
    }

    /// The fold of an event by the value of {@link #by()}: events of equal value share one.
    public int fold(long seed, double value) {
      // adding 0 makes 0 of -0
      return draw(seed, Double.doubleToLongBits(value + 0.0));
    }

    /// The fold of an event by an integer value, such as an int64 event number: that of the float64
    /// of equal value, so that a fold does not depend on the type of the column; beyond 2^53 each
    /// integer has a fold of its own.
    public int fold(long seed, long value) {
      return Math.abs(value) <= 1L << 53 ? fold(seed, (double) value) : draw(seed, value);
    }

    private int draw(long seed, long bits) {
      return Rng.of(seed).child("folds").integer(folds, bits);
    }
  }
}

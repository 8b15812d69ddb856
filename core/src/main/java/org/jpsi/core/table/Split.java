package org.jpsi.core.table;

import java.util.EnumSet;
import java.util.Set;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;

/// Split of events into training, validation and test parts, or into folds.
///
/// One number is drawn for each event from (seed, sample, entry), before any selection: the part of
/// an event depends neither on the order of reading nor on the selection.
public sealed interface Split {
  /// Random split by fractions.
  ///
  /// @param train in [0, 1], as are the others; they add up to 1
  record Fractions(double train, double validation, double test) implements Split {
    /// The default split.
    public static final Fractions DEFAULT = new Fractions(0.6, 0.2, 0.2);

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

    /// The part of an event by the value of an expression: events of equal value share one.
    public Part partBy(long seed, double value) {
      // adding 0 makes 0 of -0
      return part(Rng.of(seed).child("split by"), Double.doubleToLongBits(value + 0.0));
    }

    /// The part of an event by an integer value: that of the float64 of equal value, so that it
    /// does not depend on the type of the column; beyond 2^53 each integer has one of its own.
    public Part partBy(long seed, long value) {
      return Math.abs(value) <= 1L << 53
          ? partBy(seed, (double) value)
          : part(Rng.of(seed).child("split by"), value);
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

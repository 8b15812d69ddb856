package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.RowHash;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;

/// Rule that gives the fold of an event, which only the model of that fold may score: by the value
/// of an expression, or by the features of an event of the training.
public sealed interface FoldRule {
  /// The fold of an event that was in no fold.
  int NONE = -1;

  /// Fold by the value of an expression: `f = value mod k`, from 0 to k - 1, of a negative value
  /// too. Integers of any size are taken exactly.
  ///
  /// @param expression of whole numbers
  /// @param folds k
  record ByValue(String expression, int folds) implements FoldRule {
    /// Below it float64 holds all whole numbers.
    private static final double EXACT = 0x1p53;

    /// The fold of each row.
    ///
    /// @param values of the expression
    /// @throws InputException where one is no whole number, or from 2^53 on and no integer by type:
    ///   then it may be another one, rounded
    public int[] folds(NumberColumn values) {
      int[] folds = new int[values.rows()];
      for (int i = 0; i < folds.length; i++) {
        folds[i] =
            !values.type().isInteger()
                ? fold(values.value(i))
                : values.type() == NumberType.UINT64
                    ? (int) Long.remainderUnsigned(values.integer(i, 0), this.folds)
                    : (int) Math.floorMod(values.integer(i, 0), (long) this.folds);
      }
      return folds;
    }

    /// The fold of an event by its value as float64.
    ///
    /// @throws InputException as {@link #folds(NumberColumn)}
    public int fold(double value) {
      if (!accepts(value)) {
        throw InputException.at("folds")
            .expected("a whole number for `" + expression + "`, below 2^53 where it is a float64")
            .found(Double.toString(value))
            .remedy("choose integers, which are exact whatever their size, or `int(...)` of it")
            .exception();
      }
      return (int) Math.floorMod((long) value, (long) folds);
    }

    /// Whether a float64 is one whole number and no other one rounded.
    public boolean accepts(double value) {
      return value == Math.rint(value) && Math.abs(value) < EXACT;
    }
  }

  /// Fold by the features of an event of the training, which is found again by their hash: 48 bits
  /// of the {@link RowHash} of the features as float32. Another event is in no fold. That any of
  /// 10^6 others has the hash of one of 10^6 has a probability of 4e-3; it has the score of one
  /// model alone then.
  final class ByEvent implements FoldRule {
    private static final int CUT = 16;

    private final long[] hashes;
    private final int[] folds;

    private ByEvent(long[] hashes, int[] folds) {
      this.hashes = hashes;
      this.folds = folds;
    }

    /// The rule of some events; of several with one hash the lowest fold counts.
    ///
    /// @param rows hash of each event
    /// @param folds of each event
    public static ByEvent of(long[] rows, int[] folds) {
      long[] cut = new long[rows.length];
      Arrays.setAll(cut, i -> rows[i] >>> CUT << CUT);
      // 48 bits of the hash, and the fold in the others
      long[] sorted = new long[rows.length];
      Arrays.setAll(sorted, i -> cut[i] | folds[i]);
      Arrays.sort(sorted);
      long[] hashes = new long[rows.length];
      int[] kept = new int[rows.length];
      int n = 0;
      for (long one : sorted) {
        long hash = one >>> CUT << CUT;
        if (n == 0 || hashes[n - 1] != hash) {
          hashes[n] = hash;
          kept[n++] = (int) (one - hash);
        }
      }
      return new ByEvent(Arrays.copyOf(hashes, n), Arrays.copyOf(kept, n));
    }

    /// The hash of each event by its features, as float32.
    ///
    /// @param features of which the values are taken as they are, of text the category's number
    public static long[] hashes(Preprocessing features, Table events) {
      List<NumberColumn> columns = new ArrayList<>();
      for (int j = 0; j < features.features().size(); j++) {
        double[] values = features.values(j, events);
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
          rounded[i] = (float) values[i];
        }
        columns.add(NumberColumn.of("", "", rounded));
      }
      return RowHash.of(columns);
    }

    /// The fold of an event by its hash; {@link #NONE} where there is no such event.
    public int fold(long row) {
      int at = Arrays.binarySearch(hashes, row >>> CUT << CUT);
      return at < 0 ? NONE : folds[at];
    }

    /// The number of different hashes.
    public int size() {
      return hashes.length;
    }

    /// The events of one fold in numbers that float32 holds, `[events, 2]`: the upper and the lower
    /// 24 of the 48 bits, ascending.
    float[] events(int fold) {
      int n = 0;
      float[] numbers = new float[2 * hashes.length];
      for (int i = 0; i < hashes.length; i++) {
        if (folds[i] == fold) {
          numbers[n++] = hashes[i] >>> 40;
          numbers[n++] = (hashes[i] >>> CUT) & 0xFFFFFF;
        }
      }
      return Arrays.copyOf(numbers, n);
    }

    /// Reads what {@link #events} gave, of any origin; empty where it is something else.
    static Optional<long[]> hashes(float[] numbers) {
      long[] hashes = new long[numbers.length / 2];
      for (int i = 0; i < hashes.length; i++) {
        float high = numbers[2 * i];
        float low = numbers[2 * i + 1];
        if (!isPart(high) || !isPart(low)) {
          return Optional.empty();
        }
        hashes[i] = (long) high << 40 | (long) low << CUT;
      }
      return Optional.of(hashes);
    }

    private static boolean isPart(float number) {
      return number >= 0 && number < 0x1p24 && number == Math.rint(number);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByEvent that
          && Arrays.equals(hashes, that.hashes)
          && Arrays.equals(folds, that.folds);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(hashes) + Arrays.hashCode(folds);
    }

    @Override
    public String toString() {
      return hashes.length + " events of the training";
    }
  }
}

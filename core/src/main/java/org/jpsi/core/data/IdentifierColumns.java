package org.jpsi.core.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;

/// Identifier and weight columns: event, run, luminosity block and entry numbers, indices, and
/// weights. They say nothing about the physics of an event, so a network that trains on them does
/// not generalize.
public final class IdentifierColumns {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(mc|gen)?(event|evt|run|lumi|luminosity|entry|bunch|bx|orbit|row|index|idx|id)"
              // possessive, so that it neither recurses nor goes back: longer words come first
              + "(number|num|no|nr|index|idx|id|block|blk|section|sec|crossing)*+s?"
              // an index that pandas wrote without a name
              + "|unnamed[0-9]+|level[0-9]|rownames?");
  private static final Pattern WEIGHT = Pattern.compile("(weights?|wgts?).*|.*(weights?|wgts?)");
  // In lower case alone: W is a mass of hadrons, and a boson.
  private static final Pattern SHORT_WEIGHT =
      Pattern.compile("w|wt|w(nom|nominal|tot|total|mc|gen|evt|event|pu|sf)|(mc|gen|evt|event)w");
  private static final int MIN_EVENTS = 50;
  private static final double MIN_UNIQUE_FRACTION = 0.95;
  private static final double DENSE = 4;
  private static final double MIN_APART = 0.05;

  private IdentifierColumns() {}

  /// Evidence that a column is an identifier or a weight.
  public enum Sign {
    NAME_OF_NUMBER("name is that of a number of the event, run or the like"),
    NAME_OF_WEIGHT("name is that of a weight"),
    NEARLY_ALL_DIFFERENT("whole numbers are nearly all different, as those of event numbers are");

    private final String words;

    Sign(String words) {
      this.words = words;
    }

    /// In words that can follow "its".
    public String words() {
      return words;
    }
  }

  /// Why a name stands for an identifier or a weight; empty where it does not. Separators do not
  /// matter, nor does letter case but in `w`.
  public static Optional<Sign> byName(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    if (NUMBER.matcher(letters).matches()) {
      return Optional.of(Sign.NAME_OF_NUMBER);
    }
    boolean weight =
        WEIGHT.matcher(letters).matches()
            || (!name.startsWith("W") && SHORT_WEIGHT.matcher(letters).matches());
    return weight ? Optional.of(Sign.NAME_OF_WEIGHT) : Optional.empty();
  }

  /// Why values look like an identifier; empty where they do not. They are integers, at least 95 %
  /// of them occur once in every class of at least 50 events, and one of these holds:
  ///
  /// - from one event of a class to the next they increase, nearly always;
  /// - they are a quarter or more of all integers of their range, as serial numbers are: of
  ///   integers drawn at random, more would then occur twice;
  /// - they do not tell the classes apart: no class has an area under the ROC curve that differs
  ///   from 0.5 by more than 0.05 and three standard deviations (Mann and Whitney, Ann. Math.
  ///   Statist. 18, 1947).
  ///
  /// So an energy in eV is none, be it a whole number or not.
  ///
  /// @param column of any type
  /// @param element of a fixed-size array; else 0
  /// @param classOf class index of each event; all 0 where there are none
  public static Optional<Sign> byValues(NumberColumn column, int element, int[] classOf) {
    if (!column.type().isInteger()) {
      return Optional.empty();
    }
    long[] values = ordered(column, element);
    int classes = Arrays.stream(classOf).max().orElse(-1) + 1;
    boolean seen = false;
    boolean counting = true;
    boolean apart = false;
    long[] all = values.clone();
    Arrays.sort(all);
    for (int c = 0; c < classes; c++) {
      long[] own = of(values, classOf, c);
      if (own.length < MIN_EVENTS) {
        continue;
      }
      seen = true;
      boolean up = increasing(own) >= MIN_UNIQUE_FRACTION;
      Arrays.sort(own);
      if (distinct(own) < MIN_UNIQUE_FRACTION * own.length) {
        return Optional.empty();
      }
      counting &= up || isDense(own);
      apart |= isApart(own, all);
    }
    return seen && (counting || !apart) ? Optional.of(Sign.NEARLY_ALL_DIFFERENT) : Optional.empty();
  }

  /// The values as int64 in the same order.
  private static long[] ordered(NumberColumn column, int element) {
    // the sign bit turns the order of uint64 into that of int64
    long flip = column.type() == NumberType.UINT64 ? Long.MIN_VALUE : 0;
    long[] values = new long[column.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.integer(i, element) ^ flip;
    }
    return values;
  }

  private static long[] of(long[] values, int[] classOf, int c) {
    return IntStream.range(0, values.length)
        .filter(i -> classOf[i] == c)
        .mapToLong(i -> values[i])
        .toArray();
  }

  private static double increasing(long[] values) {
    long steps = IntStream.range(1, values.length).filter(i -> values[i] > values[i - 1]).count();
    return (double) steps / (values.length - 1);
  }

  private static long distinct(long[] sorted) {
    return 1 + IntStream.range(1, sorted.length).filter(i -> sorted[i] != sorted[i - 1]).count();
  }

  private static boolean isDense(long[] sorted) {
    // in float64, since a range may be beyond int64
    double range = (double) sorted[sorted.length - 1] - sorted[0];
    return range < DENSE * sorted.length;
  }

  /// Whether a class has other values than the others, by the Mann-Whitney statistic.
  private static boolean isApart(long[] own, long[] all) {
    double n = own.length;
    double others = all.length - n;
    if (others < MIN_EVENTS) {
      return false;
    }
    double ranks = 0;
    for (long value : own) {
      ranks += rank(all, value);
    }
    double auc = (ranks - n * (n + 1) / 2) / (n * others);
    double deviation = Math.sqrt((all.length + 1) / (12 * n * others));
    return Math.abs(auc - 0.5) > Math.max(MIN_APART, 3 * deviation);
  }

  /// The rank of a value, from 1; of equal ones their mean.
  private static double rank(long[] sorted, long value) {
    int below = bound(sorted, value, false);
    int to = bound(sorted, value, true);
    return (below + 1 + to) / 2.0;
  }

  /// How many values are below another, or not above it.
  private static int bound(long[] sorted, long value, boolean equal) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean left = equal ? sorted[middle] <= value : sorted[middle] < value;
      low = left ? middle + 1 : low;
      high = left ? high : middle;
    }
    return low;
  }
}

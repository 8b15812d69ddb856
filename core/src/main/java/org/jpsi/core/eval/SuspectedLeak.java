package org.jpsi.core.eval;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.core.table.NumberColumn;

/// Suspected target leakage: a quantity that alone tells nearly all events apart, but for a few.
/// Exact copies are found by {@link org.jpsi.core.data.Leak}. What measures so well is rare, what
/// was made of the label is common: a network that has it learns little else.
///
/// Weights count by their magnitude. Small samples are never suspected by chance: what is judged is
/// the end of the confidence interval, two errors below the estimate. Of many events, 10,000 of
/// each class are looked at.
public final class SuspectedLeak {
  private static final double LEAST_AUC = 0.999;
  private static final double MOST_WRONG = 0.005;
  private static final int MIN_EVENTS = 10;
  private static final int BIN = 20;
  private static final int BINS = 400;
  private static final double NOT_MONOTONIC = 1e-6;
  private static final int MIN_PAIRS = 20;
  private static final int MOST_EVENTS = 10_000;

  private SuspectedLeak() {}

  /// Why a quantity is suspected to contain the class of the events, in words; empty where it is
  /// not. Either its AUC for one of two classes against the other, or 1 minus that, is above 0.999.
  /// Or its value names the class: in bins of equal value, or of some 20 events or more, the most
  /// frequent class (each class of equal importance) is wrong for less than 0.5 % of the events.
  ///
  /// @param column the quantity; NaN is a value of its own
  /// @param classOf class index of each event
  /// @param classes their number
  /// @param weights of either sign
  public static Optional<String> ofClasses(
      NumberColumn column, int[] classOf, int classes, double[] weights) {
    int[] some = sample(classOf, classes);
    double[] values = Arrays.stream(some).mapToDouble(column::value).toArray();
    int[] of = Arrays.stream(some).map(i -> classOf[i]).toArray();
    return ofClasses(
        values, of, classes, Arrays.stream(some).mapToDouble(i -> weights[i]).toArray());
  }

  // Some events of each class, evenly over the events.
  private static int[] sample(int[] classOf, int classes) {
    int[] count = new int[classes];
    for (int c : classOf) {
      count[c]++;
    }
    int[] seen = new int[classes];
    return IntStream.range(0, classOf.length)
        .filter(i -> seen[classOf[i]]++ % Math.ceilDiv(count[classOf[i]], MOST_EVENTS) == 0)
        .toArray();
  }

  private static Optional<String> ofClasses(
      double[] values, int[] classOf, int classes, double[] weights) {
    double[] size = new double[classes];
    int[] count = new int[classes];
    double[] magnitude = new double[weights.length];
    for (int i = 0; i < values.length; i++) {
      magnitude[i] = Math.abs(weights[i]);
      size[classOf[i]] += magnitude[i];
      count[classOf[i]]++;
    }
    if (classes < 2
        || Arrays.stream(count).anyMatch(n -> n < MIN_EVENTS)
        || Arrays.stream(size).anyMatch(sum -> !(sum > 0))) {
      return Optional.empty();
    }
    if (classes == 2 && Arrays.stream(values).allMatch(Double::isFinite)) {
      Auc auc = Auc.of(values, OneVsRest.isClass(classOf, 1), magnitude);
      Auc better = auc.value() < 0.5 ? new Auc(1 - auc.value(), auc.error()) : auc;
      if (better.value() - 2 * better.error() > LEAST_AUC) {
        return Optional.of("its AUC alone is " + better);
      }
    }
    return named(values, classOf, count, size, magnitude);
  }

  private static Optional<String> named(
      double[] values, int[] classOf, int[] count, double[] size, double[] magnitude) {
    int[] order = EventOrder.ascending(values);
    double[] wrong = new double[size.length];
    double[] squares = new double[size.length];
    double[] in = new double[size.length];
    int bin = Math.max(BIN, values.length / BINS);
    int begin = 0;
    while (begin < order.length) {
      int end = begin;
      do {
        end++;
      } while (end < order.length
          && (values[order[end]] == values[order[end - 1]] || end - begin < bin));
      Arrays.fill(in, 0);
      for (int i = begin; i < end; i++) {
        in[classOf[order[i]]] += magnitude[order[i]];
      }
      int most = 0;
      for (int c = 1; c < in.length; c++) {
        most = in[c] / size[c] > in[most] / size[most] ? c : most;
      }
      for (int i = begin; i < end; i++) {
        int c = classOf[order[i]];
        if (c != most) {
          wrong[c] += magnitude[order[i]];
          squares[c] += magnitude[order[i]] * magnitude[order[i]];
        }
      }
      begin = end;
    }
    double share = 0;
    double most = 0;
    for (int c = 0; c < size.length; c++) {
      double mean = size[c] / count[c];
      share += wrong[c] / size[c] / size.length;
      // an event more, and two errors
      most += (wrong[c] + mean + 2 * Math.sqrt(squares[c])) / size[c] / size.length;
    }
    return most < MOST_WRONG
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "its value alone names the class of %.2f %% of the events",
                100 * (1 - share)))
        : Optional.empty();
  }

  /// Why a quantity is suspected to be the target of a regression in other words: the magnitude of
  /// their rank correlation (Spearman) is above 1 - 10^-6. A measurement of a resolution of 0.3 %
  /// of its range has 1 - 10^-4.
  public static Optional<String> ofTarget(NumberColumn column, NumberColumn target) {
    int step = Math.max(1, Math.ceilDiv(column.rows(), MOST_EVENTS));
    int[] some =
        IntStream.range(0, column.rows())
            .filter(i -> i % step == 0 && !Double.isNaN(column.value(i)))
            .toArray();
    if (some.length < MIN_PAIRS) {
      return Optional.empty();
    }
    double correlation =
        spearman(
            Arrays.stream(some).mapToDouble(column::value).toArray(),
            Arrays.stream(some).mapToDouble(target::value).toArray());
    return Math.abs(correlation) > 1 - NOT_MONOTONIC
        ? Optional.of(
            String.format(Locale.ROOT, "its rank correlation with the target is %.8f", correlation))
        : Optional.empty();
  }

  /// Spearman's rank correlation of two quantities: Pearson's of their ranks, equal values having
  /// the mean of theirs. NaN where one is constant.
  static double spearman(double[] x, double[] y) {
    double[] a = ranks(x);
    double[] b = ranks(y);
    double mean = (x.length - 1) / 2.0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < a.length; i++) {
      xx += (a[i] - mean) * (a[i] - mean);
      yy += (b[i] - mean) * (b[i] - mean);
      xy += (a[i] - mean) * (b[i] - mean);
    }
    return xy / Math.sqrt(xx * yy);
  }

  private static double[] ranks(double[] values) {
    double[] of = Arrays.stream(values).map(value -> value + 0.0).toArray();
    double[] sorted = of.clone();
    Arrays.sort(sorted);
    int[] first = new int[sorted.length];
    int[] last = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      first[i] = i > 0 && sorted[i] == sorted[i - 1] ? first[i - 1] : i;
    }
    for (int i = sorted.length - 1; i >= 0; i--) {
      last[i] = i + 1 < sorted.length && sorted[i] == sorted[i + 1] ? last[i + 1] : i;
    }
    double[] ranks = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      int at = Arrays.binarySearch(sorted, of[i]);
      ranks[i] = (first[at] + last[at]) / 2.0;
    }
    return ranks;
  }
}

package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Groups of correlated features, by complete linkage: two features are in one group only where the
/// magnitude of their rank correlation (Spearman), and that of every other pair of the group,
/// reaches a threshold. What one of them tells the others tell too: the importance of each by
/// itself would be nothing.
///
/// The rank of a value is the weight below it and half of the weight at it; magnitudes of weights
/// count. A missing value has the mean rank.
public final class FeatureGroups {
  /// The magnitude of the rank correlation from which on features are taken together.
  public static final double THRESHOLD = 0.8;

  private FeatureGroups() {}

  /// The groups, each ascending, in the order of their first features.
  ///
  /// @param nominal which inputs are numbers of categories, without an order: each is alone
  public static List<List<Integer>> of(InputEvents events, boolean[] nominal, double threshold) {
    double[][] correlation = correlation(events);
    int n = events.width();
    List<List<Integer>> groups = new ArrayList<>();
    for (int f = 0; f < n; f++) {
      groups.add(new ArrayList<>(List.of(f)));
    }
    // link[a][b] is the least correlation of a feature of a with one of b
    double[][] link = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double r = Math.abs(correlation[a][b]);
        link[a][b] = a == b || nominal[a] || nominal[b] || Double.isNaN(r) ? 0 : r;
      }
    }
    boolean[] gone = new boolean[n];
    for (int[] pair = closest(link, gone); link[pair[0]][pair[1]] >= threshold; ) {
      int a = pair[0];
      int b = pair[1];
      groups.get(a).addAll(groups.get(b));
      gone[b] = true;
      for (int c = 0; c < n; c++) {
        link[a][c] = c == a ? 0 : Math.min(link[a][c], link[b][c]);
        link[c][a] = link[a][c];
      }
      pair = closest(link, gone);
    }
    return IntStream.range(0, n)
        .filter(g -> !gone[g])
        .mapToObj(g -> groups.get(g).stream().sorted().toList())
        .sorted(Comparator.comparing(List::getFirst))
        .toList();
  }

  /// The groups, joined where they have features of what belongs together anyway.
  ///
  /// @param together features each
  public static List<List<Integer>> joined(
      List<List<Integer>> groups, List<List<Integer>> together) {
    List<List<Integer>> all = new ArrayList<>(groups);
    for (List<Integer> one : together) {
      List<List<Integer>> touched =
          all.stream().filter(group -> group.stream().anyMatch(one::contains)).toList();
      all.removeAll(touched);
      all.add(touched.stream().flatMap(List::stream).sorted().toList());
    }
    all.sort(Comparator.comparing(List::getFirst));
    return List.copyOf(all);
  }

  // The first of the pairs of the highest link.
  private static int[] closest(double[][] link, boolean[] gone) {
    int[] best = {0, 0};
    for (int a = 0; a < link.length; a++) {
      for (int b = a + 1; b < link.length && !gone[a]; b++) {
        if (!gone[b] && link[a][b] > link[best[0]][best[1]]) {
          best = new int[] {a, b};
        }
      }
    }
    return best;
  }

  /// The matrix of weighted rank correlations of the inputs.
  static double[][] correlation(InputEvents events) {
    double[] magnitude = Arrays.stream(events.weight()).map(Math::abs).toArray();
    List<IntToDoubleFunction> ranks = new ArrayList<>();
    for (int f = 0; f < events.width(); f++) {
      double[] rank = ranks(events.column(f), magnitude);
      ranks.add(i -> rank[i]);
    }
    return Correlation.of(ranks, magnitude, _ -> true).matrix();
  }

  /// @param weight not negative
  private static double[] ranks(double[] values, double[] weight) {
    double[] sorted =
        Arrays.stream(values).filter(x -> !Double.isNaN(x)).map(x -> x + 0.0).sorted().toArray();
    double[] at = new double[sorted.length];
    int[] of = new int[values.length];
    double all = 0;
    for (int i = 0; i < values.length; i++) {
      of[i] = Double.isNaN(values[i]) ? -1 : first(sorted, values[i] + 0.0);
      if (of[i] >= 0) {
        at[of[i]] += weight[i];
        all += weight[i];
      }
    }
    double[] below = RankStatistics.cumulate(at);
    double[] ranks = new double[values.length];
    double unit = all > 0 ? all : 1;
    Arrays.setAll(ranks, i -> of[i] < 0 ? Double.NaN : (below[of[i]] + 0.5 * at[of[i]]) / unit);
    return ranks;
  }

  // The first of equal values, by bisection.
  private static int first(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

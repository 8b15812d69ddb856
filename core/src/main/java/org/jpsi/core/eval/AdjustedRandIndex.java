package org.jpsi.core.eval;

import java.util.HashMap;
import java.util.Map;

/// Adjusted Rand index (Hubert and Arabie, J. Classif. 2 (1985) 193): agreement of two clusterings
/// of the same events, whatever the clusters are called, adjusted for chance. 1 where they are the
/// same, 0 in the mean where one of them is random, negative where they agree less than that.
///
/// ```
/// (S - A B / N) / ((A + B) / 2 - A B / N)     counts of pairs of events: N of all, A in one cluster of a, B of b, S of both
/// ```
public final class AdjustedRandIndex {
  private AdjustedRandIndex() {}

  /// @param a cluster of each event
  /// @param b cluster of each event in the other clustering
  /// @return 1 also where both put all events into one cluster, or each into its own
  public static double of(int[] a, int[] b) {
    ScoreChecks.lengths("second clustering", a.length, b.length);
    Map<Integer, Long> ofA = new HashMap<>();
    Map<Integer, Long> ofB = new HashMap<>();
    Map<Long, Long> ofBoth = new HashMap<>();
    for (int i = 0; i < a.length; i++) {
      ofA.merge(a[i], 1L, Long::sum);
      ofB.merge(b[i], 1L, Long::sum);
      ofBoth.merge(((long) a[i] << 32) ^ (b[i] & 0xFFFFFFFFL), 1L, Long::sum);
    }
    // Whole numbers, so that the order of a map does not matter.
    double together = pairs(ofBoth);
    double inA = pairs(ofA);
    double inB = pairs(ofB);
    double chance = a.length < 2 ? 0 : inA * inB / (0.5 * a.length * (a.length - 1.0));
    double max = (inA + inB) / 2;
    return max == chance ? 1 : (together - chance) / (max - chance);
  }

  private static long pairs(Map<?, Long> clusters) {
    return clusters.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
  }
}

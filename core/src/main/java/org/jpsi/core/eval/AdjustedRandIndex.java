package org.jpsi.core.eval;

import java.util.HashMap;
import java.util.Map;

/// How far two divisions of the same events into groups agree, whatever the groups are called: the
/// Rand index adjusted for chance (Hubert and Arabie, J. Classif. 2 (1985) 193). 1 where they are
/// the same, 0 in the mean where one of them is drawn at random, and less where they agree less
/// than that.
///
/// ```
/// (S - A B / N) / ((A + B) / 2 - A B / N)     with pairs of events: N of all, A together in a, B in b, S in both
/// ```
public final class AdjustedRandIndex {
  private AdjustedRandIndex() {}

  /// @param a the group of each event
  /// @param b the same by another division
  /// @return 1 also where both put all events into one group, or each into its own
  public static double of(int[] a, int[] b) {
    ScoreChecks.lengths("second division", a.length, b.length);
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
    double most = (inA + inB) / 2;
    return most == chance ? 1 : (together - chance) / (most - chance);
  }

  private static long pairs(Map<?, Long> groups) {
    return groups.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
  }
}

package org.jpsi.core.errors;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Spelling suggestions: the names most similar to a mistyped one by Damerau-Levenshtein distance
/// (swapping two adjacent letters counts as one error), letter case ignored.
public final class Nearest {
  private static final int MAX_SUGGESTIONS = 3;

  // No longer name is mistyped, and comparing two takes the product of their lengths.
  private static final int MAX_LENGTH = 200;
  private static final int MAX_CANDIDATES = 20_000;

  private Nearest() {}

  /// At most three of `candidates`, the nearest first, none further than a third of the name's
  /// length (two at least). Names of more than 200 characters are not compared, nor more than
  /// 20,000 candidates.
  public static List<String> of(String name, Collection<String> candidates) {
    int limit = Math.max(2, name.length() / 3);
    record Candidate(String name, int distance) {}
    if (name.length() > MAX_LENGTH) {
      return List.of();
    }
    return candidates.stream()
        .limit(MAX_CANDIDATES)
        .filter(c -> c.length() <= MAX_LENGTH)
        .distinct()
        .map(c -> new Candidate(c, rank(name, c, limit)))
        .filter(c -> c.distance <= limit)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MAX_SUGGESTIONS)
        .map(Candidate::name)
        .toList();
  }

  private static int rank(String name, String candidate, int limit) {
    String a = name.toLowerCase(Locale.ROOT);
    String b = candidate.toLowerCase(Locale.ROOT);
    if (Math.abs(a.length() - b.length()) > limit) {
      // `pt` for `lepton_pt`: a part of a name is often all one remembers
      return a.length() >= 3 && b.contains(a) ? limit : limit + 1;
    }
    return Math.min(distance(a, b), a.length() >= 3 && b.contains(a) ? limit : limit + 1);
  }

  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}

package org.jpsi.analysis.tune;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Work of a search, by the multiplications of its trainings: what part of it is done.
///
/// @param whole work of each trial trained to the end, by its number less one
/// @param shares of a whole training on each rung
/// @param sizes number of trials on each rung
record SearchWork(List<Double> whole, List<Double> shares, List<Integer> sizes) {
  static SearchWork of(int trials, IntToDoubleFunction whole, Search search) {
    List<Integer> sizes = search.rungs(trials);
    List<Double> all = IntStream.range(0, trials).mapToObj(whole::applyAsDouble).toList();
    List<Double> shares =
        IntStream.range(0, sizes.size())
            .mapToObj(r -> StrictMath.pow(search.factor(), r + 1.0 - sizes.size()))
            .toList();
    return new SearchWork(all, shares, sizes);
  }

  private double mean() {
    return whole.stream().mapToDouble(w -> w).average().orElse(1);
  }

  /// Work of a trial on a rung, from 1.
  double of(int trial, int rung) {
    return whole.get(trial - 1) * shares.get(rung - 1);
  }

  /// The part that is done. Trials that are not known to go on yet are taken for usual ones, and so
  /// is the winner, which is trained once more.
  double done(List<TrialRow> rows) {
    double done = 0;
    int[] counts = new int[sizes.size()];
    double[] own = new double[sizes.size()];
    for (TrialRow row : rows) {
      counts[row.rung() - 1]++;
      own[row.rung() - 1] += of(row.trial(), row.rung());
    }
    double all = mean();
    for (int r = 0; r < counts.length; r++) {
      done += own[r];
      double rest =
          r == 0
              ? whole.stream().mapToDouble(w -> w * shares.getFirst()).sum() - own[0]
              : Math.max(0, sizes.get(r) - counts[r]) * mean() * shares.get(r);
      all += own[r] + rest;
    }
    return done / all;
  }
}

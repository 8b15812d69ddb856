package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Samples with weights of both signs that have the density of a sample without: beside its events,
/// of weight 1, there are as many of weight 1 as of weight -1 drawn from another density, which
/// cancel but for fluctuations. Where they are, the share of negative weights is large.
final class SignedToy {
  static final String SAMPLES =
      """
      samples:
        - {files: signal.csv, class: signal}
        - {files: background.csv, class: background}
      weight: w
      features: [x, y]
      """;

  private SignedToy() {}

  /// Signal has x around 1, background around 0.
  ///
  /// @param pairs of opposite weights for each event of the density, around x = `at`
  static Table events(int physical, double pairs, double mean, double at, long seed) {
    int each = (int) (pairs * physical);
    int n = physical + 2 * each;
    Rng rng = Rng.of(seed);
    double[] x = new double[n];
    double[] y = new double[n];
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      boolean real = i < physical;
      double g = rng.normal(2L * i);
      x[i] = real ? mean + g : at + 0.5 * g;
      y[i] = rng.normal(2L * i + 1);
      w[i] = !real && (i - physical) % 2 == 1 ? -1 : 1;
    }
    Table all =
        Table.of(
            "toy",
            List.of(
                NumberColumn.of("x", "GeV", x),
                NumberColumn.of("y", "", y),
                NumberColumn.of("w", "", w)));
    return all.take(rng.child("order").permutation(n));
  }

  /// Writes both classes; pairs of the background lie where signal is.
  static void write(Path folder, int physical, double pairs, long seed) {
    Toy.write(folder.resolve("signal.csv"), "t", events(physical, pairs / 4, 1, 0, 2 * seed));
    Toy.write(folder.resolve("background.csv"), "t", events(physical, pairs, 0, 1.5, 2 * seed + 1));
  }
}

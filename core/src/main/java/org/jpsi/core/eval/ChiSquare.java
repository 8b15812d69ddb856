package org.jpsi.core.eval;

import java.util.Optional;
import org.jpsi.core.histogram.Histogram;

/// Chi-square test of counts against a simulation with statistical errors of its own:
///
/// ```
/// chi2 = sum_i (n_i - m_i)^2 / (m_i + s_i)
/// ```
///
/// with the counts n, which are Poisson's, the expectation m and the sum of its squared weights s
/// (Gagunashvili, NIM A 614 (2010) 287, for unweighted against weighted events). Neighboring bins
/// are joined until ten events are expected in each, for the p-value is that of many events; what
/// lies outside of the bins does not count.
///
/// @param value chi2
/// @param degrees of freedom: the joined bins, less one where the simulation was scaled to the data
/// @param pValue probability of a value at least as large, where data are as simulated
public record ChiSquare(double value, int degrees, double pValue) {
  private static final double LEAST = 10;

  /// The test; empty where not even two bins of ten expected events are left.
  ///
  /// @param data unweighted
  /// @param simulation in the same bins
  /// @param scaled whether it was scaled to the number of data events
  static Optional<ChiSquare> of(Histogram data, Histogram simulation, boolean scaled) {
    double[] m = simulation.sum();
    double[] s = simulation.squares();
    double left = 0;
    for (double each : m) {
      left += each;
    }
    double value = 0;
    int bins = 0;
    double counted = 0;
    double expected = 0;
    double squares = 0;
    for (int i = 0; i < m.length; i++) {
      counted += data.content(i);
      expected += m[i];
      squares += s[i];
      left -= m[i];
      // what is left after it must fill a bin too, or belongs to this one
      boolean last = i == m.length - 1;
      if (expected >= LEAST && (last || left >= LEAST)) {
        double difference = counted - expected;
        value += difference * difference / (expected + squares);
        bins++;
        counted = 0;
        expected = 0;
        squares = 0;
      }
    }
    int degrees = bins - (scaled ? 1 : 0);
    return bins < 2
        ? Optional.empty()
        : Optional.of(
            new ChiSquare(value, degrees, ChiSquareDistribution.survival(value, degrees)));
  }
}

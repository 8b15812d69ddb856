package org.jpsi.core.histogram;

import java.util.function.IntToDoubleFunction;

/// Two-dimensional weighted histogram (`TH2` in ROOT).
///
/// @param sum of weights, `[bins of x][bins of y]`
public record Histogram2D(Binning x, Binning y, double[][] sum) {
  /// Fills from events `0` to `weight.length - 1`; events outside the bins are not filled.
  ///
  /// @param weight of each event, of either sign
  public static Histogram2D of(
      Binning x,
      Binning y,
      IntToDoubleFunction valueX,
      IntToDoubleFunction valueY,
      double[] weight) {
    double[][] sum = new double[x.bins()][y.bins()];
    for (int i = 0; i < weight.length; i++) {
      int a = x.find(valueX.applyAsDouble(i));
      int b = y.find(valueY.applyAsDouble(i));
      if (a >= 0 && a < x.bins() && b >= 0 && b < y.bins()) {
        sum[a][b] += weight[i];
      }
    }
    return new Histogram2D(x, y, sum);
  }
}

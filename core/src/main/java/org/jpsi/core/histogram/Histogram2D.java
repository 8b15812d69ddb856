package org.jpsi.core.histogram;

import java.util.function.IntToDoubleFunction;

/// Two-dimensional weighted histogram (`TH2` with `Sumw2` in ROOT).
///
/// @param sum of weights, `[bins of x][bins of y]`
/// @param squares sum of squared weights, `[bins of x][bins of y]`
public record Histogram2D(Binning x, Binning y, double[][] sum, double[][] squares) {
  /// A histogram without events.
  public static Histogram2D empty(Binning x, Binning y) {
    return new Histogram2D(x, y, new double[x.bins()][y.bins()], new double[x.bins()][y.bins()]);
  }

  /// Fills from events `0` to `weight.length - 1`; events outside the bins are not filled.
  ///
  /// @param weight of each event, of either sign
  public static Histogram2D of(
      Binning x,
      Binning y,
      IntToDoubleFunction valueX,
      IntToDoubleFunction valueY,
      double[] weight) {
    Histogram2D filled = empty(x, y);
    for (int i = 0; i < weight.length; i++) {
      filled.add(valueX.applyAsDouble(i), valueY.applyAsDouble(i), weight[i]);
    }
    return filled;
  }

  /// Fills one event, none of whose values is NaN.
  ///
  /// @return whether it is inside the bins
  public boolean add(double valueX, double valueY, double weight) {
    int a = x.find(valueX);
    int b = y.find(valueY);
    boolean inside = a >= 0 && a < x.bins() && b >= 0 && b < y.bins();
    if (inside) {
      sum[a][b] += weight;
      squares[a][b] += weight * weight;
    }
    return inside;
  }

  /// The content of a bin: its sum of weights.
  public double content(int binX, int binY) {
    return sum[binX][binY];
  }

  /// The statistical error of a bin: the square root of the sum of squared weights.
  public double error(int binX, int binY) {
    return Math.sqrt(squares[binX][binY]);
  }

  /// The sum of weights inside the bins.
  public double total() {
    double total = 0;
    for (double[] column : sum) {
      for (double content : column) {
        total += content;
      }
    }
    return total;
  }
}

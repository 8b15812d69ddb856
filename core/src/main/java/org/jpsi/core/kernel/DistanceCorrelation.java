package org.jpsi.core.kernel;

import java.util.Arrays;

/// Weighted distance correlation of two variables (Szekely, Rizzo and Bakirov, arXiv:0803.4101;
/// with weights as in Kasieczka and Shih, arXiv:2001.05310, DisCo), squared, and its gradient by
/// the first of them:
///
/// ```
/// dCov2(x, y) = sum_ij p_i p_j A_ij B_ij,   dCor2 = dCov2(x, y) / sqrt(dCov2(x, x) dCov2(y, y))
/// A_ij = a_ij - a_i. - a_.j + a..,   a_ij = |x_i - x_j|,   a_i. = sum_j p_j a_ij,   p = w / sum w
/// ```
///
/// It is 0 for independent variables alone, and 1 for linear dependence; of n independent events it
/// is about 1/n larger than 0. In float64, by sorting and sums over ranks (Huo and Szekely,
/// arXiv:1410.1503), `n log n` operations and `n` numbers, in the order of the events.
///
/// As distances scale with their variable, `dCov2(x, y) = sum_k x_k d dCov2 / d x_k` for a constant
/// B: the value follows from the gradient.
///
/// @param squared dCor2, 0 to 1; 0 where a variable is constant or the weights have no positive sum
/// @param gradient of dCor2 by the x of each event, without that of its weights
public record DistanceCorrelation(double squared, double[] gradient) {
  // Below, a variance is rounding: of values that differ in the last places alone.
  private static final double SMALLEST = 1e-22;

  /// Of two variables of the same events.
  ///
  /// @param x finite
  /// @param y finite, or NaN for an event that does not count
  /// @param w zero or more
  public static DistanceCorrelation of(double[] x, double[] y, double[] w) {
    int[] counted = new int[x.length];
    int n = 0;
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      if (w[i] != 0 && !Double.isNaN(y[i])) {
        counted[n++] = i;
        sum += w[i];
      }
    }
    double[] gradient = new double[x.length];
    if (!(sum > 0)) {
      return new DistanceCorrelation(0, gradient);
    }
    double[] p = new double[n];
    for (int k = 0; k < n; k++) {
      p[k] = w[counted[k]] / sum;
    }
    Variable first = Variable.of(x, counted, p);
    Variable second = Variable.of(y, counted, p);
    double[] own = first.slopes(p);
    double[] cross = first.slopes(p, second);
    double xx = dot(first.values, own);
    double yy = dot(second.values, second.slopes(p));
    double xy = dot(first.values, cross);
    if (Double.isNaN(xx)) {
      return new DistanceCorrelation(Double.NaN, gradient);
    }
    if (!(xx > SMALLEST * first.range() * first.range())
        || !(yy > SMALLEST * second.range() * second.range())) {
      return new DistanceCorrelation(0, gradient);
    }
    double norm = Math.sqrt(xx) * Math.sqrt(yy);
    double squared = xy / norm;
    for (int k = 0; k < n; k++) {
      gradient[counted[k]] = cross[k] / norm - squared * own[k] / xx;
    }
    return new DistanceCorrelation(Math.clamp(squared, 0, 1), gradient);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /// A variable with its order and mean distances.
  ///
  /// @param values less their mean
  /// @param order of the events, ascending
  /// @param mean a_i., the mean distance of each event from all
  /// @param all a.., the mean of those
  private record Variable(double[] values, int[] order, double[] mean, double all) {
    static Variable of(double[] of, int[] events, double[] p) {
      int n = p.length;
      double[] values = new double[n];
      double center = 0;
      for (int k = 0; k < n; k++) {
        values[k] = of[events[k]];
        center += p[k] * values[k];
      }
      for (int k = 0; k < n; k++) {
        values[k] -= center;
      }
      int[] order = ascending(values);
      double total = 0;
      double moment = 0;
      for (int k = 0; k < n; k++) {
        total += p[k];
        moment += p[k] * values[k];
      }
      double[] mean = new double[n];
      double all = 0;
      double below = 0;
      double momentBelow = 0;
      for (int k : order) {
        below += p[k];
        momentBelow += p[k] * values[k];
        mean[k] = values[k] * (2 * below - total) - (2 * momentBelow - moment);
        all += p[k] * mean[k];
      }
      return new Variable(values, order, mean, all);
    }

    double range() {
      return values[order[order.length - 1]] - values[order[0]];
    }

    // The end of the events that are equal to the one at `from`, in this order.
    private int end(int from) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      return to;
    }

    /// Half of the gradient of dCov2(x, x): `2 p_k sum_j p_j sgn(x_k - x_j) A_kj`.
    double[] slopes(double[] p) {
      double[] of = new double[p.length];
      double total = 0;
      double moment = 0;
      for (int k = 0; k < p.length; k++) {
        total += p[k];
        moment += p[k] * values[k];
      }
      for (int k = 0; k < p.length; k++) {
        of[k] = total * values[k] - moment;
      }
      return slopes(p, this, of);
    }

    /// The gradient of dCov2(x, y) by x: `2 p_k sum_j p_j sgn(x_k - x_j) B_kj`.
    double[] slopes(double[] p, Variable y) {
      int n = p.length;
      int[] rank = new int[n];
      for (int r = 0; r < n; r++) {
        rank[y.order[r]] = r;
      }
      RankSums sums = new RankSums(n);
      double[] of = new double[n];
      for (int from = 0; from < n; ) {
        int to = end(from);
        for (int r = from; r < to; r++) {
          of[order[r]] = sums.distances(rank[order[r]], y.values[order[r]]) - y.mean[order[r]];
        }
        for (int r = from; r < to; r++) {
          int k = order[r];
          sums.add(rank[k], p[k], p[k] * y.values[k]);
        }
        for (int r = from; r < to; r++) {
          of[order[r]] += sums.distances(rank[order[r]], y.values[order[r]]);
        }
        from = to;
      }
      return slopes(p, y, of);
    }

    // Adds what centers B to the sums over j of p_j sgn(x_k - x_j) b_kj.
    private double[] slopes(double[] p, Variable y, double[] of) {
      double total = 0;
      double totalMean = 0;
      for (int k = 0; k < p.length; k++) {
        total += p[k];
        totalMean += p[k] * y.mean[k];
      }
      double below = 0;
      double meanBelow = 0;
      for (int from = 0; from < p.length; ) {
        int to = end(from);
        double here = 0;
        double meanHere = 0;
        for (int r = from; r < to; r++) {
          here += p[order[r]];
          meanHere += p[order[r]] * y.mean[order[r]];
        }
        double signs = 2 * below + here - total;
        double signedMeans = 2 * meanBelow + meanHere - totalMean;
        for (int r = from; r < to; r++) {
          int k = order[r];
          of[k] = 2 * p[k] * (of[k] + (y.all - y.mean[k]) * signs - signedMeans);
        }
        below += here;
        meanBelow += meanHere;
        from = to;
      }
      return of;
    }
  }

  /// Sums over ranks of the events added so far (a Fenwick tree).
  private static final class RankSums {
    private final double[] weight;
    private final double[] moment;
    private double allWeight;
    private double allMoment;

    RankSums(int ranks) {
      weight = new double[ranks + 1];
      moment = new double[ranks + 1];
    }

    void add(int rank, double p, double py) {
      allWeight += p;
      allMoment += py;
      for (int i = rank + 1; i < weight.length; i += i & -i) {
        weight[i] += p;
        moment[i] += py;
      }
    }

    /// The sum of `p |y - y_j|` over them.
    ///
    /// @param rank of y
    double distances(int rank, double y) {
      double below = 0;
      double momentBelow = 0;
      for (int i = rank + 1; i > 0; i -= i & -i) {
        below += weight[i];
        momentBelow += moment[i];
      }
      return y * (2 * below - allWeight) - (2 * momentBelow - allMoment);
    }
  }

  /// The events by ascending value, equal ones in their order (merge sort).
  private static int[] ascending(double[] values) {
    int n = values.length;
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    int[] merged = new int[n];
    for (int width = 1; width < n; width *= 2) {
      for (int from = 0; from < n; from += 2 * width) {
        int middle = Math.min(from + width, n);
        int to = Math.min(from + 2 * width, n);
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
          boolean first =
              right == to || (left < middle && values[order[left]] <= values[order[right]]);
          merged[at] = first ? order[left++] : order[right++];
        }
      }
      int[] done = merged;
      merged = order;
      order = done;
    }
    return order;
  }
}

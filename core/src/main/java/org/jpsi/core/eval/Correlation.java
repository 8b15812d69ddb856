package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/// Correlation matrix of columns: Pearson's linear correlation coefficient of weighted events.
///
/// @param matrix `[columns][columns]`; NaN where the variance of a column is not positive: it is
///   constant, or weights are negative
public record Correlation(double[][] matrix) {
  private static final int BLOCK = 512;

  /// @param columns the value of event i in each; NaN, a missing value, counts as the column's mean
  /// @param weight of either sign
  /// @param filter which events are used
  /// @throws IllegalArgumentException where the weights of these events have no positive sum, or a
  ///   value is infinite
  public static Correlation of(
      List<IntToDoubleFunction> columns, double[] weight, IntPredicate filter) {
    int n = columns.size();
    int[] event = new int[weight.length];
    int events = 0;
    double all = 0;
    for (int i = 0; i < weight.length; i++) {
      if (filter.test(i)) {
        event[events++] = i;
        all += weight[i];
      }
    }
    ScoreChecks.positive("the events", all);
    event = Arrays.copyOf(event, events);
    List<Centered> values = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      values.add(Centered.of("column " + c, columns.get(c), weight, event, all));
    }
    double[][] sum = new double[n][n];
    double[][] centered = new double[n][BLOCK];
    double[] weighted = new double[BLOCK];
    for (int from = 0; from < events; from += BLOCK) {
      int size = Math.min(BLOCK, events - from);
      for (int c = 0; c < n; c++) {
        for (int k = 0; k < size; k++) {
          centered[c][k] = values.get(c).at(event[from + k]);
        }
      }
      for (int a = 0; a < n; a++) {
        for (int k = 0; k < size; k++) {
          weighted[k] = centered[a][k] * weight[event[from + k]];
        }
        for (int b = 0; b <= a; b++) {
          sum[a][b] += dot(weighted, centered[b], size);
        }
      }
    }
    return new Correlation(scaled(sum));
  }

  /// Values of a column about their weighted mean, in a unit that is a power of two and the largest
  /// magnitude of a value: any finite number has a square then.
  ///
  /// @param first a value, which is subtracted before the mean is computed: what all values have in
  ///   common takes no digits from it
  /// @param mean of what is left
  private record Centered(IntToDoubleFunction value, double unit, double first, double mean) {

    static Centered of(
        String name, IntToDoubleFunction value, double[] weight, int[] event, double all) {
      double largest = 0;
      for (int i : event) {
        double x = Math.abs(value.applyAsDouble(i));
        if (Double.isInfinite(x)) {
          throw new IllegalArgumentException(name + " has values that are infinite");
        }
        largest = Double.isNaN(x) ? largest : Math.max(largest, x);
      }
      // the reciprocal has to be a number too
      int exponent = Math.clamp(Math.getExponent(largest), -1000, 1000);
      Centered raw = new Centered(value, Math.scalb(1.0, -exponent), 0, 0);
      Centered shifted = new Centered(value, raw.unit, raw.first(event), 0);
      double sum = 0;
      double absent = 0;
      for (int i : event) {
        boolean missing = Double.isNaN(value.applyAsDouble(i));
        absent += missing ? weight[i] : 0;
        sum += missing ? 0 : weight[i] * shifted.at(i);
      }
      double present = all - absent;
      return new Centered(value, raw.unit, shifted.first, present > 0 ? sum / present : 0);
    }

    private double first(int[] events) {
      for (int i : events) {
        if (!Double.isNaN(value.applyAsDouble(i))) {
          return at(i);
        }
      }
      return 0;
    }

    /// 0 for a missing value, as for the mean.
    double at(int event) {
      double x = value.applyAsDouble(event);
      return Double.isNaN(x) ? 0 : x * unit - first - mean;
    }
  }

  private static double dot(double[] a, double[] b, int size) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < size; k += 4) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
    }
    for (; k < size; k++) {
      s0 += a[k] * b[k];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double[][] scaled(double[][] covariance) {
    int n = covariance.length;
    double[][] matrix = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        double variances = covariance[a][a] * covariance[b][b];
        boolean varies = covariance[a][a] > 0 && covariance[b][b] > 0;
        double r = varies ? covariance[a][b] / Math.sqrt(variances) : Double.NaN;
        matrix[a][b] = a == b && varies ? 1 : r;
        matrix[b][a] = matrix[a][b];
      }
    }
    return matrix;
  }
}

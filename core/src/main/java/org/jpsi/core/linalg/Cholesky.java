package org.jpsi.core.linalg;

import java.util.function.IntFunction;

/// Cholesky decomposition `A = L L^T` of a symmetric positive definite matrix.
public final class Cholesky {
  private Cholesky() {}

  /// The lower triangular factor `L`.
  ///
  /// @param lower triangle of `A`; what is above the diagonal is not read
  /// @param tolerance minimum fraction of a diagonal element that its pivot must have
  /// @param singular the exception for a column whose pivot is smaller
  public static double[][] decompose(
      double[][] lower, double tolerance, IntFunction<? extends RuntimeException> singular) {
    int n = lower.length;
    double[][] l = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = lower[a][b];
        for (int k = 0; k < b; k++) {
          sum -= l[a][k] * l[b][k];
        }
        if (a == b) {
          if (!(sum > tolerance * lower[a][a])) {
            throw singular.apply(a);
          }
          l[a][a] = Math.sqrt(sum);
        } else {
          l[a][b] = sum / l[b][b];
        }
      }
    }
    return l;
  }

  /// The solution of `A x = b`, given `L`.
  public static double[] solve(double[][] l, double[] b) {
    int n = l.length;
    double[] x = b.clone();
    for (int a = 0; a < n; a++) {
      for (int k = 0; k < a; k++) {
        x[a] -= l[a][k] * x[k];
      }
      x[a] /= l[a][a];
    }
    for (int a = n - 1; a >= 0; a--) {
      for (int k = a + 1; k < n; k++) {
        x[a] -= l[k][a] * x[k];
      }
      x[a] /= l[a][a];
    }
    return x;
  }
}

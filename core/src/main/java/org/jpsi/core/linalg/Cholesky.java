package org.jpsi.core.linalg;

import java.util.function.IntFunction;

/// `A = L L^T` of a symmetric positive matrix.
public final class Cholesky {
  private Cholesky() {}

  /// The lower triangle `L`.
  ///
  /// @param lower triangle of `A`; what is above the diagonal is not read
  /// @param least share of a diagonal element that must be left
  /// @param singular what is thrown for a column that has less
  public static double[][] root(
      double[][] lower, double least, IntFunction<? extends RuntimeException> singular) {
    int n = lower.length;
    double[][] root = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        double left = lower[a][b];
        for (int k = 0; k < b; k++) {
          left -= root[a][k] * root[b][k];
        }
        if (a == b) {
          if (!(left > least * lower[a][a])) {
            throw singular.apply(a);
          }
          root[a][a] = Math.sqrt(left);
        } else {
          root[a][b] = left / root[b][b];
        }
      }
    }
    return root;
  }

  /// `A^-1 right`
  public static double[] solve(double[][] root, double[] right) {
    int n = root.length;
    double[] x = right.clone();
    for (int a = 0; a < n; a++) {
      for (int k = 0; k < a; k++) {
        x[a] -= root[a][k] * x[k];
      }
      x[a] /= root[a][a];
    }
    for (int a = n - 1; a >= 0; a--) {
      for (int k = a + 1; k < n; k++) {
        x[a] -= root[k][a] * x[k];
      }
      x[a] /= root[a][a];
    }
    return x;
  }
}

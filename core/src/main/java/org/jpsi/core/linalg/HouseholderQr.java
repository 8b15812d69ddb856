package org.jpsi.core.linalg;

/// Linear least squares by Householder QR (Golub and Van Loan, "Matrix Computations", algorithm
/// 5.3.2): the `x` that minimizes `|A x - b|^2`.
public final class HouseholderQr {
  private HouseholderQr() {}

  /// @param a `[m][n]` of full rank, with m >= n
  public static double[] solve(double[][] a, double[] b) {
    int m = a.length;
    int n = a[0].length;
    double[][] r = new double[m][];
    for (int i = 0; i < m; i++) {
      r[i] = a[i].clone();
    }
    double[] y = b.clone();
    for (int k = 0; k < n; k++) {
      reflect(r, y, k);
    }
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = y[i];
      for (int j = i + 1; j < n; j++) {
        sum -= r[i][j] * x[j];
      }
      if (r[i][i] == 0) {
        throw new IllegalArgumentException(
            "HouseholderQr: column " + i + " is linearly dependent on others");
      }
      x[i] = sum / r[i][i];
    }
    return x;
  }

  // Makes the elements below (k, k) zero, by a Householder reflection.
  private static void reflect(double[][] r, double[] y, int k) {
    int m = r.length;
    double[] v = new double[m];
    double norm = 0;
    for (int i = k; i < m; i++) {
      v[i] = r[i][k];
      norm += v[i] * v[i];
    }
    v[k] += Math.copySign(Math.sqrt(norm), v[k]);
    double length = 0;
    for (int i = k; i < m; i++) {
      length += v[i] * v[i];
    }
    if (length == 0) {
      return;
    }
    for (int j = k; j <= r[0].length; j++) {
      double along = 0;
      for (int i = k; i < m; i++) {
        along += v[i] * (j == r[0].length ? y[i] : r[i][j]);
      }
      double twice = 2 * along / length;
      for (int i = k; i < m; i++) {
        if (j == r[0].length) {
          y[i] -= twice * v[i];
        } else {
          r[i][j] -= twice * v[i];
        }
      }
    }
  }
}

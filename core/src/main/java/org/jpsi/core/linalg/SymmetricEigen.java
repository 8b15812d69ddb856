package org.jpsi.core.linalg;

/// Eigendecomposition of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix
/// Computations, algorithm 8.5.3), in float64 and in a fixed order.
///
/// @param values eigenvalues, in falling order
/// @param vectors orthonormal eigenvectors, one per value
public record SymmetricEigen(double[] values, double[][] vectors) {
  private static final int SWEEPS = 60;

  /// The decomposition of a matrix given in full, both triangles.
  public static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][];
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS && !diagonal(a); sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          if (a[p][q] != 0) {
            rotate(a, v, p, q);
          }
        }
      }
    }
    return sorted(a, v);
  }

  // Converged: the sum of squares off the diagonal is negligible beside that on it.
  private static boolean diagonal(double[][] a) {
    double on = 0;
    double off = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        double square = a[i][j] * a[i][j];
        on += i == j ? square : 0;
        off += i == j ? 0 : square;
      }
    }
    return off <= 1e-32 * on;
  }

  // Makes a[p][q] zero; rows of v turn into eigenvectors.
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
    double c = 1 / Math.sqrt(1 + t * t);
    double s = t * c;
    for (double[] row : a) {
      double left = row[p];
      double right = row[q];
      row[p] = c * left - s * right;
      row[q] = s * left + c * right;
    }
    turn(a[p], a[q], c, s);
    turn(v[p], v[q], c, s);
  }

  private static void turn(double[] p, double[] q, double c, double s) {
    for (int i = 0; i < p.length; i++) {
      double left = p[i];
      double right = q[i];
      p[i] = c * left - s * right;
      q[i] = s * left + c * right;
    }
  }

  private static SymmetricEigen sorted(double[][] a, double[][] v) {
    int n = a.length;
    double[] values = new double[n];
    double[][] vectors = new double[n][];
    boolean[] taken = new boolean[n];
    for (int rank = 0; rank < n; rank++) {
      int largest = -1;
      for (int i = 0; i < n; i++) {
        if (!taken[i] && (largest < 0 || a[i][i] > a[largest][largest])) {
          largest = i;
        }
      }
      taken[largest] = true;
      values[rank] = a[largest][largest];
      vectors[rank] = v[largest];
    }
    return new SymmetricEigen(values, vectors);
  }
}

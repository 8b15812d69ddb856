package org.jpsi.core.landscape;

import java.util.Arrays;
import org.jpsi.core.linalg.SymmetricEigen;
import org.jpsi.core.optim.Lbfgs;
import org.jpsi.core.tensor.Parameters;

/// Hessian matrix of a function of a few parameters, its second derivatives, from differences of
/// its gradients: column `i` is `(g(w + h e_i) - g(w - h e_i)) / 2h`, then symmetrized. For small
/// networks: n parameters take 2 n gradients and n^2 numbers.
///
/// Where the gradient is zero, the signs of the eigenvalues classify the point: all positive a
/// minimum, all negative a maximum, both a saddle.
///
/// @param matrix `[n][n]`, symmetric
/// @param eigenvalues curvatures along the principal directions, in falling order
/// @param directions orthonormal eigenvectors, one per eigenvalue
public record Hessian(double[][] matrix, double[] eigenvalues, double[][] directions) {
  /// Its second derivatives have an error of some 1e-5 of the function's own size where weights are
  /// of order 1: float32 allows no smaller step.
  public static final double STEP = 5e-3;

  /// At the parameters' present values, with {@link #STEP}.
  public static Hessian of(Parameters parameters, Lbfgs.Objective function) {
    return of(parameters, function, STEP);
  }

  /// At the parameters' present values, which are as before afterwards.
  ///
  /// @param step `h`, greater than 0
  public static Hessian of(Parameters parameters, Lbfgs.Objective function, double step) {
    if (!(step > 0)) {
      throw new IllegalArgumentException("Hessian: expected a step > 0, found " + step);
    }
    int n = parameters.size();
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      float kept = parameters.read(i, i + 1)[i];
      float above = (float) (kept + step);
      float below = (float) (kept - step);
      float[] up = new float[n];
      float[] down = new float[n];
      try {
        set(parameters, i, above);
        function.evaluate(up);
        set(parameters, i, below);
        function.evaluate(down);
      } finally {
        set(parameters, i, kept);
      }
      // The weights are float32: the difference as rounded, not 2 h.
      double apart = (double) above - below;
      for (int j = 0; j < n; j++) {
        double slope = ((double) up[j] - down[j]) / apart;
        matrix[i][j] += slope / 2;
        matrix[j][i] += slope / 2;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(matrix);
    return new Hessian(matrix, eigen.values(), eigen.vectors());
  }

  private static void set(Parameters parameters, int i, float value) {
    parameters.update(i, i + 1, values -> values[i] = value);
  }

  /// The number of eigenvalues below `-tolerance`: 0 at a minimum.
  public int negativeEigenvalues(double tolerance) {
    return (int) Arrays.stream(eigenvalues).filter(value -> value < -tolerance).count();
  }

  /// The number of eigenvalues above `tolerance`.
  public int positiveEigenvalues(double tolerance) {
    return (int) Arrays.stream(eigenvalues).filter(value -> value > tolerance).count();
  }
}

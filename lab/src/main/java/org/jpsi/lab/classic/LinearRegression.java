package org.jpsi.lab.classic;

import java.util.Arrays;

/// Linear regression by least squares in closed form, `y = b + w . x`: bias and weights minimize
/// the weighted sum of squared residuals, `S = sum_j v_j (b + w . x_j - y_j)^2`. Weights `v` of
/// events may be of either sign, as long as `S` has a minimum. All in float64.
///
/// The normal equations `A c = X^T V y` with `A = X^T V X` are solved by Cholesky decomposition
/// with standardized inputs, so that the bias decouples, and the solution is refined by the
/// residuals (the corrected seminormal equations of Björck, Lin. Alg. Appl. 88/89 (1987) 31).
public final class LinearRegression {
  private final double bias;
  private final double[] weights;
  private final int events;
  private final double residualSumOfSquares;
  private final double[][] inverse;
  private final double[][] robust;

  private LinearRegression(
      double bias,
      double[] weights,
      int events,
      double residualSumOfSquares,
      double[][] inverse,
      double[][] robust) {
    this.bias = bias;
    this.weights = weights;
    this.events = events;
    this.residualSumOfSquares = residualSumOfSquares;
    this.inverse = inverse;
    this.robust = robust;
  }

  /// Fits events of weight 1.
  ///
  /// @param x `[event][input]`
  /// @throws InputException where an input is a linear combination of others, constant, or not
  ///   finite, or there are fewer events than parameters
  public static LinearRegression fit(double[][] x, double[] y) {
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    return fit(x, y, ones);
  }

  /// Fits weighted events: `1 / sigma^2` of each `y`, or weights of simulated events.
  public static LinearRegression fit(double[][] x, double[] y, double[] weight) {
    LeastSquares problem = LeastSquares.of(x, y, weight);
    double[] solution = problem.solution();
    double residualSumOfSquares = 0;
    for (int j = 0; j < x.length; j++) {
      double r = problem.residual(solution, j);
      residualSumOfSquares += weight[j] * r * r;
    }
    return new LinearRegression(
        solution[0],
        Arrays.copyOfRange(solution, 1, solution.length),
        x.length,
        residualSumOfSquares,
        problem.inverse(),
        problem.robust(solution));
  }

  /// Fits a single input.
  public static LinearRegression fit(double[] x, double[] y) {
    double[][] rows = new double[x.length][];
    for (int j = 0; j < x.length; j++) {
      rows[j] = new double[] {x[j]};
    }
    return fit(rows, y);
  }

  public double bias() {
    return bias;
  }

  /// The weights, one for each input; a copy.
  public double[] weights() {
    return weights.clone();
  }

  /// The weight of input `i`, from 0.
  public double weight(int i) {
    return weights[i];
  }

  public int inputs() {
    return weights.length;
  }

  /// `b + w . x`
  public double predict(double... x) {
    if (x.length != weights.length) {
      throw new IllegalArgumentException(
          "LinearRegression: expected " + weights.length + " inputs, found " + x.length);
    }
    double sum = bias;
    for (int i = 0; i < x.length; i++) {
      sum += weights[i] * x[i];
    }
    return sum;
  }

  /// The prediction for each event.
  public double[] predict(double[][] x) {
    return Arrays.stream(x).mapToDouble(row -> predict(row)).toArray();
  }

  /// The weighted sum of squared residuals `S`: chi squared, where weights are `1 / sigma^2`.
  public double residualSumOfSquares() {
    return residualSumOfSquares;
  }

  /// The degrees of freedom: events minus parameters.
  public int degreesOfFreedom() {
    return events - weights.length - 1;
  }

  /// The covariance of the parameters, the bias first: `s^2 A^-1`, with the variance of an event of
  /// weight 1 estimated from the residuals, `s^2 = S / (events - parameters)`. NaN where there are
  /// no more events than parameters.
  public double[][] covariance() {
    double s2 = degreesOfFreedom() > 0 ? residualSumOfSquares / degreesOfFreedom() : Double.NaN;
    double[][] scaled = copy(inverse);
    for (double[] row : scaled) {
      for (int k = 0; k < row.length; k++) {
        row[k] *= s2;
      }
    }
    return scaled;
  }

  /// The covariance where weights are `1 / sigma^2` with known sigmas: `A^-1`.
  public double[][] covarianceOfKnownErrors() {
    return copy(inverse);
  }

  /// The robust (sandwich) covariance, for weights of simulated events or residuals of unequal
  /// variance: `A^-1 (sum_j v_j^2 r_j^2 x_j x_j^T) A^-1` with residuals `r` (White, Econometrica 48
  /// (1980) 817). Valid for many events.
  public double[][] robustCovariance() {
    return copy(robust);
  }

  private static double[][] copy(double[][] matrix) {
    return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
  }

  @Override
  public String toString() {
    return "LinearRegression(b " + bias + ", w " + Arrays.toString(weights) + ")";
  }
}

package org.jpsi.lab.classic;

import java.util.Arrays;

/// Linear regression in closed form, `y = b + w . x`: the weights that make the weighted sum of
/// squared residuals, `S = sum_j v_j (b + w . x_j - y_j)^2`, least. Weights `v` of events may be of
/// either sign, as long as `S` has a minimum. All in float64.
///
/// The normal equations `A c = X^T V y` with `A = X^T V X` are solved by Cholesky's decomposition,
/// inputs taken from their means and in units of their spread so that the bias decouples and no
/// scale is lost, and the solution is refined by the residuals (the corrected seminormal equations
/// of Björck, Lin. Alg. Appl. 88/89 (1987) 31).
public final class LinearRegression {
  private final double bias;
  private final double[] weights;
  private final int events;
  private final double squares;
  private final double[][] inverse;
  private final double[][] robust;

  private LinearRegression(
      double bias,
      double[] weights,
      int events,
      double squares,
      double[][] inverse,
      double[][] robust) {
    this.bias = bias;
    this.weights = weights;
    this.events = events;
    this.squares = squares;
    this.inverse = inverse;
    this.robust = robust;
  }

  /// Every event counts as one.
  ///
  /// @param x `[event][input]`
  /// @throws InputException where an input is a linear combination of others, does not vary, or is
  ///   not finite, or there are fewer events than parameters
  public static LinearRegression fit(double[][] x, double[] y) {
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    return fit(x, y, ones);
  }

  /// With a weight per event: `1 / sigma^2` of its `y`, or a weight of a simulated event.
  public static LinearRegression fit(double[][] x, double[] y, double[] weight) {
    LeastSquares problem = LeastSquares.of(x, y, weight);
    double[] solution = problem.solution();
    double squares = 0;
    for (int j = 0; j < x.length; j++) {
      double r = problem.residual(solution, j);
      squares += weight[j] * r * r;
    }
    return new LinearRegression(
        solution[0],
        Arrays.copyOfRange(solution, 1, solution.length),
        x.length,
        squares,
        problem.inverse(),
        problem.robust(solution));
  }

  /// One input.
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

  /// A copy, one for each input.
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

  /// For each event.
  public double[] predict(double[][] x) {
    return Arrays.stream(x).mapToDouble(row -> predict(row)).toArray();
  }

  /// `S`, the weighted sum of squared residuals: chi squared, where weights are `1 / sigma^2`.
  public double squares() {
    return squares;
  }

  /// Events less parameters.
  public int degreesOfFreedom() {
    return events - weights.length - 1;
  }

  /// Of the parameters, the bias first: `s^2 A^-1`, where the residuals tell the variance `s^2 = S
  /// / (events - parameters)` of an event of weight 1. NaN where there are no more events than
  /// parameters.
  public double[][] covariance() {
    double s2 = degreesOfFreedom() > 0 ? squares / degreesOfFreedom() : Double.NaN;
    double[][] scaled = copy(inverse);
    for (double[] row : scaled) {
      for (int k = 0; k < row.length; k++) {
        row[k] *= s2;
      }
    }
    return scaled;
  }

  /// The same where weights are `1 / sigma^2` with sigmas that are known: `A^-1`.
  public double[][] covarianceOfKnownErrors() {
    return copy(inverse);
  }

  /// The same where weights are those of simulated events, or the spread differs from event to
  /// event: `A^-1 (sum_j v_j^2 r_j^2 x_j x_j^T) A^-1` with residuals `r` (White, Econometrica 48
  /// (1980) 817). Right for many events.
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

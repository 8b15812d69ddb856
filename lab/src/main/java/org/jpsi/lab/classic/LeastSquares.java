package org.jpsi.lab.classic;

import java.util.Arrays;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.linalg.Cholesky;

/// Normal equations of one linear fit. Column 0 is the constant, column `i + 1` the standardized
/// input `i`.
final class LeastSquares {
  // The fraction of a column's sum of squares that the columns before it leave unexplained: below
  // this it is rounding.
  private static final double MIN_PIVOT = 1e-12;
  private static final int REFINEMENTS = 3;
  private final double[][] x;
  private final double[] y;
  private final double[] weight;
  private final double[] mean;
  private final double[] scale;
  private final double[][] root;

  private LeastSquares(double[][] x, double[] y, double[] weight, double[] mean, double[] scale) {
    this.x = x;
    this.y = y;
    this.weight = weight;
    this.mean = mean;
    this.scale = scale;
    this.root = Cholesky.decompose(gram(), MIN_PIVOT, LeastSquares::singular);
  }

  static LeastSquares of(double[][] x, double[] y, double[] weight) {
    check(x, y, weight);
    int inputs = x[0].length;
    double total = Arrays.stream(weight).sum();
    if (!(total > 0)) {
      throw error().expected("weights with a sum above 0").found("" + total).exception();
    }
    double[] mean = new double[inputs];
    double[] scale = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < x.length; j++) {
        mean[i] += weight[j] * x[j][i];
      }
      mean[i] /= total;
      double largest = 0;
      for (int j = 0; j < x.length; j++) {
        double d = x[j][i] - mean[i];
        scale[i] += weight[j] * d * d;
        largest = Math.max(largest, Math.abs(x[j][i]));
      }
      scale[i] = Math.sqrt(scale[i] / total);
      // A constant up to rounding; NaN where the weighted sum is negative.
      if (!(scale[i] > 1e-14 * largest)) {
        throw constant(i);
      }
    }
    return new LeastSquares(x, y, weight, mean, scale);
  }

  private static void check(double[][] x, double[] y, double[] weight) {
    if (x.length != y.length || x.length != weight.length) {
      throw new IllegalArgumentException(
          "LinearRegression: expected a target and a weight per event, found "
              + x.length
              + " events, "
              + y.length
              + " targets and "
              + weight.length
              + " weights");
    }
    int parameters = x.length == 0 ? 1 : x[0].length + 1;
    if (x.length < parameters) {
      throw error()
          .expected("at least as many events as parameters, " + parameters)
          .found("" + x.length)
          .exception();
    }
    for (int j = 0; j < x.length; j++) {
      if (x[j].length != parameters - 1) {
        throw new IllegalArgumentException(
            "LinearRegression: expected "
                + (parameters - 1)
                + " inputs in every event, found "
                + x[j].length
                + " in event "
                + j);
      }
      boolean finite = Double.isFinite(y[j]) && Double.isFinite(weight[j]);
      for (double value : x[j]) {
        finite &= Double.isFinite(value);
      }
      if (!finite) {
        throw error()
            .expected("finite numbers")
            .found(
                "inputs "
                    + Arrays.toString(x[j])
                    + ", target "
                    + y[j]
                    + ", weight "
                    + weight[j]
                    + " in event "
                    + j)
            .remedy("leave such events out")
            .exception();
      }
    }
  }

  private static InputException.Builder error() {
    return InputException.at("linear regression");
  }

  private static InputException constant(int input) {
    return error()
        .expected("inputs that are not constant")
        .found("the same value in every event for input " + input + ", counted from 0")
        .remedy("leave it out: the bias has the same effect")
        .exception();
  }

  private static InputException singular(int column) {
    return error()
        .expected("inputs of which none is a linear combination of the others")
        .found(
            "input " + (column - 1) + ", counted from 0, which is a combination of those before it")
        .remedy("leave it out; its weight cannot be determined")
        .exception();
  }

  private int columns() {
    return mean.length + 1;
  }

  private double scaled(int event, int column) {
    return column == 0 ? 1 : (x[event][column - 1] - mean[column - 1]) / scale[column - 1];
  }

  private double[][] gram() {
    double[][] gram = new double[columns()][columns()];
    for (int j = 0; j < x.length; j++) {
      for (int a = 0; a < columns(); a++) {
        double va = weight[j] * scaled(j, a);
        for (int b = 0; b <= a; b++) {
          gram[a][b] += va * scaled(j, b);
        }
      }
    }
    return gram;
  }

  /// Bias and weights, in the units of the inputs.
  double[] solution() {
    double[] c = new double[columns()];
    for (int time = 0; time <= REFINEMENTS; time++) {
      double[] right = new double[columns()];
      for (int j = 0; j < x.length; j++) {
        double residual = y[j];
        for (int a = 0; a < columns(); a++) {
          residual -= c[a] * scaled(j, a);
        }
        for (int a = 0; a < columns(); a++) {
          right[a] += weight[j] * scaled(j, a) * residual;
        }
      }
      double[] step = Cholesky.solve(root, right);
      for (int a = 0; a < columns(); a++) {
        c[a] += step[a];
      }
    }
    double[] parameters = new double[columns()];
    parameters[0] = c[0];
    for (int i = 0; i < mean.length; i++) {
      parameters[i + 1] = c[i + 1] / scale[i];
      parameters[0] -= parameters[i + 1] * mean[i];
    }
    return parameters;
  }

  double residual(double[] solution, int event) {
    double predicted = solution[0];
    for (int i = 0; i < mean.length; i++) {
      predicted += solution[i + 1] * x[event][i];
    }
    return y[event] - predicted;
  }

  /// `A^-1` in the units of the inputs.
  double[][] inverse() {
    double[][] unit = new double[columns()][columns()];
    for (int a = 0; a < columns(); a++) {
      unit[a][a] = 1;
      unit[a] = Cholesky.solve(root, unit[a]);
    }
    return inInputUnits(unit);
  }

  double[][] robust(double[] solution) {
    double[][] outer = new double[columns()][columns()];
    for (int j = 0; j < x.length; j++) {
      double r = weight[j] * residual(solution, j);
      double[] influence = new double[columns()];
      for (int a = 0; a < columns(); a++) {
        influence[a] = r * scaled(j, a);
      }
      influence = Cholesky.solve(root, influence);
      for (int a = 0; a < columns(); a++) {
        for (int b = 0; b < columns(); b++) {
          outer[a][b] += influence[a] * influence[b];
        }
      }
    }
    return inInputUnits(outer);
  }

  /// Transforms a covariance of the standardized parameters to the units of the inputs.
  private double[][] inInputUnits(double[][] scaled) {
    int n = columns();
    // rows of the Jacobian from standardized parameters to those in the units of the inputs
    double[][] change = new double[n][n];
    change[0][0] = 1;
    for (int i = 0; i < mean.length; i++) {
      change[i + 1][i + 1] = 1 / scale[i];
      change[0][i + 1] = -mean[i] / scale[i];
    }
    double[][] covariance = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        for (int k = 0; k < n; k++) {
          for (int l = 0; l < n; l++) {
            covariance[a][b] += change[a][k] * scaled[k][l] * change[b][l];
          }
        }
      }
    }
    return covariance;
  }
}

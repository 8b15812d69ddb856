package org.jpsi.core.landscape;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.linalg.SymmetricEigen;

/// Optimization path of a training projected on its first two principal components (Li et al.,
/// arXiv:1712.09913, section 7): of the differences of saved weights to the last ones. Random
/// directions would show next to nothing of a path: in many dimensions nearly all are orthogonal to
/// it.
///
/// @param last the last weights, which are at (0, 0)
/// @param first first principal component, of length 1, towards the side of the beginning
/// @param second second principal component, of length 1 and orthogonal
/// @param x of each saved point, `(w - last) . first`
/// @param y of each saved point, `(w - last) . second`
/// @param explainedVarianceRatio fraction of the variance by component, in falling order; they add
///   up to 1
public record OptimizationPath(
    float[] last,
    double[] first,
    double[] second,
    double[] x,
    double[] y,
    double[] explainedVarianceRatio) {

  /// @param weights saved along the way, each in the order of `Parameters.values()`; at least three
  /// @throws IllegalArgumentException where there are fewer, lengths differ, or the weights are all
  ///   equal
  public static OptimizationPath of(List<float[]> weights) {
    int points = weights.size();
    if (points < 3) {
      throw new IllegalArgumentException(
          "OptimizationPath: expected weights saved 3 times or more, found " + points);
    }
    float[] last = weights.getLast().clone();
    double[][] moved = differences(weights, last);
    double[][] centered = centered(moved);
    // At most as many components as points: those of the Gram matrix are the same.
    double[][] products = new double[points][points];
    for (int i = 0; i < points; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = dot(centered[i], centered[j]);
        products[j][i] = products[i][j];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(products);
    double all = 0;
    for (int i = 0; i < points; i++) {
      all += products[i][i];
    }
    if (!(all > 0)) {
      throw new IllegalArgumentException(
          "OptimizationPath: expected weights that are not all equal, found no difference");
    }
    double[] explainedVarianceRatio = new double[points - 1];
    for (int i = 0; i < explainedVarianceRatio.length; i++) {
      explainedVarianceRatio[i] = Math.max(0, eigen.values()[i]) / all;
    }
    double[] first = direction(centered, eigen.vectors()[0], new double[last.length]);
    double[] second = direction(centered, eigen.vectors()[1], first);
    point(first, moved[0]);
    point(second, moved[0]);
    return new OptimizationPath(
        last,
        first,
        second,
        projected(moved, first),
        projected(moved, second),
        explainedVarianceRatio);
  }

  private static double[][] differences(List<float[]> weights, float[] last) {
    List<double[]> moved = new ArrayList<>();
    for (float[] w : weights) {
      if (w.length != last.length) {
        throw new IllegalArgumentException(
            "OptimizationPath: expected " + last.length + " weights each time, found " + w.length);
      }
      double[] difference = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        difference[i] = (double) w[i] - last[i];
      }
      moved.add(difference);
    }
    return moved.toArray(double[][]::new);
  }

  private static double[][] centered(double[][] moved) {
    double[][] centered = new double[moved.length][moved[0].length];
    for (int j = 0; j < moved[0].length; j++) {
      double sum = 0;
      for (double[] point : moved) {
        sum += point[j];
      }
      for (int i = 0; i < moved.length; i++) {
        centered[i][j] = moved[i][j] - sum / moved.length;
      }
    }
    return centered;
  }

  // The principal direction in weight space: the points summed with their components as factors,
  // orthogonal to another direction, and of length 1; zeros where the path is straight and there is
  // no such direction.
  private static double[] direction(double[][] points, double[] parts, double[] other) {
    double[] sum = new double[other.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += parts[i] * points[i][j];
      }
    }
    double length = Math.sqrt(dot(sum, sum));
    double along = dot(sum, other);
    for (int j = 0; j < sum.length; j++) {
      sum[j] -= along * other[j];
    }
    double rest = Math.sqrt(dot(sum, sum));
    for (int j = 0; j < sum.length; j++) {
      sum[j] = rest > 1e-9 * length ? sum[j] / rest : 0;
    }
    return sum;
  }

  // The sign of a component is arbitrary: the beginning is on the positive side.
  private static void point(double[] direction, double[] beginning) {
    if (dot(direction, beginning) < 0) {
      for (int i = 0; i < direction.length; i++) {
        direction[i] = -direction[i];
      }
    }
  }

  private static double[] projected(double[][] moved, double[] direction) {
    double[] coordinates = new double[moved.length];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = dot(moved[i], direction);
    }
    return coordinates;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.linalg.SymmetricEigen;
import org.jpsi.core.table.EventBlocks;

/// Principal components of some columns: the eigenvectors of their covariance, of the largest
/// variance first, by the magnitudes of the weights. The largest coefficient of each vector is
/// positive (scikit-learn's `PCA`, from version 1.5 on).
///
/// A missing value (NaN) counts as the mean of its column, which it does not change. Variances are
/// those of the population, sum |w| (x - mean)^2 / sum |w|.
///
/// @param center means of the columns
/// @param variances along the vectors, falling
/// @param vectors orthonormal, one per variance
public record PrincipalComponents(double[] center, double[] variances, double[][] vectors) {
  /// Coefficients that differ by less are equal: the first of them decides about the sign.
  private static final double TIE = 1e-9;

  /// A smaller part of the largest variance is rounding of the inputs, as float32.
  private static final double LEAST = 1e-8;

  /// @param columns `[columns][events]`
  /// @param weights of the events, of which some is not zero
  public static PrincipalComponents of(double[][] columns, double[] weights) {
    int n = columns.length;
    double[] center = new double[n];
    for (int j = 0; j < n; j++) {
      double[] x = columns[j];
      double present =
          EventBlocks.sum(x.length, i -> Double.isNaN(x[i]) ? 0 : Math.abs(weights[i]));
      double sum =
          EventBlocks.sum(x.length, i -> Double.isNaN(x[i]) ? 0 : Math.abs(weights[i]) * x[i]);
      center[j] = present > 0 ? sum / present : 0;
    }
    double all = EventBlocks.sum(weights.length, i -> Math.abs(weights[i]));
    double[][] covariance = new double[n][n];
    for (int j = 0; j < n; j++) {
      for (int k = 0; k <= j; k++) {
        double[] x = columns[j];
        double[] y = columns[k];
        double atX = center[j];
        double atY = center[k];
        double sum =
            EventBlocks.sum(
                x.length,
                i ->
                    Double.isNaN(x[i]) || Double.isNaN(y[i])
                        ? 0
                        : Math.abs(weights[i]) * (x[i] - atX) * (y[i] - atY));
        covariance[j][k] = sum / all;
        covariance[k][j] = covariance[j][k];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    double[][] vectors = new double[n][];
    Arrays.setAll(vectors, k -> signed(eigen.vectors()[k]));
    double[] variances = Arrays.stream(eigen.values()).map(value -> Math.max(0, value)).toArray();
    return new PrincipalComponents(center, variances, vectors);
  }

  private static double[] signed(double[] vector) {
    double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
    for (double coefficient : vector) {
      if (Math.abs(coefficient) >= largest * (1 - TIE)) {
        return coefficient < 0
            ? Arrays.stream(vector).map(value -> 0.0 - value).toArray()
            : vector.clone();
      }
    }
    return vector.clone();
  }

  /// Whether a column is a linear function of others, to rounding: there is a direction that has no
  /// width to be divided by.
  public boolean isDegenerate() {
    return !(variances[variances.length - 1] > LEAST * variances[0]);
  }

  /// The transformation of the columns.
  ///
  /// @param features the index of each column among the features
  /// @throws IllegalArgumentException where it needs widths and one is none ({@link #isDegenerate})
  public LinearTransformation transformation(
      LinearTransformation.Kind kind, List<Integer> features) {
    int n = center.length;
    if (kind != LinearTransformation.Kind.PCA && isDegenerate()) {
      throw new IllegalArgumentException("a column is a linear function of others");
    }
    List<List<Double>> matrix = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j < n; j++) {
        row.add(
            switch (kind) {
              case PCA -> vectors[i][j];
              case WHITENED_PCA -> vectors[i][j] / Math.sqrt(variances[i]);
              case DECORRELATION -> inverseRoot(i, j);
            });
      }
      matrix.add(row);
    }
    return new LinearTransformation(
        kind,
        features,
        Arrays.stream(center).boxed().toList(),
        matrix,
        Arrays.stream(variances).boxed().toList());
  }

  // Of the inverse square root of the covariance.
  private double inverseRoot(int i, int j) {
    double sum = 0;
    for (int k = 0; k < vectors.length; k++) {
      sum += vectors[k][i] * vectors[k][j] / Math.sqrt(variances[k]);
    }
    return sum;
  }
}

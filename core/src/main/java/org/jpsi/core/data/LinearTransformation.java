package org.jpsi.core.data;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Linear transformation of a group of features, once each of them is scaled: the inputs `matrix (x
/// - center)` take their places, as many as there are features ({@link PrincipalComponents}).
///
/// @param features indices of the features of the group, two or more
/// @param center of the scaled features
/// @param matrix a row for each input
/// @param variances of the principal components, falling
public record LinearTransformation(
    Kind kind,
    List<Integer> features,
    List<Double> center,
    List<List<Double>> matrix,
    List<Double> variances) {

  /// Kind of a linear transformation.
  public enum Kind {
    /// Principal components: uncorrelated, the one of the largest variance first (TMVA's `P`).
    PCA("pca"),
    /// Principal components, each of variance 1 (scikit-learn's `PCA(whiten=True)`).
    WHITENED_PCA("whitened-pca"),
    /// Each feature as near to itself as can be, but of variance 1 and without correlations: the
    /// inverse square root of the covariance (TMVA's `D`; Kessy et al., arXiv:1512.00809, ZCA).
    DECORRELATION("decorrelate");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /// The name in an analysis file.
    public String id() {
      return id;
    }

    /// The kind of this name.
    public static Optional<Kind> of(String id) {
      for (Kind kind : values()) {
        if (kind.id.equals(id)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /// @throws IllegalArgumentException where sizes do not fit, a number is not finite, or a feature
  ///   is there twice
  public LinearTransformation {
    features = List.copyOf(features);
    center = List.copyOf(center);
    matrix = matrix.stream().map(List::copyOf).toList();
    variances = List.copyOf(variances);
    int n = features.size();
    if (n < 2
        || center.size() != n
        || matrix.size() != n
        || matrix.stream().anyMatch(row -> row.size() != n)
        || variances.size() != n) {
      throw new IllegalArgumentException(
          "LinearTransformation: expected two features or more, and a center, a row of the matrix"
              + " and a variance for each, found "
              + n);
    }
    if (new HashSet<>(features).size() < n || features.stream().anyMatch(f -> f < 0)) {
      throw new IllegalArgumentException(
          "LinearTransformation: expected each feature once, found " + features);
    }
    if (!center.stream().allMatch(Double::isFinite)
        || !matrix.stream().allMatch(row -> row.stream().allMatch(Double::isFinite))
        || !variances.stream().allMatch(v -> v >= 0 && v < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("LinearTransformation: expected finite numbers");
    }
  }

  /// The same of features with other indices.
  public LinearTransformation of(List<Integer> others) {
    return new LinearTransformation(kind, others, center, matrix, variances);
  }

  /// The name of an input: `pca1(pt, eta)`, `decorrelated(pt)`.
  ///
  /// @param row of the matrix
  /// @param names of all features of the model
  public String name(int row, List<String> names) {
    return kind == Kind.DECORRELATION
        ? "decorrelated(" + names.get(features.get(row)) + ")"
        : "pca" + (row + 1) + "(" + names(names) + ")";
  }

  private String names(List<String> names) {
    return features.stream().map(names::get).collect(Collectors.joining(", "));
  }

  /// In words: `pca of pt, eta, with 80.1, 19.9 % of the variance`.
  ///
  /// @param names of all features of the model
  public String text(List<String> names) {
    double all = variances.stream().mapToDouble(Double::doubleValue).sum();
    return kind.id
        + " of "
        + names(names)
        + ", with "
        + variances.stream()
            .map(v -> String.format(Locale.ROOT, "%.3g", all > 0 ? 100 * v / all : 0))
            .collect(Collectors.joining(", "))
        + " % of the variance";
  }
}

package org.jpsi.core.data;

import java.util.Optional;

/// Scaling of a feature: which center is taken off, and by which width it is divided, or how its
/// values are transformed.
public enum Scaling {
  /// Mean and standard deviation (scikit-learn's `StandardScaler`), of the events that are no
  /// {@link Outliers}.
  STANDARDIZE("standardize"),
  /// Median and interquartile range (scikit-learn's `RobustScaler`): a long tail, or one value of
  /// 1e9, changes neither.
  ROBUST("robust"),
  /// The logarithm, then median and interquartile range, for quantities such as transverse momenta.
  LOG("log"),
  /// Quantiles, so that the events are distributed normally (scikit-learn's `QuantileTransformer`):
  /// any shape, but distances are lost.
  QUANTILE("quantile");

  private final String id;

  Scaling(String id) {
    this.id = id;
  }

  /// The name in an analysis file.
  public String id() {
    return id;
  }

  /// The scaling of this name.
  public static Optional<Scaling> of(String id) {
    for (Scaling scaling : values()) {
      if (scaling.id.equals(id)) {
        return Optional.of(scaling);
      }
    }
    return Optional.empty();
  }

  /// Fits a feature; see {@link ColumnFit#feature}, {@link ColumnFit#robust} and {@link
  /// TransformFit}.
  ///
  /// @throws IllegalArgumentException where no event has a value, or none has a logarithm
  ///
  /// @param sample events for the quantiles, from {@link Outliers#sample}
  public ColumnFit fit(double[] values, double[] weights, int[] sample) {
    return switch (this) {
      case STANDARDIZE -> ColumnFit.feature(values, weights, sample);
      case ROBUST -> ColumnFit.robust(values, weights, sample);
      case LOG -> TransformFit.log(values, weights, sample);
      case QUANTILE -> TransformFit.quantile(values, weights, sample);
    };
  }
}

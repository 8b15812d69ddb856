package org.jpsi.core.data;

import java.util.Optional;

/// Scaling of a feature: which center is taken off, and by which width it is divided.
public enum Scaling {
  /// Mean and standard deviation (scikit-learn's `StandardScaler`), of the events that are no
  /// {@link Outliers}.
  STANDARDIZE("standardize"),
  /// Median and interquartile range (scikit-learn's `RobustScaler`): a long tail, or one value of
  /// 1e9, changes neither.
  ROBUST("robust");

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

  /// Fits a feature; see {@link ColumnFit#feature} and {@link ColumnFit#robust}.
  ///
  /// @param sample events for the quantiles, from {@link Outliers#sample}
  public ColumnFit fit(double[] values, double[] weights, int[] sample) {
    return switch (this) {
      case STANDARDIZE -> ColumnFit.feature(values, weights, sample);
      case ROBUST -> ColumnFit.robust(values, weights, sample);
    };
  }
}

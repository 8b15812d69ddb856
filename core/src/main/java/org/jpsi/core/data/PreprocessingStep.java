package org.jpsi.core.data;

/// Step of a column's preprocessing: a function of one number, with fitted parameters, computed in
/// float64. NaN and infinities stay what they are, so that an event without a value has no score.
public sealed interface PreprocessingStep {
  double apply(double value);

  /// The inverse function: from what the network gives to the unit of the column.
  double inverse(double value);

  /// Standardization: `(value - mean) / deviation`.
  ///
  /// @param deviation positive
  record Standardize(double mean, double deviation) implements PreprocessingStep {
    /// The standardization that changes nothing.
    public static final Standardize NONE = new Standardize(0, 1);

    public Standardize {
      if (!(deviation > 0) || !Double.isFinite(deviation) || !Double.isFinite(mean)) {
        throw new IllegalArgumentException(
            "Standardize: expected a finite mean and a positive deviation, found "
                + mean
                + " and "
                + deviation);
      }
    }

    @Override
    public double apply(double value) {
      return (value - mean) / deviation;
    }

    @Override
    public double inverse(double value) {
      return value * deviation + mean;
    }
  }

  /// Clipping: a finite value below `low` becomes `low`, one above `high` becomes `high`. Its
  /// inverse is the identity: what was clipped cannot be told.
  record Clip(double low, double high) implements PreprocessingStep {
    public Clip {
      if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
        throw new IllegalArgumentException(
            "Clip: expected low < high, both finite, found " + low + " and " + high);
      }
    }

    @Override
    public double apply(double value) {
      return Double.isInfinite(value) ? value : Math.max(low, Math.min(high, value));
    }

    @Override
    public double inverse(double value) {
      return value;
    }
  }
}

package org.jpsi.core.data;

import java.util.Collections;
import java.util.List;

/// Step of a column's preprocessing: a function of one number, with fitted parameters, computed in
/// float64. NaN and infinities stay what they are, so that an event without a value has no score;
/// only {@link Impute} gives it one.
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

  /// Natural logarithm. A value below `least`, as one that is not positive, counts as `least`. Its
  /// inverse is the exponential function.
  ///
  /// @param least positive
  record Log(double least) implements PreprocessingStep {
    public Log {
      if (!(least > 0) || !Double.isFinite(least)) {
        throw new IllegalArgumentException("Log: expected a positive number, found " + least);
      }
    }

    @Override
    public double apply(double value) {
      // of NaN the larger is NaN
      return Double.isInfinite(value) ? value : StrictMath.log(Math.max(least, value));
    }

    @Override
    public double inverse(double value) {
      return StrictMath.exp(value);
    }
  }

  /// Quantile transformation to a normal distribution (scikit-learn's `QuantileTransformer`):
  /// linear between knots; a finite value beyond the outermost counts as that.
  ///
  /// @param values of the knots, ascending
  /// @param scores normal scores of the knots, ascending
  record Quantile(List<Double> values, List<Double> scores) implements PreprocessingStep {
    /// The largest number of knots.
    public static final int MOST = 1024;

    public Quantile {
      values = List.copyOf(values);
      scores = List.copyOf(scores);
      if (values.size() < 2 || values.size() > MOST || values.size() != scores.size()) {
        throw new IllegalArgumentException(
            "Quantile: expected 2 to "
                + (MOST + " knots, found ")
                + (values.size() + " values and " + scores.size() + " scores"));
      }
      requireAscending(values);
      requireAscending(scores);
    }

    private static void requireAscending(List<Double> numbers) {
      for (int i = 1; i < numbers.size(); i++) {
        double step = numbers.get(i) - numbers.get(i - 1);
        if (!(step > 0) || !Double.isFinite(step)) {
          throw new IllegalArgumentException(
              "Quantile: expected ascending finite numbers, found "
                  + (numbers.get(i - 1) + " before " + numbers.get(i)));
        }
      }
    }

    @Override
    public double apply(double value) {
      return interpolate(values, scores, value);
    }

    @Override
    public double inverse(double value) {
      return interpolate(scores, values, value);
    }

    private static double interpolate(List<Double> from, List<Double> to, double value) {
      int last = from.size() - 1;
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        return value;
      }
      if (value <= from.get(0)) {
        return to.get(0);
      }
      if (value >= from.get(last)) {
        return to.get(last);
      }
      int low = 0;
      int high = last;
      while (high - low > 1) {
        int middle = (low + high) >>> 1;
        if (from.get(middle) <= value) {
          low = middle;
        } else {
          high = middle;
        }
      }
      double part = (value - from.get(low)) / (from.get(high) - from.get(low));
      return to.get(low) + part * (to.get(high) - to.get(low));
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

  /// Imputation: NaN, a missing value, becomes `value`, as of a feature that was missing in no
  /// training event, of which nothing else can be said (scikit-learn's `SimpleImputer`). Its
  /// inverse is the identity.
  record Impute(double value) implements PreprocessingStep {
    public Impute {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("Impute: expected a finite value, found " + value);
      }
    }

    @Override
    public double apply(double number) {
      return Double.isNaN(number) ? value : number;
    }

    @Override
    public double inverse(double number) {
      return number;
    }
  }

  /// Category: text becomes the number of its value, 1 for the first; 0 stands for every value that
  /// training had none of. As a function it takes such a number ({@link #number(String)}) and gives
  /// it back, 0 for any other. It is the only step of its column.
  ///
  /// @param values of the training events, ascending by their characters, each once
  record Category(List<String> values) implements PreprocessingStep {
    /// The largest number of values.
    public static final int MOST = 1000;

    public Category {
      values = List.copyOf(values);
      if (values.isEmpty() || values.size() > MOST) {
        throw new IllegalArgumentException(
            "Category: expected 1 to " + MOST + " values, found " + values.size());
      }
      for (int i = 1; i < values.size(); i++) {
        if (values.get(i - 1).compareTo(values.get(i)) >= 0) {
          throw new IllegalArgumentException(
              "Category: expected ascending values, found "
                  + (values.get(i - 1) + " before " + values.get(i)));
        }
      }
    }

    /// The number of a value; 0 where training had none of it.
    public int number(String value) {
      return Math.max(0, Collections.binarySearch(values, value) + 1);
    }

    @Override
    public double apply(double value) {
      boolean known = value >= 0 && value <= values.size() && value == Math.rint(value);
      return known || Double.isNaN(value) ? value : 0;
    }

    @Override
    public double inverse(double value) {
      return value;
    }
  }
}

package org.jpsi.core.data;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.NumberColumn;

/// Input feature of a network: its name, its expression over columns, its scaling, and its range in
/// training.
///
/// The network gets `(value - mean) / scale`, computed in float64 and rounded once to float32.
///
/// @param name as in reports
/// @param expression over columns (see {@link org.jpsi.core.expression.Expression})
/// @param unit of the value, `""` where not known
/// @param mean in the training part
/// @param scale standard deviation in the training part
/// @param low minimum in the training part
/// @param high maximum in the training part
public record Feature(
    String name,
    String expression,
    String unit,
    double mean,
    double scale,
    double low,
    double high) {
  public Feature {
    if (!(scale > 0) || !Double.isFinite(scale) || !Double.isFinite(mean)) {
      throw new IllegalArgumentException(
          "Feature "
              + name
              + ": expected a finite mean and a positive scale, found "
              + mean
              + " and "
              + scale);
    }
  }

  /// A column as a feature, standardized by its unweighted mean and standard deviation in training
  /// events.
  ///
  /// @throws InputException where a value is not finite, or all are equal
  public static Feature of(NumberColumn training) {
    String name = training.name();
    double sum = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double[] values = training.toDoubles();
    for (double v : values) {
      if (training.width() != 1 || !Double.isFinite(v)) {
        throw InputException.at("feature " + name)
            .expected("one finite number per event")
            .found(training.width() != 1 ? training.typeName() : Double.toString(v))
            .remedy("take an element of it, or select other events")
            .exception();
      }
      sum += v;
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double v : values) {
      squares += (v - mean) * (v - mean);
    }
    if (!(low < high)) {
      throw InputException.at("feature " + name)
          .expected("values that are not all equal")
          .found(values.length == 0 ? "no events" : low + " in every event")
          .remedy("leave it out")
          .exception();
    }
    String expression = Expression.quoted(name);
    double scale = Math.sqrt(squares / values.length);
    return new Feature(name, expression, training.unit(), mean, scale, low, high);
  }
}

package org.jpsi.core.model;

/// One input of a network, by name: how it is computed from columns, how it is scaled, and what
/// training saw of it.
///
/// The network is given `(value - mean) / scale`, computed in float64 and rounded once to float32.
///
/// @param name as in reports
/// @param expression over columns (see {@link org.jpsi.core.event.Expression})
/// @param unit of the value, `""` where not known
/// @param mean over the training part
/// @param scale the standard deviation over the training part
/// @param low the least value in the training part
/// @param high the greatest value in the training part
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
}

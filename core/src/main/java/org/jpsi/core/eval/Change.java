package org.jpsi.core.eval;

/// Change of a figure by a variation, with its paired error.
///
/// @param nominal the figure without the variation
/// @param varied the figure with it
/// @param error one standard deviation of the difference by the statistics of the events: what both
///   have in common drops out
public record Change(double nominal, double varied, double error) {
  /// Varied minus nominal.
  public double difference() {
    return varied - nominal;
  }

  /// The difference over the nominal figure; NaN where that is zero.
  public double relative() {
    return nominal == 0 ? Double.NaN : difference() / nominal;
  }

  /// The error of {@link #relative}, with the nominal figure as it is.
  public double relativeError() {
    return nominal == 0 ? Double.NaN : error / Math.abs(nominal);
  }
}

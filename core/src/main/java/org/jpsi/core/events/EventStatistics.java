package org.jpsi.core.events;

import org.jpsi.core.expression.Expression;

/// Statistics of events, with their weights: sums, means, histograms. Each is one pass or two over
/// blocks of events, over the columns that it needs alone.
sealed interface EventStatistics permits Events {
  private Events self() {
    return (Events) this;
  }

  /// The yield: the sum of weights with its statistical error.
  ///
  /// @throws org.jpsi.core.errors.InputException where a weight is not finite
  default EventYield sumOfWeights() {
    return EventYield.of(self());
  }

  /// The weighted sum of an expression, `sum of w x`, over blocks of events.
  ///
  /// @throws org.jpsi.core.errors.InputException where it cannot be computed from the columns
  default double sum(String expression) {
    return values("sum", expression).sum();
  }

  /// The weighted mean, `sum of w x / sum of w`.
  ///
  /// @throws org.jpsi.core.errors.InputException as {@link #sum}, or where there are no events or
  ///   their weights add up to 0
  default double mean(String expression) {
    return values("mean", expression).mean();
  }

  /// The weighted standard deviation, `sqrt(sum of w (x - mean)^2 / sum of w)`, as ROOT's `TH1` has
  /// it; NaN where weights of both signs make the variance negative. It reads the events twice.
  ///
  /// @throws org.jpsi.core.errors.InputException as {@link #mean}
  default double stdDev(String expression) {
    return values("stdDev", expression).stdDev();
  }

  /// The smallest value, whatever the weights; NaN where there is one.
  ///
  /// @throws org.jpsi.core.errors.InputException as {@link #sum}, or where there are no events
  default double min(String expression) {
    return values("min", expression).extreme(Math::min);
  }

  /// The largest value, as {@link #min}.
  default double max(String expression) {
    return values("max", expression).extreme(Math::max);
  }

  private EventValues values(String where, String text) {
    Expression value = self().schema().number(Expression.parse(where, text));
    return new EventValues(
        self().origin(), text, self().column(Events.VALUE, value).blocks(Events.VALUE));
  }

  /// The description of every column: missing values, mean, standard deviation, range, and what is
  /// odd about it. It reads the events twice.
  ///
  /// @throws org.jpsi.core.errors.InputException where a weight is not finite
  default EventDescription describe() {
    return EventDescription.of(self());
  }

  /// The histogram of an expression: `bins` equal bins between two values. Nothing is read before
  /// it is looked at.
  ///
  /// @throws org.jpsi.core.errors.InputException where the expression cannot be computed from the
  ///   columns, or the bins are none
  default EventHistogram histogram(String expression, int bins, double from, double to) {
    return EventHistogram.of(self(), expression, bins, from, to);
  }

  /// As {@link #histogram}, by RDataFrame's name.
  default EventHistogram histo1D(String expression, int bins, double from, double to) {
    return histogram(expression, bins, from, to);
  }

  /// The two-dimensional histogram of two expressions (`TH2`), each with its bins. Nothing is read
  /// before it is looked at.
  ///
  /// @throws org.jpsi.core.errors.InputException as {@link #histogram}
  default EventHistogram2D histogram2D(
      String x,
      int xBins,
      double xFrom,
      double xTo,
      String y,
      int yBins,
      double yFrom,
      double yTo) {
    return new EventHistogram2D(
        self(),
        EventAxis.of(self(), "histogram2D", x, xBins, xFrom, xTo),
        EventAxis.of(self(), "histogram2D", y, yBins, yFrom, yTo));
  }

  /// As {@link #histogram2D}, by RDataFrame's name.
  default EventHistogram2D histo2D(
      String x,
      int xBins,
      double xFrom,
      double xTo,
      String y,
      int yBins,
      double yFrom,
      double yTo) {
    return histogram2D(x, xBins, xFrom, xTo, y, yBins, yFrom, yTo);
  }

  /// The profile of an expression along another (`TProfile`): the mean of `y` in each bin of `x`.
  /// Nothing is read before it is looked at.
  ///
  /// @throws org.jpsi.core.errors.InputException as {@link #histogram}
  default EventProfile profile(String x, int bins, double from, double to, String y) {
    return EventProfile.of(self(), EventAxis.of(self(), "profile", x, bins, from, to), y);
  }

  /// The linear correlations of columns, of patterns of such with `*` and `?`, or of expressions;
  /// without any, of all columns of one number per event.
  ///
  /// @throws org.jpsi.core.errors.InputException where one cannot be computed from the columns, or
  ///   a weight is not finite
  default EventCorrelations correlations(String... expressions) {
    return EventCorrelations.of(self(), expressions);
  }
}

package org.jpsi.core.events;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.table.NumberColumn;

/// Values of an expression for all events, and what is computed from them in one pass over blocks.
record EventValues(String origin, String expression, Iterable<EventBlock> blocks) {
  /// The values of an expression of events.
  ///
  /// @param where it stands, for messages
  static EventValues of(Events events, String where, String text) {
    Expression value = events.schema().number(Expression.parse(where, text));
    return new EventValues(
        events.origin(), text, events.column(Events.VALUE, value).blocks(Events.VALUE));
  }

  /// The sum of `w f(x)`.
  private double sum(DoubleUnaryOperator f) {
    EventBlocks.RunningSum sum = new EventBlocks.RunningSum();
    for (EventBlock block : blocks) {
      NumberColumn values = block.table().numbers(Events.VALUE);
      for (int i = 0; i < block.events(); i++) {
        sum.add(block.weights()[i] * f.applyAsDouble(values.value(i)));
      }
    }
    return sum.value();
  }

  double sum() {
    return sum(x -> x);
  }

  double mean() {
    return moments().mean();
  }

  double stdDev() {
    Moments moments = moments();
    double mean = moments.mean();
    return Math.sqrt(sum(x -> (x - mean) * (x - mean)) / moments.weights());
  }

  private record Moments(double mean, double weights) {}

  private Moments moments() {
    EventBlocks.RunningSum weights = new EventBlocks.RunningSum();
    EventBlocks.RunningSum deviations = new EventBlocks.RunningSum();
    // values far from 0 keep their digits: their deviations from the first one are added
    double shift = 0;
    boolean any = false;
    for (EventBlock block : blocks) {
      NumberColumn values = block.table().numbers(Events.VALUE);
      for (int i = 0; i < block.events(); i++) {
        shift = any ? shift : values.value(i);
        any = true;
        weights.add(block.weights()[i]);
        deviations.add(block.weights()[i] * (values.value(i) - shift));
      }
    }
    requireEvents(any);
    if (weights.value() == 0) {
      throw InputException.at(origin)
          .expected("weights that do not add up to 0, for a mean of " + expression)
          .found("a sum of 0")
          .exception();
    }
    return new Moments(shift + deviations.value() / weights.value(), weights.value());
  }

  double extreme(DoubleBinaryOperator better) {
    double best = 0;
    boolean any = false;
    for (EventBlock block : blocks) {
      NumberColumn values = block.table().numbers(Events.VALUE);
      for (int i = 0; i < block.events(); i++) {
        best = any ? better.applyAsDouble(best, values.value(i)) : values.value(i);
        any = true;
      }
    }
    requireEvents(any);
    return best;
  }

  private void requireEvents(boolean any) {
    if (!any) {
      throw InputException.at(origin)
          .expected("events, for a value of " + expression)
          .found("none that pass")
          .remedy("loosen `filter`")
          .exception();
    }
  }
}

package org.jpsi.core.events;

import java.util.Locale;
import org.jpsi.core.table.EventBlocks;

/// Yield of events: their sum of weights with its statistical error, `sqrt(sum of w^2)`.
///
/// @param value the sum of weights; the number of events where they have none
/// @param error one standard deviation
/// @param events number of events
public record EventYield(double value, double error, long events) {
  static EventYield of(Events events) {
    Sum sum = new Sum();
    events.blocks().forEach(sum::add);
    return sum.yield();
  }

  /// Running yield of blocks of events.
  static final class Sum {
    private final EventBlocks.RunningSum weights = new EventBlocks.RunningSum();
    private final EventBlocks.RunningSum squares = new EventBlocks.RunningSum();
    private long events;

    /// @throws org.jpsi.core.errors.InputException where a weight is not finite
    void add(EventBlock block) {
      for (int i = 0; i < block.events(); i++) {
        double weight = EventAxis.weight(block, i);
        weights.add(weight);
        squares.add(weight * weight);
      }
      events += block.events();
    }

    EventYield yield() {
      return new EventYield(weights.value(), Math.sqrt(squares.value()), events);
    }
  }

  /// The number of events of equal weights whose sum has the same relative error, `(sum of w)^2 /
  /// sum of w^2`; 0 of no events.
  public double effectiveEvents() {
    return error > 0 ? value / error * (value / error) : 0;
  }

  /// `90211.3 ± 310.5 (200,000 events)`
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.6g ± %.3g (%,d events)", value, error, events);
  }
}

package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.task.Part;

/// Note on one weight that dominates those of its class in a part of the events: the single event
/// then makes most of what is learned of the class, or of its figures. It does where its square is
/// more than half of the sum of squares, and the effective number of events, by magnitudes,
///
/// ```
/// (sum |w|)^2 / sum w^2
/// ```
///
/// is below a quarter of their number.
final class DominatingWeight {
  private static final double SHARE = 0.5;
  private static final double EFFECTIVE = 0.25;
  // Of fewer, none is expected to be like the others.
  private static final int MIN_EVENTS = 10;

  private DominatingWeight() {}

  /// The notes on all parts and classes of the events.
  static List<String> notes(EventSet events) {
    List<String> notes = new ArrayList<>();
    for (Part part : Part.values()) {
      int[] rows = events.rowIndices(part);
      for (int c = 0; c < events.classes().size(); c++) {
        int one = c;
        int[] own = Arrays.stream(rows).filter(row -> events.classOf()[row] == one).toArray();
        note(events, part, events.classes().get(c), own).ifPresent(notes::add);
      }
    }
    return notes;
  }

  private static Optional<String> note(EventSet events, Part part, String of, int[] rows) {
    double[] magnitude = new double[rows.length];
    Arrays.setAll(magnitude, i -> Math.abs(events.weight()[rows[i]]));
    int most = 0;
    for (int i = 1; i < magnitude.length; i++) {
      most = magnitude[i] > magnitude[most] ? i : most;
    }
    if (rows.length < MIN_EVENTS || magnitude[most] == 0) {
      return Optional.empty();
    }
    // Ratios to the largest: their squares neither overflow nor vanish together.
    double sum = 0;
    double squares = 0;
    for (double m : magnitude) {
      double ratio = m / magnitude[most];
      sum += ratio;
      squares += ratio * ratio;
    }
    double effective = sum * sum / squares;
    if (!(1 / squares > SHARE && effective < EFFECTIVE * rows.length)) {
      return Optional.empty();
    }
    Arrays.sort(magnitude);
    int row = rows[most];
    return Optional.of(
        String.format(
            Locale.ROOT,
            "one weight dominates the %,d %s events%s: entry %d of %s has %s, the median is %s,"
                + " so that they count as %.3g events; check `weight:`, or leave it out by"
                + " `select:`",
            rows.length,
            part.id(),
            of.isEmpty() ? "" : " of class " + of,
            events.entry()[row],
            events.inputs().get(events.input()[row]),
            Expression.format(events.weight()[row]),
            Expression.format(magnitude[magnitude.length / 2]),
            effective));
  }
}

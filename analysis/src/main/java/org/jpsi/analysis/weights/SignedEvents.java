package org.jpsi.analysis.weights;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Part;

/// Events with signed weights, of several samples.
///
/// @param weight original, of each event
/// @param part of each event
/// @param sampleOf each event, an index of `samples`
/// @param samples by name
/// @param groups a value for each event, where some belong together
public record SignedEvents(
    double[] weight, Part[] part, int[] sampleOf, List<String> samples, Optional<long[]> groups) {
  public SignedEvents {
    samples = List.copyOf(samples);
  }

  /// Whether any weight is negative.
  public boolean isSigned() {
    return IntStream.range(0, weight.length).anyMatch(i -> weight[i] < 0);
  }

  int[] rows(int sample) {
    return IntStream.range(0, weight.length).filter(i -> sampleOf[i] == sample).toArray();
  }

  /// The events of a sample that its treatment is fitted to: its training events, or those of
  /// validation where it has none. Test events only where there are no others, which trains
  /// nothing.
  int[] fitted(int[] rows) {
    for (Part wanted : Part.values()) {
      int[] found = IntStream.of(rows).filter(i -> part[i] == wanted).toArray();
      if (found.length > 0) {
        return found;
      }
    }
    return rows;
  }

  static double sum(int[] rows, double[] of) {
    return EventBlocks.sum(rows.length, i -> of[rows[i]]);
  }

  static double magnitude(int[] rows, double[] of) {
    return EventBlocks.sum(rows.length, i -> Math.abs(of[rows[i]]));
  }

  /// `(sum w)^2 / sum w^2`.
  static double effective(int[] rows, double[] of) {
    double sum = sum(rows, of);
    double squares = EventBlocks.sum(rows.length, i -> of[rows[i]] * of[rows[i]]);
    return squares > 0 ? sum * sum / squares : 0;
  }
}

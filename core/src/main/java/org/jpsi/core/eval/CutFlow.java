package org.jpsi.core.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jpsi.core.task.Part;

/// Cut-flow of a sample: how many events it has, how many the selection takes, and where they go,
/// raw and weighted.
///
/// @param sample its name
/// @param read number of events before the selection
/// @param selected the events that the selection takes
/// @param parts those of each part that has any, in order
public record CutFlow(
    String sample, long read, EventCount selected, SequencedMap<Part, EventCount> parts) {

  /// Number and weight of some events.
  ///
  /// @param weight sum of weights
  /// @param error one standard deviation of it, the root of the sum of squared weights
  public record EventCount(long events, double weight, double error) {
    static EventCount of(long events, double weight, double squares) {
      return new EventCount(events, weight, Math.sqrt(squares));
    }
  }

  public CutFlow {
    parts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parts));
  }

  /// @param part of each selected event of all samples
  /// @param sample of each event, an index
  /// @param index of this sample
  public static CutFlow of(
      String name, long read, Part[] part, double[] weight, int[] sample, int index) {
    long[] events = new long[Part.values().length];
    double[] sum = new double[events.length];
    double[] squares = new double[events.length];
    for (int i = 0; i < weight.length; i++) {
      if (sample[i] == index) {
        int p = part[i].ordinal();
        events[p]++;
        sum[p] += weight[i];
        squares[p] += weight[i] * weight[i];
      }
    }
    SequencedMap<Part, EventCount> parts = new LinkedHashMap<>();
    long selected = 0;
    double weights = 0;
    double allSquares = 0;
    for (Part p : Part.values()) {
      int k = p.ordinal();
      selected += events[k];
      weights += sum[k];
      allSquares += squares[k];
      if (events[k] > 0) {
        parts.put(p, EventCount.of(events[k], sum[k], squares[k]));
      }
    }
    return new CutFlow(name, read, EventCount.of(selected, weights, allSquares), parts);
  }
}

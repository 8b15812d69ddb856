package org.jpsi.core.data;

import java.util.Arrays;

/// Values of one input of all events in memory, from which those of some events are gathered.
sealed interface EventArray {
  /// Writes the values of the events `order[from]`, ... to `into`, `n` rows.
  void gather(int[] order, int from, int n, float[] into);

  /// Rows of one width.
  ///
  /// @param values `[events, width]`
  record Dense(float[] values, int width) implements EventArray {
    @Override
    public void gather(int[] order, int from, int n, float[] into) {
      if (width == 1) {
        for (int i = 0; i < n; i++) {
          into[i] = values[order[from + i]];
        }
      } else {
        for (int i = 0; i < n; i++) {
          System.arraycopy(values, order[from + i] * width, into, i * width, width);
        }
      }
    }
  }

  /// Items of varying number, held without padding; gathered, they are followed by zeros.
  ///
  /// @param offsets the items of event `i` are those from `offsets[i]` to `offsets[i + 1]` - 1
  /// @param items `[items, width]`
  /// @param most items that are gathered of one event, the first ones
  record Jagged(int[] offsets, float[] items, int width, int most) implements EventArray {
    @Override
    public void gather(int[] order, int from, int n, float[] into) {
      for (int i = 0; i < n; i++) {
        int event = order[from + i];
        int count = Math.min(most, offsets[event + 1] - offsets[event]);
        int at = i * most * width;
        System.arraycopy(items, offsets[event] * width, into, at, count * width);
        Arrays.fill(into, at + count * width, at + most * width, 0);
      }
    }
  }

  /// The mask of jagged items: 1 for each of an event, then 0.
  record JaggedMask(int[] offsets, int most) implements EventArray {
    @Override
    public void gather(int[] order, int from, int n, float[] into) {
      for (int i = 0; i < n; i++) {
        int event = order[from + i];
        int count = Math.min(most, offsets[event + 1] - offsets[event]);
        Arrays.fill(into, i * most, i * most + count, 1);
        Arrays.fill(into, i * most + count, (i + 1) * most, 0);
      }
    }
  }
}

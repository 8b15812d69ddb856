package org.jpsi.core.expression;

import java.util.List;

/// Program on the items of a block of events: its steps run on a frame of items, as those of a
/// program run on events. All its sources have as many items at each event.
///
/// @param child number of the frame of items in that of the events
/// @param position of what is computed in the expression
record ItemProgram(int child, List<ItemSource> sources, List<Step> steps, int slots, int position) {
  /// Computes the items of events 0 to `n - 1` and returns their frame.
  ///
  /// @throws OutOfRange where sources have different numbers of items
  Frame run(Frame frame, int n) {
    Frame items = frame.child(child);
    int[] offsets = items.offsetsFor(n);
    sources.getFirst().offsets(frame, n, offsets);
    for (int s = 1; s < sources.size(); s++) {
      requireSame(frame, n, offsets, sources.get(s));
    }
    items.begin(slots, frame, n);
    int m = offsets[n];
    if (m > 0) {
      for (Step step : steps) {
        step.run(items, m);
      }
    }
    return items;
  }

  private void requireSame(Frame frame, int n, int[] offsets, ItemSource other) {
    int[] theirs = new int[n + 1];
    other.offsets(frame, n, theirs);
    for (int i = 0; i < n; i++) {
      int count = offsets[i + 1] - offsets[i];
      int count2 = theirs[i + 1] - theirs[i];
      if (count != count2) {
        String first = sources.getFirst().name();
        throw new OutOfRange(
            "as many items of " + other.name() + " as of " + first,
            count2 + " and " + count,
            "combine what has the same items; of others take one value, as in x[0] or max(x)",
            position);
      }
    }
  }
}

package org.jpsi.core.expression;

import java.util.List;

/// Step of a {@link Program}: an operation on the events of a block, from slots of a frame to a
/// slot of it.
@FunctionalInterface
interface Step {
  /// Runs on events 0 to `n - 1` of the block.
  void run(Frame frame, int n);

  /// Steps that are left out where no event of the block needs them: the right side of `&&` and two
  /// bars, the branches of `c ? a : b`. In a block of one event this is what C does.
  ///
  /// @param slot of a BOOL
  /// @param needed the truth, 0 or 1, of events that need them
  static Step guarded(int slot, long needed, List<Step> list) {
    Step[] steps = list.toArray(Step[]::new);
    return (frame, n) -> {
      long[] truth = frame.integers(slot);
      int i = 0;
      while (i < n && truth[i] != needed) {
        i++;
      }
      for (int k = 0; i < n && k < steps.length; k++) {
        steps[k].run(frame, n);
      }
    };
  }
}

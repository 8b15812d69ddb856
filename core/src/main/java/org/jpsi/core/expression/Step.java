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
  record Guarded(int slot, long needed, List<Step> steps) implements Step {
    @Override
    public void run(Frame frame, int n) {
      long[] truth = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        if (truth[i] == needed) {
          for (int k = 0; k < steps.size(); k++) {
            steps.get(k).run(frame, n);
          }
          return;
        }
      }
    }
  }
}

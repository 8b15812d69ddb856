package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.kernel.Exponentials;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.task.Task;

/// Output activation of a task, in place: sigmoid for a binary classification, softmax for several
/// classes, targets in their units for a regression.
final class OutputActivation {
  private OutputActivation() {}

  /// Applies the activation.
  ///
  /// @param targets preprocessing of the targets of a regression
  /// @param y `[events, outputs]` from `from`, row-major
  static void apply(Task task, List<ColumnPreprocessing> targets, float[] y, int from, int events) {
    int width = task.width();
    int end = from + events * width;
    switch (task) {
      case Task.Binary _ -> Kernels.INSTANCE.sigmoid(y, from, y, from, events * width);
      case Task.Multiclass _ -> {
        for (int at = from; at < end; at += width) {
          Exponentials.softmax(y, at, width);
        }
      }
      case Task.Regression _ -> {
        for (int at = from; at < end; at += width) {
          for (int k = 0; k < width; k++) {
            y[at + k] = (float) targets.get(k).inverse(y[at + k]);
          }
        }
      }
    }
  }
}

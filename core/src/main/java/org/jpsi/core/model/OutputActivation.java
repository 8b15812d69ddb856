package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.kernel.Exponentials;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.task.Task;

/// Output activation of a task: sigmoid for a binary classification, softmax for several classes,
/// targets in their units for a regression.
///
/// A probability is a float32 number, widened. A target in its unit is computed in float64: float32
/// would lose a second of today's date.
final class OutputActivation {
  private OutputActivation() {}

  /// Applies the activation.
  ///
  /// @param targets preprocessing of the targets of a regression
  /// @param y outputs of the network, `[events, outputs]`, row-major; changed
  /// @param scores output, `[events, outputs]` from `to`, row-major
  static void apply(
      Task task,
      List<ColumnPreprocessing> targets,
      float[] y,
      int events,
      double[] scores,
      int to) {
    int width = task.width();
    int count = events * width;
    switch (task) {
      case Task.Binary _ -> Kernels.INSTANCE.sigmoid(y, 0, y, 0, count);
      case Task.Multiclass _ -> {
        for (int at = 0; at < count; at += width) {
          Exponentials.softmax(y, at, width);
        }
      }
      case Task.Regression _ -> {
        for (int at = 0; at < count; at += width) {
          for (int k = 0; k < width; k++) {
            scores[to + at + k] = targets.get(k).inverse(y[at + k]);
          }
        }
        return;
      }
    }
    for (int i = 0; i < count; i++) {
      scores[to + i] = y[i];
    }
  }
}

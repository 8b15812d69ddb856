package org.jpsi.core.model;

import java.util.Collections;
import java.util.List;
import org.jpsi.core.task.Task;

/// Standardization of a regression target: the network learns `(value - mean) / scale`.
///
/// @param mean over the training part
/// @param scale the standard deviation over the training part
public record TargetScale(double mean, double scale) {
  /// No standardization.
  public static final TargetScale NONE = new TargetScale(0, 1);

  public TargetScale {
    if (!(scale > 0) || !Double.isFinite(scale) || !Double.isFinite(mean)) {
      throw new IllegalArgumentException(
          "TargetScale: expected a finite mean and a positive scale, found "
              + mean
              + " and "
              + scale);
    }
  }

  /// The target in its unit.
  double value(float standardized) {
    return standardized * scale + mean;
  }

  /// The scales of a task without standardization; none for a classification.
  static List<TargetScale> none(Task task) {
    return Collections.nCopies(count(task), NONE);
  }

  /// The number of targets of a task; 0 for a classification.
  static int count(Task task) {
    return task instanceof Task.Regression ? task.width() : 0;
  }
}

package org.jpsi.learners;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.task.Task;

/// Targets as numbers whose mean is what is asked for.
final class OneHotTargets {
  private OneHotTargets() {}

  /// Classes as 0 and 1, of three or more one number each; quantities as they are.
  ///
  /// @return `[events, outputs]`
  static float[] of(Task task, Dataset data) {
    if (!(task instanceof Task.Multiclass)) {
      return data.targets();
    }
    int width = task.width();
    float[] shares = new float[data.events() * width];
    for (int i = 0; i < data.events(); i++) {
      shares[i * width + (int) data.targets()[i]] = 1;
    }
    return shares;
  }
}

package org.jpsi.learners;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.task.Task;

/// One-hot targets, whose mean is the probability of a class.
final class OneHotTargets {
  private OneHotTargets() {}

  /// The targets: two classes as 0 and 1, three or more one-hot, quantities as they are.
  ///
  /// @return `[events, outputs]`
  static float[] of(Task task, Dataset data) {
    float[] targets = data.targets();
    if (!(task instanceof Task.Multiclass)) {
      return targets;
    }
    int width = task.width();
    float[] oneHot = new float[data.events() * width];
    for (int i = 0; i < data.events(); i++) {
      oneHot[i * width + (int) targets[i]] = 1;
    }
    return oneHot;
  }
}

package org.jpsi.learners;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.model.Output;

/// Targets as numbers whose mean is what is asked for.
final class OneHotTargets {
  private OneHotTargets() {}

  /// Classes as 0 and 1, of three or more one number each; quantities as they are.
  ///
  /// @return `[events, outputs]`
  static float[] of(Output output, Dataset data) {
    if (!(output instanceof Output.Multiclass)) {
      return data.targets();
    }
    int width = output.width();
    float[] shares = new float[data.events() * width];
    for (int i = 0; i < data.events(); i++) {
      shares[i * width + (int) data.targets()[i]] = 1;
    }
    return shares;
  }
}

package org.jpsi.core.model;

import java.util.Arrays;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Sums;
import org.jpsi.core.nn.Pooling;

/// Pooling of sets, by {@link Workspace#mask} where there is one. Sums run in the order of the
/// layer's operations.
///
/// @param n constituents of an event
/// @param features of a constituent
record SetPoolingStage(int n, int features, Pooling.By by) implements InferenceStage {
  @Override
  public int outputs() {
    return features;
  }

  @Override
  public void forward(float[] x, int from, int events, float[] y, int to, Workspace workspace) {
    int kept = 0;
    for (int k = 0; k < n; k++) {
      kept += workspace.keeps(k) ? 1 : 0;
    }
    float[] scratch = workspace.take(Math.max(n, features));
    for (int i = 0; i < events; i++) {
      int at = from + i * n * features;
      int into = to + i * features;
      if (kept == 0) {
        Arrays.fill(y, into, into + features, 0);
      } else if (by == Pooling.By.MAX) {
        max(x, at, y, into, workspace);
      } else if (features == 1) {
        for (int k = 0; k < n; k++) {
          scratch[k] = workspace.keeps(k) ? x[at + k] : 0;
        }
        y[into] = (float) Sums.sum(scratch, 0, n);
      } else {
        sum(x, at, y, into, workspace, scratch);
      }
      for (int j = into; j < into + features && by == Pooling.By.MEAN; j++) {
        y[j] /= Math.max(1, kept);
      }
    }
    workspace.release(1);
  }

  private void sum(float[] x, int at, float[] y, int to, Workspace workspace, float[] sums) {
    Arrays.fill(y, to, to + features, 0);
    for (int from = 0; from < n; from += Kernels.KC) {
      Arrays.fill(sums, 0, features, 0);
      for (int k = from; k < Math.min(from + Kernels.KC, n); k++) {
        for (int j = 0; j < features && workspace.keeps(k); j++) {
          sums[j] += x[at + k * features + j];
        }
      }
      for (int j = 0; j < features; j++) {
        y[to + j] += sums[j];
      }
    }
  }

  private void max(float[] x, int at, float[] y, int to, Workspace workspace) {
    Arrays.fill(y, to, to + features, Float.NEGATIVE_INFINITY);
    for (int k = 0; k < n; k++) {
      for (int j = 0; j < features && workspace.keeps(k); j++) {
        float value = x[at + k * features + j];
        float largest = y[to + j];
        y[to + j] = value <= largest || Float.isNaN(largest) ? largest : value;
      }
    }
  }
}

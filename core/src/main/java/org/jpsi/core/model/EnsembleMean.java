package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.model.EnsemblePredictor.Mean;

/// Mean of the outputs of an ensemble's members, event by event, in float64 and in their order.
///
/// @param members their number
/// @param width the number of outputs
record EnsembleMean(int members, Mean kind, int width) {
  // Values of a buffer of outputs.
  private static final int MAX_VALUES = 1 << 18;
  private static final int MAX_CHUNK = 1024;
  // The least probability: its logarithm is finite.
  private static final double LEAST = Double.MIN_NORMAL;

  /// The number of events whose outputs lie in a buffer at once.
  int chunk() {
    return Math.clamp(MAX_VALUES / ((long) members * width), 1, MAX_CHUNK);
  }

  /// The mean of outputs that are at hand, those of some events, with the bits of scoring.
  ///
  /// @param outputs of each member, `[events, outputs]`
  /// @param result output, `[events, outputs]`
  void of(List<float[]> outputs, int from, int to, float[] result) {
    Workspace workspace = Workspace.ofThread();
    int taken = workspace.taken();
    try {
      int chunk = Math.min(chunk(), to - from);
      float[] all = workspace.take(members * chunk * width);
      for (int at = from; at < to; at += chunk) {
        int events = Math.min(chunk, to - at);
        int stride = events * width;
        for (int m = 0; m < members; m++) {
          System.arraycopy(outputs.get(m), at * width, all, m * stride, stride);
        }
        of(all, events, result, at * width, workspace);
      }
    } finally {
      workspace.releaseTo(taken);
    }
  }

  /// Takes the mean of each event.
  ///
  /// @param all outputs of the members, `[members, events, outputs]`
  /// @param to index of the first output
  void of(float[] all, int events, float[] outputs, int to, Workspace workspace) {
    int stride = events * width;
    if (kind == Mean.OUTPUTS) {
      for (int i = 0; i < stride; i++) {
        outputs[to + i] = ofOutputs(all, i, stride);
      }
    } else if (width == 1) {
      for (int i = 0; i < stride; i++) {
        outputs[to + i] = ofSigmoids(all, i, stride);
      }
    } else {
      double[] sums = workspace.sums(2 * width);
      for (int i = 0; i < stride; i += width) {
        ofSoftmaxes(all, i, stride, sums, outputs, to + i);
      }
    }
  }

  private float ofOutputs(float[] all, int at, int stride) {
    double sum = 0;
    for (int m = 0; m < members; m++) {
      sum += all[m * stride + at];
    }
    return (float) (sum / members);
  }

  // The signal's and the background's probability side by side: 1 - p has no digits near p = 1.
  private float ofSigmoids(float[] all, int at, int stride) {
    double signal = 0;
    double background = 0;
    for (int m = 0; m < members; m++) {
      double logit = all[m * stride + at];
      double e = StrictMath.exp(-Math.abs(logit));
      double larger = 1 / (1 + e);
      double smaller = e / (1 + e);
      signal += logit < 0 ? smaller : larger;
      background += logit < 0 ? larger : smaller;
    }
    double p = Math.max(signal / members, LEAST);
    double q = Math.max(background / members, LEAST);
    return (float) StrictMath.log(p / q);
  }

  // In `sums` the classes' sums over members come first, then one member's exponentials.
  private void ofSoftmaxes(
      float[] all, int at, int stride, double[] sums, float[] outputs, int to) {
    for (int k = 0; k < width; k++) {
      sums[k] = 0;
    }
    for (int m = 0; m < members; m++) {
      int from = m * stride + at;
      double largest = all[from];
      for (int k = 1; k < width; k++) {
        largest = Math.max(largest, all[from + k]);
      }
      double sum = 0;
      for (int k = 0; k < width; k++) {
        // an infinite one is the largest itself
        double below = all[from + k] == largest ? 0 : all[from + k] - largest;
        double e = StrictMath.exp(below);
        sums[width + k] = e;
        sum += e;
      }
      for (int k = 0; k < width; k++) {
        sums[k] += sums[width + k] / sum;
      }
    }
    for (int k = 0; k < width; k++) {
      outputs[to + k] = (float) StrictMath.log(Math.max(sums[k] / members, LEAST));
    }
  }
}

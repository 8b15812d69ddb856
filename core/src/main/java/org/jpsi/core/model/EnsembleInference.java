package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.model.EnsemblePredictor.Mean;

/// Inference form of an {@link EnsemblePredictor}. All members' outputs of some events lie in a
/// buffer of the thread, `[members, events, outputs]`; then the mean is taken event by event.
///
/// @param width the number of outputs
record EnsembleInference(List<CompiledPredictor> members, Mean mean, int width)
    implements CompiledPredictor {
  // Values of that buffer.
  private static final int MAX_VALUES = 1 << 18;
  private static final int MAX_CHUNK = 1024;
  // The least probability: its logarithm is finite.
  private static final double LEAST = Double.MIN_NORMAL;

  @Override
  public void predict(InputBlock block, float[] outputs, int to) {
    Workspace workspace = Workspace.ofThread();
    int taken = workspace.taken();
    try {
      int most = Math.clamp(MAX_VALUES / ((long) members.size() * width), 1, MAX_CHUNK);
      int chunk = Math.min(most, block.events());
      float[] all = workspace.take(members.size() * chunk * width);
      for (int done = 0; done < block.events(); done += chunk) {
        InputBlock events = block.slice(done, Math.min(chunk, block.events() - done));
        int stride = events.events() * width;
        for (int m = 0; m < members.size(); m++) {
          members.get(m).predict(events, all, m * stride);
        }
        mean(all, events.events(), outputs, to + done * width, workspace);
      }
    } finally {
      workspace.releaseTo(taken);
    }
  }

  @Override
  public void predict(float[] inputs, double[] spectators, float[] outputs) {
    Workspace workspace = Workspace.ofThread();
    int taken = workspace.taken();
    try {
      float[] all = workspace.take(members.size() * width);
      float[] one = workspace.take(width);
      for (int m = 0; m < members.size(); m++) {
        members.get(m).predict(inputs, spectators, one);
        System.arraycopy(one, 0, all, m * width, width);
      }
      mean(all, 1, outputs, 0, workspace);
    } finally {
      workspace.releaseTo(taken);
    }
  }

  private void mean(float[] all, int events, float[] outputs, int to, Workspace workspace) {
    int stride = events * width;
    if (mean == Mean.OUTPUTS) {
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
    for (int m = 0; m < members.size(); m++) {
      sum += all[m * stride + at];
    }
    return (float) (sum / members.size());
  }

  // The signal's and the background's probability side by side: 1 - p has no digits near p = 1.
  private float ofSigmoids(float[] all, int at, int stride) {
    double signal = 0;
    double background = 0;
    for (int m = 0; m < members.size(); m++) {
      double logit = all[m * stride + at];
      double e = StrictMath.exp(-Math.abs(logit));
      double larger = 1 / (1 + e);
      double smaller = e / (1 + e);
      signal += logit < 0 ? smaller : larger;
      background += logit < 0 ? larger : smaller;
    }
    double p = Math.max(signal / members.size(), LEAST);
    double q = Math.max(background / members.size(), LEAST);
    return (float) StrictMath.log(p / q);
  }

  // In `sums` the classes' sums over members come first, then one member's exponentials.
  private void ofSoftmaxes(
      float[] all, int at, int stride, double[] sums, float[] outputs, int to) {
    for (int k = 0; k < width; k++) {
      sums[k] = 0;
    }
    for (int m = 0; m < members.size(); m++) {
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
      outputs[to + k] = (float) StrictMath.log(Math.max(sums[k] / members.size(), LEAST));
    }
  }
}

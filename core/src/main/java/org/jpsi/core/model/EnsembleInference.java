package org.jpsi.core.model;

import java.util.List;

/// Inference form of an {@link EnsemblePredictor}. All members' outputs of some events lie in a
/// buffer of the thread, `[members, events, outputs]`; then the mean is taken event by event.
record EnsembleInference(List<CompiledPredictor> members, EnsembleMean mean)
    implements CompiledPredictor {
  /// @param width the number of outputs
  EnsembleInference(List<CompiledPredictor> members, EnsemblePredictor.Mean mean, int width) {
    this(members, new EnsembleMean(members.size(), mean, width));
  }

  @Override
  public void predict(InputBlock block, float[] outputs, int to) {
    int width = mean.width();
    Workspace workspace = Workspace.ofThread();
    int taken = workspace.taken();
    try {
      int chunk = Math.min(mean.chunk(), block.events());
      float[] all = workspace.take(members.size() * chunk * width);
      for (int done = 0; done < block.events(); done += chunk) {
        InputBlock events = block.slice(done, Math.min(chunk, block.events() - done));
        int stride = events.events() * width;
        for (int m = 0; m < members.size(); m++) {
          members.get(m).predict(events, all, m * stride);
        }
        mean.of(all, events.events(), outputs, to + done * width, workspace);
      }
    } finally {
      workspace.releaseTo(taken);
    }
  }

  @Override
  public void predict(float[] inputs, double[] spectators, float[] outputs) {
    int width = mean.width();
    Workspace workspace = Workspace.ofThread();
    int taken = workspace.taken();
    try {
      float[] all = workspace.take(members.size() * width);
      float[] one = workspace.take(width);
      for (int m = 0; m < members.size(); m++) {
        members.get(m).predict(inputs, spectators, one);
        System.arraycopy(one, 0, all, m * width, width);
      }
      mean.of(all, 1, outputs, 0, workspace);
    } finally {
      workspace.releaseTo(taken);
    }
  }
}

package org.jpsi.core.model;

import org.jpsi.core.tensor.Inputs;

/// Inference form of one fold: its own preprocessing, its predictor, and predictions of a
/// regression in their units.
///
/// @param width the number of outputs
record FoldInference(FoldedPredictor.Fold fold, CompiledPredictor member, int width)
    implements CompiledPredictor {
  @Override
  public void predict(InputBlock block, float[] outputs, int to) {
    int n = fold.features().columns().size();
    float[] inputs = new float[block.events() * n];
    double[] values = new double[block.events()];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < values.length; i++) {
        values[i] = block.inputs()[block.index(i) + j];
      }
      fold.features().apply(j, values, inputs);
    }
    fold.features().transform(inputs);
    double[][] beside = new double[block.spectators().length][];
    for (int s = 0; s < beside.length; s++) {
      beside[s] = new double[block.events()];
      for (int i = 0; i < beside[s].length; i++) {
        beside[s][i] = block.spectator(s, i);
      }
    }
    member.predict(
        new InputBlock(block.shapes(), Inputs.single(inputs), 0, block.events(), beside),
        outputs,
        to);
    for (int i = 0; i < block.events(); i++) {
      inUnits(outputs, to + i * width);
    }
  }

  @Override
  public void predict(float[] inputs, double[] spectators, float[] outputs) {
    int n = fold.features().columns().size();
    Workspace workspace = Workspace.ofThread();
    int taken = workspace.taken();
    try {
      double[] values = workspace.features(n);
      for (int j = 0; j < n; j++) {
        values[j] = inputs[j];
      }
      float[] own = workspace.take(n);
      fold.features().applyEvent(values, own);
      member.predict(own, spectators, outputs);
      inUnits(outputs, 0);
    } finally {
      workspace.releaseTo(taken);
    }
  }

  private void inUnits(float[] outputs, int at) {
    for (int t = 0; t < fold.targets().size(); t++) {
      outputs[at + t] = (float) fold.targets().get(t).inverse(outputs[at + t]);
    }
  }
}

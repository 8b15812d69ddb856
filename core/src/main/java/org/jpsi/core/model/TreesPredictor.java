package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Ensemble of decision trees as a predictor: boosted trees, a random forest, one tree.
///
/// @param trees whose leaves are added up
/// @param link from that sum to the raw outputs
public record TreesPredictor(TreeEnsemble trees, Link link)
    implements Predictor, CompiledPredictor {
  // Few enough for their features to stay in the cache from tree to tree.
  private static final int CHUNK = 1024;

  @Override
  public int outputs(Inputs<Shape> inputs) {
    return trees.outputs(inputs.only().count());
  }

  @Override
  public long parameterCount() {
    return trees.count();
  }

  @Override
  public boolean trainedByGradients() {
    return false;
  }

  @Override
  public CompiledPredictor compile(Inputs<Shape> inputs, List<String> spectators) {
    outputs(inputs);
    return this;
  }

  @Override
  public void predict(InputBlock block, float[] outputs, int to) {
    int width = trees.outputs();
    for (int done = 0; done < block.events(); done += CHUNK) {
      int n = Math.min(CHUNK, block.events() - done);
      trees.sum(block.inputs(), block.index(done), n, outputs, to + done * width);
    }
    link.apply(outputs, to, block.events(), width);
  }

  @Override
  public void predict(float[] inputs, double[] spectators, float[] outputs) {
    trees.sum(inputs, 0, 1, outputs, 0);
    link.apply(outputs, 0, 1, trees.outputs());
  }
}

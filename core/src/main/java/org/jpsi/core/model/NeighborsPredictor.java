package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Nearest neighbors as a predictor.
///
/// @param neighbors the stored events, whose values are averaged
/// @param link from that mean to the raw outputs
public record NeighborsPredictor(NearestNeighbors neighbors, Link link)
    implements Predictor, CompiledPredictor {
  @Override
  public int outputs(Inputs<Shape> inputs) {
    return neighbors.outputs(inputs.only().count());
  }

  @Override
  public long parameterCount() {
    return neighbors.count();
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
    neighbors.mean(block.inputs(), block.index(0), block.events(), outputs, to);
    link.apply(outputs, to, block.events(), neighbors.outputs());
  }

  @Override
  public void predict(float[] inputs, double[] spectators, float[] outputs) {
    neighbors.mean(inputs, 0, 1, outputs, 0);
    link.apply(outputs, 0, 1, neighbors.outputs());
  }
}

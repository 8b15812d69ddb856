package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Neural network as a predictor.
///
/// @param network including its weights; not copied
public record NetworkPredictor(Sequential network) implements Predictor {
  @Override
  public int outputs(Inputs<Shape> inputs) {
    return network.outputs(inputs).count();
  }

  @Override
  public long parameterCount() {
    return network.parameters().stream().mapToLong(p -> p.shape().count()).sum();
  }

  @Override
  public boolean trainedByGradients() {
    return true;
  }

  @Override
  public CompiledPredictor compile(Inputs<Shape> inputs, List<String> spectators) {
    return InferenceNetwork.of(network, inputs);
  }
}

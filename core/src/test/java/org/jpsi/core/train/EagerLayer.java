package org.jpsi.core.train;

import java.util.List;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// A layer that reads values in every step, so that the step runs eagerly.
record EagerLayer(Layer inside) implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    x.values();
    return inside.forward(x, mode);
  }

  @Override
  public List<Parameter> parameters() {
    return inside.parameters();
  }

  @Override
  public void initialize(Rng rng) {
    inside.initialize(rng);
  }

  @Override
  public Shape outputs(Shape inputs) {
    return inside.outputs(inputs);
  }
}

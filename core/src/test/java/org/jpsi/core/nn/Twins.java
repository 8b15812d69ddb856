package org.jpsi.core.nn;

import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// A module of one's own: two equal layers, batch normalization and a parameter of its own, as in
/// `oracles/modules.py`.
public final class Twins implements Layer {
  public final Linear left = Linear.of(3, 4);
  public final Linear right = Linear.of(3, 4);
  private final BatchNorm norm = BatchNorm.of(4);
  final Parameter scale = Parameter.of("scale", Shape.of(4));

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor both = left.forward(x, mode).relu().add(right.forward(x, mode).tanh());
    return norm.forward(both, mode).mul(scale.tensor());
  }

  @Override
  public SequencedMap<String, Layer> children() {
    return Children.of("left", left, "right", right, "norm", norm);
  }

  @Override
  public List<Parameter> ownParameters() {
    return List.of(scale);
  }

  @Override
  public void initializeOwn(Rng rng) {
    scale.set(new float[] {1, 2, 3, 4});
  }
}

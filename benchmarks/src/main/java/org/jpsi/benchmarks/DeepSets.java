package org.jpsi.benchmarks;

import java.util.SequencedMap;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Tensor;

/// Deep sets (Zaheer et al., arXiv:1703.06114): `rho(sum over constituents of phi(x))` with phi two
/// layers with ReLU and rho one of them and a linear one.
final class DeepSets implements Layer {
  private final Sequential phi;
  private final Sequential rho;

  DeepSets(int width) {
    phi =
        Sequential.of(
            Linear.of(LayerKind.CONSTITUENT_FEATURES, width),
            Relu.of(),
            Linear.of(width, width),
            Relu.of());
    rho = Sequential.of(Linear.of(width, width), Relu.of(), Linear.of(width, 1));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor constituents = x.reshape(-1, LayerKind.CONSTITUENTS, LayerKind.CONSTITUENT_FEATURES);
    return rho.forward(phi.forward(constituents, mode.child(0)).sum(1), mode.child(1));
  }

  @Override
  public SequencedMap<String, Layer> children() {
    return Children.of("phi", phi, "rho", rho);
  }
}

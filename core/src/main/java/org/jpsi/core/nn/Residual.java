package org.jpsi.core.nn;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Residual block with a skip connection (He et al., arXiv:1512.03385): `y = x + f(x)`, with f the
/// layers inside, one after the other, which have as many outputs as inputs. Parameters are named
/// by the layers' indices: `0.weight`.
public final class Residual implements Layer {
  private final Sequential inner;

  private Residual(Sequential inner) {
    this.inner = inner;
  }

  public static Residual of(Layer... layers) {
    return of(List.of(layers));
  }

  public static Residual of(List<? extends Layer> layers) {
    return new Residual(Sequential.of(layers));
  }

  /// The layers inside, in order.
  public List<Layer> layers() {
    return inner.layers();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.add(inner.forward(x, mode));
  }

  /// Those inside, named by their places.
  @Override
  public SequencedMap<String, Layer> children() {
    return inner.children();
  }

  @Override
  public void initialize(Rng rng) {
    inner.initialize(rng);
  }

  @Override
  public Shape outputs(Shape inputs) {
    Shape outputs = inner.outputs(inputs);
    if (!outputs.equals(inputs)) {
      throw InputException.at("residual layer")
          .expected("outputs of the inner layers of the shape of the inputs, " + inputs)
          .found(outputs.toString())
          .exception();
    }
    return outputs;
  }

  @Override
  public LayerSpec spec() {
    return new LayerSpec("residual", Map.of(), inner.spec().layers());
  }

  @Override
  public String toString() {
    return Sequential.text("Residual", inner.layers());
  }
}

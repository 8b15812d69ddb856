package org.jpsi.core.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Layers of a set with its mask, such as the jets of an event: the input `jets`, `[events, n,
/// features]`, goes through the layers, and every {@link MaskedLayer} among them, also inside a
/// {@link Sequential} or a {@link Residual}, gets `jets.mask`, `[events, n]`, 1 where there is a
/// jet and 0 where there is padding. The others see each constituent for itself.
///
/// ```java
/// Sequential.of(
///     Constituents.of(
///         "jets",
///         Linear.of(4, 64), Relu.of(), Residual.of(MultiHeadAttention.of(64, 4)), Pooling.mean()),
///     Linear.of(64, 1));
/// ```
///
/// A set may also come as columns of a table, `[events, n features]`, constituent after
/// constituent. Parameters are named by the layers' indices: `0.weight`.
public final class Constituents implements MultiInputLayer {
  private final String input;
  private final String mask;
  private final List<Layer> layers;

  private Constituents(String input, List<? extends Layer> layers) {
    this.input = input;
    this.mask = input + ".mask";
    this.layers = List.copyOf(layers);
  }

  /// @param input the name of the set; its mask is called `input.mask`
  public static Constituents of(String input, Layer... layers) {
    return new Constituents(input, List.of(layers));
  }

  static Constituents from(LayerSpec spec, List<Layer> layers) {
    if (!(spec.settings().get("input") instanceof String input)) {
      throw InputException.at("layer constituents")
          .expected("`input`: the name of a set")
          .found(String.valueOf(spec.settings().get("input")))
          .exception();
    }
    return new Constituents(input, layers);
  }

  /// The name of the set.
  public String input() {
    return input;
  }

  /// The layers, in order.
  public List<Layer> layers() {
    return layers;
  }

  @Override
  public Tensor forward(Inputs<Tensor> inputs, Mode mode) {
    Inputs<Tensor> both = inputs.inOrder(List.of(input, mask));
    Tensor kept = both.get(mask);
    Tensor y = both.get(input);
    if (y.shape().rank() == 2) {
      int[] sizes = kept.shape().sizes();
      y = y.reshape(sizes[0], sizes[1], y.shape().size(1) / Math.max(1, sizes[1]));
    }
    return forward(layers, y, kept, mode);
  }

  /// The outputs of layers of a set, one after the other.
  static Tensor forward(List<Layer> layers, Tensor x, Tensor mask, Mode mode) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      try {
        y = MaskedLayer.forward(layers.get(i), y, mask, mode, i);
      } catch (IllegalArgumentException e) {
        throw new LayerException(i, layers.get(i), e);
      }
    }
    return y;
  }

  @Override
  public SequencedMap<String, Layer> children() {
    return Children.list(layers);
  }

  @Override
  public void initialize(Rng rng) {
    Sequential.of(layers).initialize(rng);
  }

  @Override
  public Shape outputs(Inputs<Shape> shapes) {
    Inputs<Shape> both = shapes.inOrder(List.of(input, mask));
    Shape of = both.get(mask);
    Shape set = both.get(input);
    if (set.rank() == 1 && of.rank() == 1 && of.count() > 0 && set.count() % of.count() == 0) {
      set = Shape.of(of.count(), set.count() / of.count());
    }
    LayerWidths.set("input " + input, set);
    if (!of.equals(Shape.of(set.size(0)))) {
      throw InputException.at("input " + mask)
          .expected("a mask of shape [" + set.size(0) + "]")
          .found(of.toString())
          .exception();
    }
    return Sequential.of(layers).outputs(set);
  }

  @Override
  public LayerSpec spec() {
    List<LayerSpec> inside = new ArrayList<>();
    layers.forEach(layer -> inside.add(layer.spec()));
    return new LayerSpec("constituents", Map.of("input", input), inside);
  }

  @Override
  public String toString() {
    return "Constituents(" + input + ": " + Sequential.text("", layers).substring(1);
  }
}

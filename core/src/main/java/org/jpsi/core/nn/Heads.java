package org.jpsi.core.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Heads of a network with several outputs: layers by name that all get the output of the body,
/// `[events, inputs]`, side by side to `[events, a + b + ..]` in the order of the heads. The last
/// layer of a network that `org.jpsi.core.loss.HeadLosses` trains.
///
/// ```java
/// Sequential.of(
///     Linear.of(20, 64), Relu.of(), Heads.of("signal", Linear.of(64, 1), "mass", Linear.of(64, 1)));
/// ```
///
/// Parameters are named by the heads: `signal.weight`.
public final class Heads implements Layer {
  private final SequencedMap<String, Layer> heads;

  private Heads(SequencedMap<String, Layer> heads) {
    this.heads = heads;
    if (heads.isEmpty()) {
      throw InputException.at("heads layer").expected("one head or more").found("none").exception();
    }
  }

  /// @param heads by name, as {@link Children#of} makes them
  public static Heads of(SequencedMap<String, Layer> heads) {
    return new Heads(Children.of(List.copyOf(heads.keySet()), List.copyOf(heads.values())));
  }

  public static Heads of(String n1, Layer l1, String n2, Layer l2) {
    return new Heads(Children.of(n1, l1, n2, l2));
  }

  public static Heads of(String n1, Layer l1, String n2, Layer l2, String n3, Layer l3) {
    return new Heads(Children.of(n1, l1, n2, l2, n3, l3));
  }

  static Heads from(LayerSpec spec, List<Layer> layers) {
    List<String> names = spec.strings("heads");
    try {
      return new Heads(Children.of(names, layers));
    } catch (IllegalArgumentException wrong) {
      throw InputException.at("heads layer")
          .expected("a name for each of " + layers.size() + " heads, each once and without a dot")
          .found(String.join(", ", names))
          .exception();
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> outputs = new ArrayList<>();
    for (Layer head : heads.values()) {
      outputs.add(Sequential.forward(head, x, mode, outputs.size()));
    }
    return Tensor.concat(1, outputs);
  }

  /// The heads.
  @Override
  public SequencedMap<String, Layer> children() {
    return heads;
  }

  @Override
  public Shape outputs(Shape inputs) {
    LayerWidths.vector("heads layer", inputs);
    long width = 0;
    for (Map.Entry<String, Layer> head : heads.entrySet()) {
      Shape its = head.getValue().outputs(inputs);
      width += LayerWidths.vector("outputs of head " + head.getKey(), its).count();
    }
    if (width > LayerRegistry.MAX_WIDTH) {
      throw InputException.at("heads layer")
          .expected("at most " + LayerRegistry.MAX_WIDTH + " outputs of all heads")
          .found(Long.toString(width))
          .exception();
    }
    return Shape.of((int) width);
  }

  @Override
  public LayerSpec spec() {
    return new LayerSpec(
        "heads",
        Map.of("heads", List.copyOf(heads.keySet())),
        heads.values().stream().map(Layer::spec).toList());
  }

  @Override
  public String toString() {
    return "Heads(" + String.join(", ", heads.keySet()) + ")";
  }
}

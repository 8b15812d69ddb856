package org.jpsi.core.nn;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Sequential container: layers one after the other. Parameters are named by the layers' indices:
/// `0.weight`, `0.bias`, `2.weight`, ... An input that does not fit is a {@link LayerException}
/// that says in which layer.
public final class Sequential implements Layer {
  private final List<Layer> layers;

  private Sequential(List<Layer> layers) {
    this.layers = layers;
  }

  public static Sequential of(Layer... layers) {
    return of(List.of(layers));
  }

  public static Sequential of(List<? extends Layer> layers) {
    return new Sequential(List.copyOf(layers));
  }

  /// The layers, in order.
  public List<Layer> layers() {
    return layers;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return rest(0, x, mode);
  }

  /// The first layer gets the inputs, each of the others the output of the one before.
  @Override
  public Tensor forward(Inputs<Tensor> inputs, Mode mode) {
    if (layers.isEmpty()) {
      return Layer.super.forward(inputs, mode);
    }
    Tensor first;
    try {
      first = forward(layers.getFirst(), inputs, mode);
    } catch (IllegalArgumentException e) {
      throw new LayerException(0, layers.getFirst(), e);
    }
    return rest(1, first, mode);
  }

  private Tensor rest(int from, Tensor x, Mode mode) {
    Tensor y = x;
    for (int i = from; i < layers.size(); i++) {
      try {
        y = forward(layers.get(i), y, mode, i);
      } catch (IllegalArgumentException e) {
        throw new LayerException(i, layers.get(i), e);
      }
    }
    return y;
  }

  // Layers that override calibrate itself are asked by it.
  static Tensor forward(Layer layer, Tensor x, Mode mode, int i) {
    return mode instanceof Mode.Calibration ? layer.calibrate(x) : layer.forward(x, mode.child(i));
  }

  private static Tensor forward(Layer layer, Inputs<Tensor> inputs, Mode mode) {
    return mode instanceof Mode.Calibration
        ? layer.calibrate(inputs)
        : layer.forward(inputs, mode.child(0));
  }

  /// Named by their places.
  @Override
  public SequencedMap<String, Layer> children() {
    return Children.list(layers);
  }

  @Override
  public void initialize(Rng rng) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).initialize(rng.child(i));
    }
  }

  @Override
  public Shape outputs(Shape inputs) {
    return outputsFrom(0, inputs);
  }

  @Override
  public Shape outputs(Inputs<Shape> inputs) {
    if (layers.isEmpty()) {
      return Layer.super.outputs(inputs);
    }
    Shape first;
    try {
      first = layers.getFirst().outputs(inputs);
    } catch (InputException e) {
      throw e.in("layer 0");
    }
    return outputsFrom(1, first);
  }

  private Shape outputsFrom(int from, Shape inputs) {
    Shape shape = inputs;
    for (int i = from; i < layers.size(); i++) {
      try {
        shape = layers.get(i).outputs(shape);
      } catch (InputException e) {
        throw e.in("layer " + i);
      }
    }
    return shape;
  }

  /// As its first layer does.
  @Override
  public boolean missingValues(int feature) {
    return !layers.isEmpty() && layers.getFirst().missingValues(feature);
  }

  @Override
  public LayerSpec spec() {
    return new LayerSpec("sequential", Map.of(), layers.stream().map(Layer::spec).toList());
  }

  @Override
  public String toString() {
    return text("Sequential", layers);
  }

  static String text(String name, List<Layer> layers) {
    return layers.stream().map(Sequential::text).collect(Collectors.joining(", ", name + "(", ")"));
  }

  // A user's layer may have no toString of its own.
  static String text(Layer layer) {
    String text = layer.toString();
    return text.startsWith(layer.getClass().getName() + "@") ? layer.spec().type() : text;
  }
}

package org.jpsi.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Conv2d;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Flatten;
import org.jpsi.core.nn.Gelu;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerNorm;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.MaxPool2d;
import org.jpsi.core.nn.Mish;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Silu;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.nn.Unflatten;

/// Kinds of hidden layers that are measured in training. `benchmarks/peers/layers.py` has the same
/// networks, under the same names.
enum LayerKind {
  RELU("relu"),
  GELU("gelu"),
  TANH("tanh"),
  SILU("silu"),
  MISH("mish"),
  /// Linear and ReLU, then blocks of `x + relu(linear(x))`.
  RESIDUAL("residual"),
  /// A fifth is dropped behind each ReLU.
  DROPOUT("dropout"),
  /// Between each linear layer and its ReLU.
  BATCH_NORM("batchNorm"),
  LAYER_NORM("layerNorm"),
  /// With ReLU; all but the last linear layer are frozen.
  FROZEN("frozen"),
  /// 20 constituents of 4 features: see {@link DeepSets}.
  DEEP_SETS("deepSets"),
  /// 20 tokens: see {@link SelfAttention}.
  ATTENTION("attention"),
  /// Images of 28 x 28: two convolutions of 3 x 3, each with ReLU and pooling, then 10 outputs with
  /// ReLU; the second convolution has twice as many filters as the first.
  CONV("conv");

  /// The constituents of an event.
  static final int CONSTITUENTS = 20;

  /// The features of a constituent.
  static final int CONSTITUENT_FEATURES = 4;

  /// The pixels of an image in a row.
  static final int PIXELS = 28;

  /// The features of a token.
  static final int TOKEN_WIDTH = 16;

  private final String text;

  LayerKind(String text) {
    this.text = text;
  }

  /// The number of features of an event.
  int inputs() {
    return switch (this) {
      case DEEP_SETS -> CONSTITUENTS * CONSTITUENT_FEATURES;
      case ATTENTION -> CONSTITUENTS * TOKEN_WIDTH;
      case CONV -> PIXELS * PIXELS;
      default -> NetworkCase.FEATURES;
    };
  }

  /// Layers from {@link #inputs()} to one logit.
  List<Layer> network(int width, int depth) {
    if (this == DEEP_SETS) {
      return List.of(new DeepSets(width));
    }
    if (this == CONV) {
      return List.of(
          Unflatten.of(1, PIXELS, PIXELS),
          Conv2d.of(1, width, 3),
          Relu.of(),
          MaxPool2d.of(2),
          Conv2d.of(width, 2 * width, 3),
          Relu.of(),
          MaxPool2d.of(2),
          Flatten.of(),
          Linear.of(2 * width * 25, 10),
          Relu.of(),
          Linear.of(10, 1));
    }
    List<Layer> layers = new ArrayList<>();
    if (this == ATTENTION) {
      layers.add(new SelfAttention(width));
      layers.add(Linear.of(width, 1));
      return layers;
    }
    int in = inputs();
    for (int i = 0; i < depth; i++) {
      Linear linear = Linear.of(in, width);
      if (this == RESIDUAL && i > 0) {
        layers.add(Residual.of(linear, Relu.of()));
      } else {
        layers.add(linear);
        layers.addAll(after(width));
      }
      in = width;
    }
    if (this == FROZEN) {
      layers.forEach(Layer::freeze);
    }
    layers.add(Linear.of(in, 1));
    return layers;
  }

  private List<Layer> after(int width) {
    return switch (this) {
      case GELU -> List.of(Gelu.of());
      case TANH -> List.of(Tanh.of());
      case SILU -> List.of(Silu.of());
      case MISH -> List.of(Mish.of());
      case DROPOUT -> List.of(Relu.of(), Dropout.of(0.2));
      case BATCH_NORM -> List.of(BatchNorm.of(width), Relu.of());
      case LAYER_NORM -> List.of(LayerNorm.of(width), Relu.of());
      default -> List.of(Relu.of());
    };
  }

  @Override
  public String toString() {
    return text;
  }
}

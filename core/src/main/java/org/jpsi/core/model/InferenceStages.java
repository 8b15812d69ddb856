package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jpsi.core.kernel.Activations;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Conv2d;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Elu;
import org.jpsi.core.nn.Embedding;
import org.jpsi.core.nn.Flatten;
import org.jpsi.core.nn.Gelu;
import org.jpsi.core.nn.GradientReversal;
import org.jpsi.core.nn.Heads;
import org.jpsi.core.nn.Identity;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerNorm;
import org.jpsi.core.nn.LeakyRelu;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Logit;
import org.jpsi.core.nn.MaxPool2d;
import org.jpsi.core.nn.Mish;
import org.jpsi.core.nn.MultiHeadAttention;
import org.jpsi.core.nn.Pooling;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Selu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Sigmoid;
import org.jpsi.core.nn.Silu;
import org.jpsi.core.nn.Softmax;
import org.jpsi.core.nn.Softplus;
import org.jpsi.core.nn.Step;
import org.jpsi.core.nn.TabularEncoding;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.nn.Unflatten;
import org.jpsi.core.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// The inference form of layers: which {@link InferenceStage} each has.
final class InferenceStages {
  private final List<InferenceStage> stages = new ArrayList<>();
  private Shape shape;

  private InferenceStages(Shape inputs) {
    this.shape = inputs;
  }

  /// The form of some layers, one after the other.
  ///
  /// @param inputs shape of one event
  static ChainStage of(List<Layer> layers, Shape inputs) {
    InferenceStages all = new InferenceStages(inputs);
    layers.forEach(all::add);
    return ChainStage.of(stacked(all.stages, inputs.count()), inputs.count());
  }

  // With neighboring linear layers as one stage.
  private static List<InferenceStage> stacked(List<InferenceStage> stages, int inputs) {
    List<InferenceStage> stacked = new ArrayList<>();
    List<LinearStage> open = new ArrayList<>();
    int before = inputs;
    int width = inputs;
    for (InferenceStage stage : stages) {
      if (stage instanceof LinearStage linear && linear.rows() == 1) {
        before = open.isEmpty() ? width : before;
        open.add(linear);
      } else {
        close(open, before, stacked);
        stacked.add(stage);
      }
      width = stage.outputs();
    }
    close(open, before, stacked);
    return stacked;
  }

  private static void close(List<LinearStage> open, int inputs, List<InferenceStage> into) {
    if (open.size() == 1) {
      into.add(open.getFirst());
    } else if (!open.isEmpty()) {
      into.add(LinearStack.of(List.copyOf(open), inputs));
    }
    open.clear();
  }

  /// The layers of a network and of the networks inside it, in order.
  static List<Layer> flat(Sequential network) {
    return network.layers().stream()
        .flatMap(
            layer -> layer instanceof Sequential inner ? flat(inner).stream() : Stream.of(layer))
        .toList();
  }

  /// Whether a layer has no form of its own.
  static boolean runsOnTensors(Layer layer, Shape inputs) {
    List<InferenceStage> stages = of(List.of(layer), inputs).stages();
    return !stages.isEmpty() && stages.getFirst() instanceof TensorStage;
  }

  private void add(Layer layer) {
    switch (layer) {
      case Sequential inner -> inner.layers().forEach(this::add);
      // the identity in inference
      case Dropout _, Identity _, GradientReversal _ -> {}
      // the same values in the same order
      case Flatten _, Unflatten _ -> shape = layer.outputs(shape);
      case Relu _
          when !stages.isEmpty()
              && stages.getLast() instanceof LinearStage linear
              && linear.takesActivation() ->
          stages.set(stages.size() - 1, linear.with(LinearStage.Behind.RELU));
      case Silu _
          when !stages.isEmpty()
              && stages.getLast() instanceof LinearStage linear
              && linear.takesActivation() ->
          stages.set(stages.size() - 1, linear.with(LinearStage.Behind.SILU));
      default -> {
        Shape outputs = layer.outputs(shape);
        stages.add(stage(layer, outputs));
        shape = outputs;
      }
    }
  }

  private InferenceStage stage(Layer layer, Shape outputs) {
    int count = shape.count();
    int width = shape.rank() == 0 ? 1 : shape.size(-1);
    int rows = width == 0 ? 0 : count / width;
    return switch (layer) {
      case Linear linear -> LinearStage.of(linear, rows);
      case BatchNorm norm -> RowStage.of(norm, rows, width);
      case LayerNorm norm -> RowStage.of(norm, rows, width);
      case Softmax _ -> RowStage.softmax(rows, width);
      case Logit _ -> RowStage.logit(rows, width);
      case Conv2d convolution -> ConvolutionStage.of(convolution, shape);
      case MultiHeadAttention attention -> AttentionStage.of(attention, shape.size(0));
      case Pooling pooling -> new SetPoolingStage(shape.size(0), shape.size(1), pooling.by());
      case MaxPool2d pooling -> PoolingStage.of(pooling, shape);
      case Embedding embedding -> EmbeddingStage.of(embedding, count);
      case TabularEncoding encoding -> TabularStage.of(encoding);
      case Heads heads ->
          HeadsStage.of(
              heads.children().values().stream().map(head -> of(List.of(head), shape)).toList());
      case Residual residual -> new ResidualStage(of(residual.layers(), shape));
      default -> {
        ElementwiseStage.Function function = function(layer);
        yield function == null
            ? new TensorStage(layer, shape, outputs.count())
            : new ElementwiseStage(count, function);
      }
    };
  }

  // Null where it is none of the built-in activations.
  private static ElementwiseStage.@Nullable Function function(Layer layer) {
    Kernels kernels = Kernels.INSTANCE;
    return switch (layer) {
      case Relu _ -> (y, _, n) -> Activations.relu(y, y, n);
      case LeakyRelu leaky -> {
        float slope = (float) leaky.slope();
        yield (y, _, n) -> Activations.leakyRelu(y, y, slope, n);
      }
      case Elu elu -> {
        float alpha = (float) elu.alpha();
        yield (y, scratch, n) -> Activations.elu(y, y, alpha, scratch, n);
      }
      case Selu _ ->
          (y, scratch, n) -> {
            Activations.elu(y, y, (float) Selu.ALPHA, scratch, n);
            Activations.scale(y, y, Selu.SCALE, n);
          };
      case Gelu _ -> (y, scratch, n) -> Activations.gelu(y, y, scratch, n);
      case Silu _ -> (y, _, n) -> kernels.silu(y, 0, 1, n, n);
      case Mish _ -> (y, scratch, n) -> Activations.mish(y, y, scratch, n);
      case Softplus _ -> (y, _, n) -> kernels.softplus(y, 0, y, 0, n);
      case Sigmoid _ -> (y, _, n) -> kernels.sigmoid(y, 0, y, 0, n);
      case Tanh _ -> (y, _, n) -> kernels.tanh(y, 0, y, 0, n);
      case Step _ -> (y, _, n) -> Activations.step(y, y, n);
      default -> null;
    };
  }
}

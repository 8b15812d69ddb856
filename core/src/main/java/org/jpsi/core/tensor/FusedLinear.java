package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Loops;
import org.jpsi.core.kernel.Matrix;
import org.jpsi.core.kernel.PackedMatrix;
import org.jspecify.annotations.Nullable;

/// Fused linear layer of a recorded graph, with the ReLU and dropout behind it, with the bits of
/// the three operations. Any range of events can be computed by itself, forward and back to the
/// inputs; the parameters' gradient, by ranges of outputs.
final class FusedLinear {
  private final int events;
  private final int in;
  private final int out;
  private final Tensor x;
  private final Tensor weight;
  private final Tensor bias;
  private final boolean relu;
  private final DropoutOp.@Nullable DropoutRule dropout;
  private final Tensor y;
  private final PackedWeights.@Nullable Pair packed;
  private final Matrix inputs;
  private final Matrix outputs;
  private final Matrix weights;
  private final Matrix transposedWeights;
  // Whether a gradient passes: a frozen layer with nothing trained before it has none.
  private final boolean differentiated;
  // Where the parameters' gradients begin in the flat gradient; negative where they are frozen.
  private final int weightAt;
  private final int biasAt;
  private float[] g = {};
  private Matrix gradients;
  private Matrix transposedGradients;
  private float @Nullable [] dx;
  private boolean addsToInputs;
  // The parameters' gradients of more than one block of k, where they are added to others.
  private final float[] weightSum;
  private final float[] biasSum;

  FusedLinear(
      MatrixProductOps.LinearOp linear,
      boolean relu,
      DropoutOp.@Nullable DropoutRule dropout,
      Tensor y,
      PackedWeights.@Nullable Pair packed,
      ToIntFunction<Tensor> flatOffset) {
    this.x = linear.x();
    this.weight = linear.weight();
    this.bias = linear.bias();
    this.relu = relu;
    this.dropout = dropout;
    this.y = y;
    this.packed = packed;
    this.differentiated = y.needsGrad();
    this.weightAt = weight.needsGrad() ? flatOffset.applyAsInt(weight) : -1;
    this.biasAt = bias.needsGrad() ? flatOffset.applyAsInt(bias) : -1;
    this.events = linear.shape().size(0);
    this.in = x.shape().size(1);
    this.out = linear.shape().size(1);
    boolean blocks = events > Kernels.KC;
    this.weightSum = new float[blocks ? out * in : 0];
    this.biasSum = new float[blocks ? out : 0];
    this.inputs = MatrixProductOps.matrix(x);
    // behind views, it may have an axis of constituents
    this.outputs = Matrix.of(y.data(), y.offset(), events, out);
    this.weights = MatrixProductOps.matrix(weight);
    this.transposedWeights = weights.transpose();
    this.gradients = Matrix.of(g, 0, 0, out);
    this.transposedGradients = gradients.transpose();
  }

  /// Sets the adjoint arrays: of the output, and of the input where it needs one, to be added to or
  /// overwritten.
  void bindAdjoints(float[] output, float @Nullable [] input, boolean adds) {
    g = output;
    gradients = Matrix.of(output, 0, events, out);
    transposedGradients = gradients.transpose();
    dx = input;
    addsToInputs = adds;
  }

  List<Tensor> parameters() {
    return List.of(weight, bias);
  }

  boolean differentiated() {
    return differentiated;
  }

  Tensor x() {
    return x;
  }

  Tensor y() {
    return y;
  }

  int events() {
    return events;
  }

  int outputs() {
    return out;
  }

  /// Multiplications of one pass.
  long work() {
    return (long) events * in * out;
  }

  void forward(int from, int to) {
    float[] values = y.data();
    int at = y.offset() + from * out;
    Matrix rows = rows(inputs, from, to);
    if (packed == null) {
      Kernels.INSTANCE.product(rows, transposedWeights, values, at, false);
      Kernels.INSTANCE.bias(bias.data(), bias.offset(), values, at, to - from, out, relu);
    } else {
      Kernels.INSTANCE.linear(
          rows, packed.forward(), bias.data(), bias.offset(), relu, rows(outputs, from, to));
    }
    if (dropout != null) {
      dropout.apply(from * out, values, at, (to - from) * out);
    }
  }

  /// From the adjoint of the output to that of the input.
  void backward(int from, int to) {
    if (!differentiated) {
      return;
    }
    if (relu) {
      float scale = dropout == null ? 1 : dropout.scale();
      Kernels.INSTANCE.reluDropoutBackward(y.data(), g, from * out, to * out, scale);
    }
    if (dx != null) {
      Matrix rows = rows(gradients, from, to);
      PackedMatrix backward = packed == null ? null : packed.backward();
      if (backward == null) {
        Kernels.INSTANCE.product(rows, weights, dx, from * in, addsToInputs);
      } else {
        Kernels.INSTANCE.product(rows, backward, dx, from * in, addsToInputs);
      }
    }
  }

  /// The gradient by the weights and bias of outputs `from` to `to - 1`, written at the parameters'
  /// places in the flat gradient. Frozen ones have none.
  void backwardParameters(int from, int to, float[] gradient, boolean add) {
    if (add && weightSum.length > 0) {
      // a sum of its own over the blocks, as eager execution has it
      weightGradient(from, to, weightSum, 0, false);
      biasGradient(from, to, biasSum, 0, false);
      if (weightAt >= 0) {
        Loops.addTo(weightSum, from * in, gradient, weightAt + from * in, (to - from) * in);
      }
      if (biasAt >= 0) {
        Loops.addTo(biasSum, from, gradient, biasAt + from, to - from);
      }
    } else {
      weightGradient(from, to, gradient, weightAt, add);
      biasGradient(from, to, gradient, biasAt, add);
    }
  }

  private void weightGradient(int from, int to, float[] into, int at, boolean add) {
    if (weightAt >= 0) {
      Matrix columns = rows(transposedGradients, from, to);
      Kernels.INSTANCE.product(columns, inputs, into, at + from * in, add);
    }
  }

  private void biasGradient(int from, int to, float[] into, int at, boolean add) {
    if (biasAt >= 0) {
      if (!add) {
        Arrays.fill(into, at + from, at + to, 0);
      }
      for (int event = 0; event < events; event += Kernels.KC) {
        int rows = Math.min(Kernels.KC, events - event);
        Kernels.INSTANCE.addColumns(g, event * out + from, rows, to - from, out, into, at + from);
      }
    }
  }

  private static Matrix rows(Matrix all, int from, int to) {
    return from == 0 && to == all.rows() ? all : all.rows(from, to);
  }
}

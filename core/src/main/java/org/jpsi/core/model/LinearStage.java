package org.jpsi.core.model;

import org.jpsi.core.kernel.Dense;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Matrix;
import org.jpsi.core.kernel.PackedMatrix;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/// Linear layer, with the ReLU or SiLU behind it where there is one. Many events are a matrix
/// product, one event is a product of its own ({@link Dense}).
final class LinearStage implements InferenceStage {
  /// Activation function behind the layer.
  enum Behind {
    NONE,
    RELU,
    SILU
  }

  private final Matrix weight;
  private final float[] bias;
  private final Behind behind;
  // Rows of an event: 1, or the product of the axes before the last.
  private final int rows;
  // The weight's transpose, for batches. Threads may race to set it: all pack the same values.
  private volatile @Nullable PackedMatrix packed;
  // For one event. Threads may race to set it: all make the same.
  private volatile @Nullable Dense dense;

  private LinearStage(Matrix weight, float[] bias, Behind behind, int rows) {
    this.weight = weight;
    this.bias = bias;
    this.behind = behind;
    this.rows = rows;
  }

  /// @param rows of an event
  static LinearStage of(Linear linear, int rows) {
    return of(linear.parameters().get(0), linear.parameters().get(1), rows);
  }

  /// @param weight `[out, in]`
  /// @param rows of an event
  static LinearStage of(Parameter weight, Parameter bias, int rows) {
    int out = weight.shape().size(0);
    Matrix copy = Matrix.of(weight.tensor().toArray(), 0, out, weight.shape().size(1));
    return new LinearStage(copy, bias.tensor().toArray(), Behind.NONE, rows);
  }

  /// The number of rows of an event.
  int rows() {
    return rows;
  }

  /// Whether an activation function can follow as part of this stage.
  boolean takesActivation() {
    return behind == Behind.NONE;
  }

  LinearStage with(Behind activation) {
    return new LinearStage(weight, bias, activation, rows);
  }

  @Override
  public int outputs() {
    return rows * weight.rows();
  }

  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    if (n > 1) {
      int count = n * rows;
      product(Matrix.of(x, from, count, weight.columns()), Matrix.of(y, to, count, weight.rows()));
    } else if (n == 1 && rows == 1 && from == 0 && to == 0 && y.length >= padded()) {
      row(x, y, workspace.take(padded()));
      workspace.release(1);
    } else if (n == 1) {
      rowByRow(x, from, y, to, workspace);
    }
  }

  // An event's rows, each as an event: nothing is allocated.
  private void rowByRow(float[] x, int from, float[] y, int to, Workspace workspace) {
    int in = weight.columns();
    int out = weight.rows();
    float[] input = workspace.take(in);
    float[] output = workspace.take(padded());
    float[] scratch = workspace.take(padded());
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x, from + r * in, input, 0, in);
      row(input, output, scratch);
      System.arraycopy(output, 0, y, to + r * out, out);
    }
    workspace.release(3);
  }

  private void row(float[] x, float[] y, float[] scratch) {
    Kernels.INSTANCE.dense(dense(), x, y, scratch);
    if (behind == Behind.SILU) {
      Kernels.INSTANCE.silu(y, 0, 1, weight.rows(), weight.rows());
    }
  }

  /// Many rows, as matrices.
  void product(Matrix x, Matrix y) {
    PackedMatrix right = packed;
    if (right == null || !right.isPacked()) {
      // Not yet packed, or packed before the vector kernels were in use.
      right = Kernels.INSTANCE.pack(weight.transpose());
      packed = right;
    }
    Kernels.INSTANCE.linear(x, right, bias, 0, behind == Behind.RELU, y);
    if (behind == Behind.SILU) {
      Kernels.INSTANCE.silu(y.values(), y.offset(), y.rows(), y.columns(), y.stride());
    }
  }

  private int padded() {
    return Dense.paddedWidth(weight.rows());
  }

  private Dense dense() {
    Dense made = dense;
    if (made == null) {
      Dense.Activation activation =
          behind == Behind.RELU ? Dense.Activation.RELU : Dense.Activation.IDENTITY;
      made = Dense.of(weight, bias, 0, activation);
      dense = made;
    }
    return made;
  }
}

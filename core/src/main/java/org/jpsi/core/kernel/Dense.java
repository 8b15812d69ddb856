package org.jpsi.core.kernel;

import org.jspecify.annotations.Nullable;

/// Dense layer packed for inference on single events, `y = f(W x + b)`: its weights are laid out
/// once. Immutable to its users, and shared by threads.
///
/// The bits are those of {@link Kernels#product}, the bias added and then `f` applied, whatever
/// number of events that is done for.
public final class Dense {
  /// Activation function applied after the bias.
  public enum Activation {
    IDENTITY,
    RELU,
    SIGMOID,
    TANH
  }

  // Outputs are computed some vectors at a time: up to 8 of 16 lanes.
  private static final int PADDING = 128;

  private final int outputs;
  private final Activation activation;
  // weight [in][out], a row of outputs for each input: C2 vectorizes loops without offsets only
  final float[][] rows;
  final float[] bias;
  // The same for the vector form, which makes it when it first runs; which thread's is kept does
  // not matter.
  volatile float @Nullable [] panels;

  private Dense(float[][] rows, float[] bias, int outputs, Activation activation) {
    this.outputs = outputs;
    this.rows = rows;
    this.bias = bias;
    this.activation = activation;
  }

  /// @param weight `[out, in]`, as a matrix that is not transposed; copied
  /// @param bias `out` values from `offset`; copied
  public static Dense of(Matrix weight, float[] bias, int offset, Activation activation) {
    int out = weight.rows();
    int in = weight.columns();
    float[][] rows = new float[in][out];
    for (int j = 0; j < out; j++) {
      for (int k = 0; k < in; k++) {
        rows[k][j] =
            weight.values()[weight.offset() + j * weight.rowStride() + k * weight.columnStride()];
      }
    }
    float[] padded = new float[paddedWidth(out)];
    System.arraycopy(bias, offset, padded, 0, out);
    return new Dense(rows, padded, out, activation);
  }

  public int inputs() {
    return rows.length;
  }

  public int outputs() {
    return outputs;
  }

  Activation activation() {
    return activation;
  }

  /// The length of arrays that hold `width` values: vectors write beyond the last one.
  public static int paddedWidth(int width) {
    return (width + PADDING - 1) / PADDING * PADDING;
  }
}

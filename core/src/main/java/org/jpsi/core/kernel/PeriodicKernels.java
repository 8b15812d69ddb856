package org.jpsi.core.kernel;

/// Kernels of the encoding of tables, with a scalar and a vector implementation of the same bits.
/// Numbers of the columns lie in rows of {@link PeriodicEmbedding#stride()}, their embeddings `[n,
/// blocks, width, 16]`; all from index 0.
public interface PeriodicKernels {
  /// The events whose waves are computed together.
  int TILE = 8;

  /// `y = bias + sum over j of weight cos(w frequency + phase)`, by fused multiply-adds in
  /// ascending j.
  ///
  /// @param w angles: `2 pi` times the value
  /// @param waves scratch of {@link #TILE} times 16 numbers per frequency
  void forward(PeriodicEmbedding weights, float[] w, int n, float[] y, float[] waves);

  /// Adds to the gradients of the weights, by fused multiply-adds in ascending order of events,
  /// which go on from what is there.
  ///
  /// @param g the gradient by the embeddings
  /// @param waves and two more: scratch as that of {@link #forward}
  void backward(
      PeriodicEmbedding weights,
      float[] w,
      float[] g,
      int n,
      PeriodicEmbedding gradient,
      float[] waves,
      float[] slopes,
      float[] adjoints);

  /// `y = factor x`; each from its place.
  void multiply(float[] x, int xAt, float[] factor, int factorAt, float[] y, int yAt, int n);

  /// `sum = fma(x, g, sum)` from index 0.
  void addProducts(float[] x, int xAt, float[] g, int gAt, float[] sum, int n);
}

package org.jpsi.core.kernel;

/// Kernels of the encoding of tables, with a scalar and a vector implementation of the same bits.
///
/// They take up to {@link #CHUNK} events. Values of columns lie as `[blocks, CHUNK, 16]`, the
/// numbers that they become as `[blocks, groups, CHUNK, 4, 16]`; what lies behind the last column
/// and the last number may be anything but is computed with.
public interface PeriodicKernels {
  /// The most events, and the distance of blocks.
  int CHUNK = 32;

  /// `y = bias + sum over j of weight cos(2 pi (x frequency + phase))`, by fused multiply-adds in
  /// ascending j.
  void forward(PeriodicEmbedding weights, float[] x, int xAt, int n, float[] y, int yAt);

  /// Adds to the gradients of the weights, in ascending order of events, going on from what is
  /// there; for phases and frequencies one group of numbers after the other.
  ///
  /// @param g the gradient by what {@link #forward} gives
  void backward(
      PeriodicEmbedding weights, float[] x, int xAt, float[] g, int n, PeriodicEmbedding gradient);

  /// Copies the pieces of `n` events from blocks to rows of outputs, 16 numbers of each: what it
  /// writes behind the last piece of a kind is written anew by the next, and behind a row by who
  /// fills it.
  ///
  /// @param y with room for 15 numbers behind the last row
  /// @param stride of rows, which begin at `yAt`
  void toRows(TabularPieces pieces, float[] x, int n, float[] y, int yAt, int stride);

  /// Copies pieces of rows to blocks, each times the factor of its output; behind the last piece of
  /// a kind is anything.
  ///
  /// @param scale with 15 numbers behind the last output
  void fromRows(
      TabularPieces pieces, float[] g, int gAt, int stride, float[] scale, int n, float[] x);

  /// `sum = fma(x, g, sum)` from index 0; up to 15 values of `sum` behind may be written too.
  void addProducts(float[] x, int xAt, float[] g, int gAt, float[] sum, int n);
}

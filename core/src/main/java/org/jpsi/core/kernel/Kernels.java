package org.jpsi.core.kernel;

import java.util.Optional;

/// Compute kernels that have a scalar and a vector implementation, with the same bits in both.
/// Plain loops that C2 vectorizes by itself without changing a bit are static methods elsewhere
/// ({@link Loops}, {@link Sums}, {@link Threefry}).
///
/// Functions read `n` values of `x` from `xOffset` and write `y` from `yOffset`; both may be the
/// same range. They err by at most 2 units in the last place, hold for infinities, NaN (which
/// passes through) and denormals.
public interface Kernels {
  /// Block length of a product's sums over k.
  int KC = 256;

  /// The distance at which products read the rows of A where they lie: room for a block of k, and
  /// no power of two, which would map all rows to the same few cache sets.
  int LINE = KC + 16;

  /// The implementation selected by this machine and `JPSI_VECTOR`.
  Kernels INSTANCE = KernelSelection.kernels();

  /// `C = A B`, or `C += A B` if `accumulate`; `C` is row-major from `offset`.
  ///
  /// For every element, k is cut into blocks of {@link #KC}; inside a block `s = fma(a, b, s)` runs
  /// from +0 in ascending k; the blocks' sums are added in order to the old value of C (+0 where it
  /// does not accumulate). So products over 256 events each, accumulated in order, equal one
  /// product over all those events.
  void product(Matrix a, Matrix b, float[] c, int offset, boolean accumulate);

  /// Dense layer of one event: reads {@link Dense#inputs()} values of `x` and writes {@link
  /// Dense#outputs()} of `y`; elements beyond them may be overwritten. `y` and `scratch` are
  /// different arrays from `x`, at least {@link Dense#paddedWidth} of the outputs long. Nothing is
  /// allocated.
  void dense(Dense layer, float[] x, float[] y, float[] scratch);

  /// Packs B for many products; {@link #repack(PackedMatrix)} packs it again after its source has
  /// changed.
  PackedMatrix pack(Matrix b);

  /// Packs the source of `b` again.
  void repack(PackedMatrix b);

  /// {@link #product(Matrix, Matrix, float[], int, boolean)} with the same bits.
  void product(Matrix a, PackedMatrix b, float[] c, int offset, boolean accumulate);

  /// Linear layer: `C = A B + bias`, and then, if `relu`, `C = max(C, 0)`, with the bits of {@link
  /// #product} and {@link #bias}; C is written once. Where C is A of the next layer, its rows are
  /// best {@link #LINE} apart, in an array with room for 8 more.
  ///
  /// @param bias of the columns of B, from `biasOffset`
  /// @param c output, not transposed
  void linear(Matrix a, PackedMatrix b, float[] bias, int biasOffset, boolean relu, Matrix c);

  /// `y[i, j] += b[j]` in `rows` rows, and then, if `relu`, `y = max(y, 0)`.
  void bias(float[] b, int bOffset, float[] y, int yOffset, int rows, int columns, boolean relu);

  /// `into[j] += sum over i of x[i, j]`, the sum running from +0 in ascending i; x's rows lie
  /// `stride` apart.
  void addColumns(
      float[] x, int offset, int rows, int columns, int stride, float[] into, int intoOffset);

  /// Inverted dropout of `groups` times 64 elements in place, as {@link Threefry#dropout} defines
  /// it.
  void dropout(
      int[] low, int[] high, int groups, int threshold, float scale, float[] y, int offset);

  /// Gradient of ReLU followed by dropout, in place: `g = scale g` where `y <= 0` does not hold,
  /// else 0, for the elements `from` to `to - 1` of both.
  void reluDropoutBackward(float[] y, float[] g, int from, int to, float scale);

  /// `y += x`.
  void add(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// `y = max(x, 0)`; NaN stays, -0 becomes +0.
  void relu(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// `dx += g` where `y <= 0` does not hold.
  void reluBackward(float[] g, float[] y, float[] dx, int n);

  /// `y = x` where the mask is not 0, else `other`.
  void select(float[] mask, int maskAt, float[] x, int xAt, float other, float[] y, int yAt, int n);

  /// `y = max(x, y)`; NaN wins.
  void maximum(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// `into += value` where x equals y, NaN too.
  void addWhereEqual(
      float[] x, int xAt, float[] y, int yAt, float[] value, float[] into, int at, int n);

  /// Whether all of `n` values are finite.
  boolean finite(float[] x, int offset, int n);

  void exp(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// `exp(x) - 1`, without cancellation near 0.
  void expm1(float[] x, int xOffset, float[] y, int yOffset, int n);

  void log(float[] x, int xOffset, float[] y, int yOffset, int n);

  void log1p(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// `1 / (1 + exp(-x))`.
  void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// SiLU in place, of `columns` values in each of `rows` rows, which begin `stride` apart, with
  /// the bits of {@link Activations#silu}.
  void silu(float[] y, int offset, int rows, int columns, int stride);

  void tanh(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// `log(1 + exp(x))`.
  void softplus(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// Autotuning: chooses among implementations with the same bits by measuring them, once compiled.
  default void tune() {}

  /// The standard normal cumulative distribution function.
  void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// Batch and layer normalization of that many values.
  NormalizationKernels normalization(long values);

  /// Encoding of tables, of that many values.
  PeriodicKernels periodic(long values);

  /// Begins to compile in the background what products will need, where that makes them faster.
  default void warmUp() {}

  /// The error function.
  void erf(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// The sine, right to 0.501 units in the last place for every x.
  void sin(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// The cosine, as right as the sine.
  void cos(float[] x, int xOffset, float[] y, int yOffset, int n);

  /// For people: `scalar`, or `vectors of 512 bits`.
  String describe();

  /// Reason that kernels are scalar, and the remedy; empty where they are not.
  static Optional<String> scalarReason() {
    return KernelSelection.scalarReason(
        KernelSelection.requestedBits(), KernelSelection.hasModule(), KernelSelection.isInJdk());
  }
}

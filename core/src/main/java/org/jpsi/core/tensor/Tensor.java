package org.jpsi.core.tensor;

import java.util.Arrays;
import org.jpsi.core.random.Rng;
import org.jspecify.annotations.Nullable;

/// A float32 array with a shape, row-major, that remembers the operation that made it where a
/// gradient may be asked for.
///
/// Operations never change their operands. Operands of elementwise operations are broadcast as in
/// NumPy. Shapes that do not fit are an IllegalArgumentException.
///
/// ```java
/// Tensor w = Tensor.of(new float[] {1, 2}, 2).tracked();
/// Gradients g = w.square().sum().backward();
/// g.of(w);                                    // [2, 4]
/// ```
public final class Tensor {
  private final float[] values;
  private final int offset;
  private final Shape shape;
  private final @Nullable Operation origin;
  private final boolean wantsGradient;

  private Tensor(
      float[] values, int offset, Shape shape, @Nullable Operation origin, boolean wantsGradient) {
    if (offset < 0 || offset + (long) shape.count() > values.length) {
      throw new IllegalArgumentException(
          shape + " from " + offset + " does not fit into " + values.length);
    }
    this.values = values;
    this.offset = offset;
    this.shape = shape;
    this.origin = origin;
    this.wantsGradient = wantsGradient;
  }

  /// The tensor over `values` themselves, which are not copied and must not change while it is in
  /// use. Without a shape it is a vector.
  public static Tensor of(float[] values, int... shape) {
    Shape its = shape.length == 0 ? Shape.of(values.length) : Shape.of(shape);
    if (its.count() != values.length) {
      throw new IllegalArgumentException(values.length + " values for shape " + its);
    }
    return view(values, 0, its);
  }

  public static Tensor scalar(float value) {
    return view(new float[] {value}, 0, Shape.SCALAR);
  }

  public static Tensor zeros(Shape shape) {
    return view(new float[shape.count()], 0, shape);
  }

  public static Tensor full(Shape shape, float value) {
    float[] values = new float[shape.count()];
    Arrays.fill(values, value);
    return view(values, 0, shape);
  }

  /// A tensor over a slice of `values`, not copied: what changes there shows here.
  public static Tensor view(float[] values, int offset, Shape shape) {
    return new Tensor(values, offset, shape, null, false);
  }

  // What `operation` gives; the graph remembers it only where a gradient can pass.
  static Tensor of(Operation operation) {
    Tensor output = remembering(new float[operation.shape().count()], 0, operation);
    operation.forward(output);
    return output;
  }

  static Tensor remembering(float[] values, int offset, Operation operation) {
    boolean wanted = operation.inputs().stream().anyMatch(Tensor::wantsGradient);
    return new Tensor(values, offset, operation.shape(), wanted ? operation : null, wanted);
  }

  /// This tensor's values as a new leaf for which {@link #backward()} gives a gradient.
  public Tensor tracked() {
    return new Tensor(values, offset, shape, null, true);
  }

  /// This tensor's values without its history: no gradient passes.
  public Tensor detach() {
    return new Tensor(values, offset, shape, null, false);
  }

  public Shape shape() {
    return shape;
  }

  /// The number of elements.
  public int count() {
    return shape.count();
  }

  /// The array that holds the values, from {@link #offset()}: not a copy, not to be written.
  public float[] values() {
    return values;
  }

  public int offset() {
    return offset;
  }

  /// A copy of the values, row-major.
  public float[] toArray() {
    return Arrays.copyOfRange(values, offset, offset + count());
  }

  /// The only element.
  public float item() {
    if (count() != 1) {
      throw new IllegalArgumentException("item() of a tensor of shape " + shape);
    }
    return values[offset];
  }

  /// One element, by its index along each axis.
  public float get(int... index) {
    if (index.length != shape.rank()) {
      throw new IllegalArgumentException(index.length + " indices for shape " + shape);
    }
    int at = 0;
    for (int axis = 0; axis < index.length; axis++) {
      if (index[axis] < 0 || index[axis] >= shape.size(axis)) {
        throw new IllegalArgumentException("index " + Arrays.toString(index) + " in " + shape);
      }
      at = at * shape.size(axis) + index[axis];
    }
    return values[offset + at];
  }

  /// The values from place 0 of an array that may be longer: C2 vectorizes loops without offsets,
  /// but not with two that it cannot compare.
  float[] fromZero() {
    return offset == 0 ? values : toArray();
  }

  @Nullable Operation origin() {
    return origin;
  }

  boolean wantsGradient() {
    return wantsGradient;
  }

  /// The derivatives of this scalar by every tracked leaf it was made of.
  public Gradients backward() {
    if (count() != 1) {
      throw new IllegalArgumentException(
          "backward() of a tensor of shape " + shape + ": sum it first");
    }
    if (!wantsGradient) {
      throw new IllegalArgumentException("backward() of a tensor that depends on no tracked leaf");
    }
    return Adjoints.gradients(this);
  }

  // Arithmetic

  public Tensor add(Tensor other) {
    return Arithmetic.of(Arithmetic.Kind.ADD, this, other);
  }

  public Tensor add(float other) {
    return add(scalar(other));
  }

  public Tensor sub(Tensor other) {
    return Arithmetic.of(Arithmetic.Kind.SUBTRACT, this, other);
  }

  public Tensor sub(float other) {
    return sub(scalar(other));
  }

  public Tensor mul(Tensor other) {
    return Arithmetic.of(Arithmetic.Kind.MULTIPLY, this, other);
  }

  public Tensor mul(float other) {
    return mul(scalar(other));
  }

  public Tensor div(Tensor other) {
    return Arithmetic.of(Arithmetic.Kind.DIVIDE, this, other);
  }

  public Tensor div(float other) {
    return div(scalar(other));
  }

  public Tensor neg() {
    return Elementwise.of(Elementwise.Kind.NEGATE, this);
  }

  // Functions of each element

  public Tensor relu() {
    return Elementwise.of(Elementwise.Kind.RELU, this);
  }

  public Tensor sigmoid() {
    return Elementwise.of(Elementwise.Kind.SIGMOID, this);
  }

  public Tensor tanh() {
    return Elementwise.of(Elementwise.Kind.TANH, this);
  }

  public Tensor exp() {
    return Elementwise.of(Elementwise.Kind.EXP, this);
  }

  /// The natural logarithm.
  public Tensor log() {
    return Elementwise.of(Elementwise.Kind.LOG, this);
  }

  /// `log(1 + exp(x))`, without overflow.
  public Tensor softplus() {
    return Elementwise.of(Elementwise.Kind.SOFTPLUS, this);
  }

  public Tensor square() {
    return Elementwise.of(Elementwise.Kind.SQUARE, this);
  }

  public Tensor abs() {
    return Elementwise.of(Elementwise.Kind.ABS, this);
  }

  /// Elements moved into `[low, high]`; those moved pass no gradient.
  public Tensor clamp(float low, float high) {
    return Tensor.of(new Clamp(this, low, high));
  }

  /// Each element is kept with probability `1 - rate` and then divided by it, else 0. Element `i`
  /// draws number `counter + i` of `rng`.
  public Tensor dropout(double rate, Rng rng, long counter) {
    return Tensor.of(Drop.of(this, rate, rng, counter));
  }

  // Bends and norms of networks

  /// `x` where positive, else `slope x`.
  public Tensor leakyRelu(double slope) {
    return Activation.of(Activation.Kind.LEAKY_RELU, this, slope);
  }

  /// `x` where positive, else `alpha (exp(x) - 1)`.
  public Tensor elu(double alpha) {
    return Activation.of(Activation.Kind.ELU, this, alpha);
  }

  /// `x P(x)`, with the normal distribution function P: the exact form.
  public Tensor gelu() {
    return Activation.of(Activation.Kind.GELU, this, 0);
  }

  /// `x sigmoid(x)`.
  public Tensor silu() {
    return Activation.of(Activation.Kind.SILU, this, 0);
  }

  /// `x tanh(log(1 + exp(x)))`.
  public Tensor mish() {
    return Activation.of(Activation.Kind.MISH, this, 0);
  }

  /// 1 where positive, else 0; passes no gradient.
  public Tensor step() {
    return Activation.of(Activation.Kind.STEP, this, 0);
  }

  /// Each column of `[events, n]` brought to mean 0 and variance 1 over these events, times `gain`
  /// plus `bias`, both `[n]`.
  public Tensor batchNorm(Tensor gain, Tensor bias, double epsilon) {
    return Tensor.of(Normalization.OfColumns.of(this, null, null, gain, bias, epsilon));
  }

  /// The same with a `mean` and `variance` that are known, `[n]`; no gradient passes to them.
  public Tensor batchNorm(
      Tensor mean, Tensor variance, Tensor gain, Tensor bias, double epsilon) {
    return Tensor.of(Normalization.OfColumns.of(this, mean, variance, gain, bias, epsilon));
  }

  /// Each row of `[events, n]` brought to mean 0 and variance 1, times `gain` plus `bias`, both
  /// `[n]`.
  public Tensor layerNorm(Tensor gain, Tensor bias, double epsilon) {
    return Tensor.of(Normalization.OfRows.of(this, gain, bias, epsilon));
  }

  // Products

  /// `[m, k]` times `[k, n]` gives `[m, n]`.
  public Tensor matmul(Tensor other) {
    return Tensor.of(Products.Matmul.of(this, other));
  }

  /// `x W^T + b`: `[events, in]`, weight `[out, in]`, bias `[out]` give `[events, out]`.
  public Tensor linear(Tensor weight, Tensor bias) {
    return Tensor.of(Products.Linear.of(this, weight, bias));
  }

  // Sums

  /// The sum of all elements, in float64, rounded once: a scalar.
  public Tensor sum() {
    return Tensor.of(new Sum.All(this));
  }

  /// `sum of w x` in float64, rounded once: a scalar. Both have the same shape.
  public Tensor dot(Tensor other) {
    return Tensor.of(Sum.Dot.of(this, other));
  }

  /// The sum along one axis (negative ones count from the end), which disappears.
  public Tensor sum(int axis) {
    return Tensor.of(Sum.Along.of(this, axis));
  }

  /// The mean of all elements: a scalar.
  public Tensor mean() {
    return sum().div(count());
  }

  /// The mean along one axis, which disappears.
  public Tensor mean(int axis) {
    return sum(axis).div(shape.size(axis));
  }

  // Shapes

  /// The same values, row-major, in another shape of the same count.
  public Tensor reshape(int... sizes) {
    return View.of(this, Shape.of(sizes));
  }

  /// The transpose of a matrix.
  public Tensor transpose() {
    return Tensor.of(Transpose.of(this));
  }

  // Along the last axis

  /// `log of the sum of exp(x)` along the last axis, which disappears; no overflow.
  public Tensor logSumExp() {
    return Tensor.of(Rows.LogSumExp.of(this));
  }

  /// `exp(x) / sum of exp(x)` along the last axis.
  public Tensor softmax() {
    return Tensor.of(Rows.Softmax.of(this));
  }

  /// `x - logSumExp(x)` along the last axis.
  public Tensor logSoftmax() {
    return Tensor.of(Rows.LogSoftmax.of(this));
  }

  /// From each row of the last axis the element that `index` (a whole number as float32) names; the
  /// axis disappears.
  public Tensor gather(Tensor index) {
    return Tensor.of(Rows.Gather.of(this, index));
  }

  /// As NumPy prints an array.
  @Override
  public String toString() {
    return Text.of(this);
  }
}

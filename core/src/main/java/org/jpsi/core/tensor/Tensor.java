package org.jpsi.core.tensor;

import java.util.Arrays;
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
public final class Tensor implements Elements, Reductions, Shaping {
  private final float[] values;
  private final int offset;
  private final Shape shape;
  private @Nullable Operation origin;
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

  // What `operation` gives; the graph remembers it only where a gradient can pass, or in a
  // recording.
  static Tensor of(Operation operation) {
    Tensor output = remembering(new float[operation.shape().count()], 0, operation);
    Recording recording = Recording.here();
    if (recording == null) {
      operation.forward(output);
    } else {
      recording.compute(operation, output);
    }
    return output;
  }

  static Tensor remembering(float[] values, int offset, Operation operation) {
    boolean wanted = operation.inputs().stream().anyMatch(Tensor::wantsGradient);
    boolean kept = wanted || Recording.here() != null;
    return new Tensor(values, offset, operation.shape(), kept ? operation : null, wanted);
  }

  /// This tensor's values as a new leaf for which {@link #backward()} gives a gradient.
  public Tensor tracked() {
    Recording.looked();
    return new Tensor(values, offset, shape, null, true);
  }

  /// This tensor's values without its history: no gradient passes.
  public Tensor detach() {
    @Nullable Operation kept = Recording.here() == null ? null : new View(this, 0, shape);
    return new Tensor(values, offset, shape, kept, false);
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
    Recording.looked();
    return values;
  }

  // The same for those who do not read them now.
  float[] data() {
    return values;
  }

  public int offset() {
    return offset;
  }

  /// A copy of the values, row-major.
  public float[] toArray() {
    Recording.looked();
    return Arrays.copyOfRange(values, offset, offset + count());
  }

  /// The only element.
  public float item() {
    if (count() != 1) {
      throw new IllegalArgumentException("item() of a tensor of shape " + shape);
    }
    Recording.looked();
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
    Recording.looked();
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

  // A plan has taken over.
  void forget() {
    origin = null;
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

  /// As NumPy prints an array.
  @Override
  public String toString() {
    return Text.of(this);
  }
}

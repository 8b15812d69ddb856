package org.jpsi.core.tensor;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.random.Rng;
import org.jspecify.annotations.Nullable;

/// Multi-dimensional float32 array, row-major, that records the operation it came from where a
/// gradient may be asked for.
///
/// Operations never change their operands. Operands of elementwise operations are broadcast as in
/// NumPy. Shapes that do not fit are an IllegalArgumentException that names the operation and both.
/// Gradients are plain values: they are not differentiated again.
///
/// ```java
/// Tensor w = Tensor.of(new float[] {1, 2}, 2).requiresGrad();
/// Gradients g = w.square().sum().backward();
/// g.of(w);                                    // [2, 4]
/// ```
public final class Tensor
    implements ActivationMethods,
        ElementwiseMethods,
        FunctionMethods,
        ImageMethods,
        IndexMethods,
        ReductionMethods,
        ShapeMethods,
        ValueMethods {
  // In place of values that were not computed: see GraphCapture.
  private static final float[] TRACED = {};

  // Those of a parameter change: see moveTo and needGrad.
  private float[] values;
  private int offset;
  private final Shape shape;
  private @Nullable Operation origin;
  private boolean needsGrad;
  private boolean parameter;
  private boolean pinned;
  // How often a parameter was written; of an operation's output, the sum for the parameters among
  // its inputs when it was computed.
  private int version;
  private @Nullable RecordedGraph owner;

  private Tensor(
      float[] values, int offset, Shape shape, @Nullable Operation origin, boolean needsGrad) {
    if (offset < 0 || (offset + (long) shape.count() > values.length && values != TRACED)) {
      throw new IllegalArgumentException(
          shape + " from " + offset + " does not fit into " + values.length);
    }
    this.values = values;
    this.offset = offset;
    this.shape = shape;
    this.origin = origin;
    this.needsGrad = needsGrad;
  }

  /// The tensor over `values` themselves, which are not copied and must not change while it is in
  /// use. Without a shape it is a vector.
  public static Tensor of(float[] values, int... shape) {
    Shape result = shape.length == 0 ? Shape.of(values.length) : Shape.of(shape);
    if (result.count() != values.length) {
      throw new IllegalArgumentException(values.length + " values for shape " + result);
    }
    return view(values, 0, result);
  }

  /// The tensor of `values`, each rounded to float32. Without a shape it is a vector.
  public static Tensor of(double[] values, int... shape) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) values[i];
    }
    return of(rounded, shape);
  }

  /// A matrix, by its rows.
  public static Tensor of(float[][] rows) {
    return NestedArrays.tensor(rows);
  }

  /// A matrix, by its rows, each number rounded to float32.
  public static Tensor of(double[][] rows) {
    return NestedArrays.tensor(rows);
  }

  /// The tensor of arrays of numbers, nested to any depth, such as `int[][][]`. Arrays of one depth
  /// that differ in length are an IllegalArgumentException that says which.
  public static Tensor nested(Object arrays) {
    return NestedArrays.tensor(arrays);
  }

  public static Tensor scalar(float value) {
    return view(new float[] {value}, 0, Shape.SCALAR);
  }

  public static Tensor zeros(Shape shape) {
    return view(new float[shape.count()], 0, shape);
  }

  public static Tensor zeros(int... shape) {
    return zeros(Shape.of(shape));
  }

  public static Tensor ones(int... shape) {
    return full(Shape.of(shape), 1);
  }

  /// As many ones as another tensor has elements: `Tensor.ones(x.shape())`.
  public static Tensor ones(Shape shape) {
    return full(shape, 1);
  }

  public static Tensor full(Shape shape, float value) {
    float[] values = new float[shape.count()];
    Arrays.fill(values, value);
    return view(values, 0, shape);
  }

  /// `0, 1, .., end - 1`.
  public static Tensor arange(int end) {
    return arange(0, end, 1);
  }

  /// `start + i step` for all `i` from 0 for which it has not reached `end`, each rounded once.
  public static Tensor arange(double start, double end, double step) {
    return Factories.arange(start, end, step);
  }

  /// `count` numbers at equal distances, from `first` to `last`, each rounded once.
  public static Tensor linspace(double first, double last, int count) {
    return Factories.linspace(first, last, count);
  }

  /// The `n` x `n` matrix with ones on its diagonal.
  public static Tensor eye(int n) {
    return Factories.eye(n);
  }

  /// Uniform in [0, 1), multiples of 2^-24: element `i` is drawn by number `counter + i` of `rng`.
  public static Tensor uniform(Shape shape, Rng rng, long counter) {
    return Factories.uniform(shape, rng, counter);
  }

  /// Standard normal: element `i` is drawn by {@link Rng#normal} of `counter + i`.
  public static Tensor normal(Shape shape, Rng rng, long counter) {
    return Factories.normal(shape, rng, counter);
  }

  /// Concatenates tensors along an axis they have; the other axes have the same sizes.
  public static Tensor concat(int axis, List<Tensor> parts) {
    return ConcatOp.of(axis, parts);
  }

  /// Stacks tensors of the same shape along a new axis before axis `axis`.
  public static Tensor stack(int axis, List<Tensor> parts) {
    return ConcatOp.stacked(axis, parts);
  }

  /// The output of an operation of one's own.
  public static Tensor apply(CustomOperation operation, Tensor... inputs) {
    return CustomOp.of(operation, inputs);
  }

  /// A tensor over a slice of `values`, not copied: what changes there shows here.
  public static Tensor view(float[] values, int offset, Shape shape) {
    return new Tensor(values, offset, shape, null, false);
  }

  // The output of `operation`; it is kept in the graph only where a gradient can pass, or in a
  // capture.
  static Tensor of(Operation operation) {
    GraphCapture capture = GraphCapture.current();
    if (capture != null) {
      return capture.output(operation);
    }
    Tensor output = node(operation, new float[operation.shape().count()], 0, false);
    operation.forward(output);
    return output;
  }

  // A view on the input of `operation`.
  static Tensor ofView(ViewOp operation) {
    GraphCapture capture = GraphCapture.current();
    if (capture == null) {
      operation.x().data();
      return viewNode(operation, false);
    }
    return capture.view(operation, true);
  }

  static Tensor viewNode(ViewOp operation, boolean kept) {
    Tensor x = operation.x();
    return node(operation, x.values, x.offset + operation.at(), kept);
  }

  // The output of an operation whose values are computed where they are needed.
  static Tensor traced(Operation operation) {
    return node(operation, TRACED, 0, true);
  }

  static Tensor node(Operation operation, float[] values, int offset, boolean kept) {
    boolean needed = false;
    for (Tensor input : operation.inputs()) {
      if (input.owner != null && input.owner.isOverwritten()) {
        throw GraphCapture.ofEarlierStep();
      }
      needed |= input.needsGrad;
    }
    Tensor output =
        new Tensor(values, offset, operation.shape(), needed || kept ? operation : null, needed);
    output.version = Backpropagation.versions(operation.inputs());
    return output;
  }

  // Computes what was traced.
  void compute(GraphCapture capture) {
    if (origin instanceof ViewOp view) {
      values = view.x().values;
    } else if (origin != null) {
      // other threads see no values before all are there
      Tensor computed = new Tensor(new float[count()], 0, shape, null, false);
      capture.run(origin, computed);
      VarHandle.releaseFence();
      values = computed.values;
    }
  }

  boolean isTraced() {
    return values == TRACED;
  }

  // The tensor is a node of a recorded graph, whose replays write over it.
  void ownedBy(RecordedGraph graph) {
    owner = graph;
  }

  /// A new leaf with this tensor's values that requires a gradient, which {@link #backward()} gives
  /// (PyTorch's `requires_grad_`).
  public Tensor requiresGrad() {
    GraphCapture.valuesRead();
    return new Tensor(data(), offset, shape, null, true);
  }

  /// This tensor's values detached from the graph: no gradient passes.
  public Tensor detach() {
    GraphCapture capture = GraphCapture.current();
    if (capture != null) {
      return capture.view(new ViewOp(this, 0, shape), false);
    }
    Tensor detached = new Tensor(data(), offset, shape, null, false);
    detached.owner = owner;
    return detached;
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
    GraphCapture.valuesRead();
    return data();
  }

  // The same array, without noting that values are read.
  float[] data() {
    if (values == TRACED) {
      GraphCapture.computeTraced(this);
      if (values == TRACED) {
        throw GraphCapture.ofEarlierStep();
      }
    }
    return values;
  }

  // The array for whoever reads it outside of operations.
  float[] read() {
    GraphCapture.valuesRead();
    if (owner != null && owner.isOverwritten()) {
      throw GraphCapture.ofEarlierStep();
    }
    return data();
  }

  public int offset() {
    return offset;
  }

  /// The values from index 0 of an array that may be longer: their own, or `buffer` where they
  /// begin elsewhere. C2 vectorizes loops without offsets, but not with two that it cannot compare.
  float[] fromZero(float[] buffer) {
    if (offset == 0) {
      return data();
    }
    System.arraycopy(data(), offset, buffer, 0, count());
    return buffer;
  }

  /// The buffer for {@link #fromZero}: made once by an operation that may be replayed.
  float[] buffer() {
    return new float[offset == 0 ? 0 : count()];
  }

  @Nullable Operation origin() {
    return origin;
  }

  // The operation is no longer needed: a recorded graph has it.
  void dropOrigin() {
    origin = null;
  }

  boolean needsGrad() {
    return needsGrad;
  }

  // For a parameter's leaf alone, which operations made later look at.
  void needGrad(boolean needed) {
    needsGrad = needed;
  }

  // Moves the values of a parameter's leaf, which is not pinned, into a larger array.
  void moveTo(float[] array, int at) {
    System.arraycopy(values, offset, array, at, count());
    values = array;
    offset = at;
  }

  // The leaf of a parameter of its own.
  static Tensor parameter(Shape shape) {
    Tensor leaf = zeros(shape).requiresGrad();
    leaf.parameter = true;
    return leaf;
  }

  boolean isParameter() {
    return parameter;
  }

  // Pins the values to their array: Parameters or a recorded graph have it.
  void pin() {
    pinned = true;
  }

  boolean isPinned() {
    return pinned;
  }

  // Says that values of a parameter's leaf were written.
  void changed() {
    version++;
  }

  int version() {
    return version;
  }

  /// The leaves that require a gradient and that this tensor was computed from, those of parameters
  /// among them.
  public List<Tensor> leaves() {
    return Backpropagation.topologicalOrder(this, Tensor::needsGrad).stream()
        .filter(tensor -> tensor.origin() == null)
        .toList();
  }

  /// The gradients of this scalar by every leaf that requires one.
  public Gradients backward() {
    GraphCapture.valuesRead();
    if (count() != 1) {
      throw new IllegalArgumentException(
          "backward() of a tensor of shape " + shape + ": sum it first");
    }
    if (!needsGrad) {
      throw new IllegalArgumentException(
          "backward() of a tensor that depends on no leaf that requires a gradient");
    }
    return Backpropagation.gradients(this);
  }

  /// The gradients of `sum of cotangent y`, where y are the elements of this tensor (a
  /// vector-Jacobian product). Both have the same shape.
  public Gradients backward(Tensor cotangent) {
    return dot(cotangent.detach()).backward();
  }

  /// As `print` of NumPy 2.4 shows a float32 array.
  @Override
  public String toString() {
    return TensorPrinter.of(this);
  }
}

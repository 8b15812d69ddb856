package org.jpsi.core.tensor;

/// Trainable parameter of a layer: a named tensor that training changes in place. Its values lie in
/// an array of their own, or in a larger one once {@link Parameters} has packed them.
public final class Parameter {
  private final String name;
  // Shared by all names of one parameter.
  private final Tensor leaf;

  private Parameter(String name, Tensor leaf) {
    this.name = name;
    this.leaf = leaf;
  }

  /// A parameter of zeros.
  public static Parameter of(String name, Shape shape) {
    return new Parameter(name, Tensor.parameter(shape));
  }

  /// The same parameter, called `prefix.name`.
  public Parameter withPrefix(String prefix) {
    return new Parameter(prefix + "." + name, leaf);
  }

  /// Unique in its network: `0.weight`.
  public String name() {
    return name;
  }

  public Shape shape() {
    return leaf.shape();
  }

  /// The leaf with the current values, one and the same tensor for ever; later changes of the
  /// values show in it. It requires a gradient unless the parameter is frozen.
  public Tensor tensor() {
    return leaf;
  }

  /// The array that holds the values, from {@link #offset()}, to be read; it may hold other
  /// parameters too, and {@link Parameters#of} may move the values to another array.
  public float[] storage() {
    GraphCapture.valuesRead();
    return leaf.data();
  }

  public int offset() {
    return leaf.offset();
  }

  /// Sets all values, row-major.
  public void set(float[] values) {
    if (values.length != shape().count()) {
      throw new IllegalArgumentException(
          values.length + " values for parameter " + name + " of shape " + shape());
    }
    System.arraycopy(values, 0, storage(), offset(), values.length);
    changed();
  }

  /// Version of the values: a number that changes whenever they are written.
  public int version() {
    return leaf.version();
  }

  void changed() {
    leaf.changed();
  }

  /// Freezes the parameter (PyTorch's `requires_grad_(False)`): no gradient is computed for it, no
  /// optimizer changes it, and {@link Parameters#of} leaves it out. Files hold it as any other.
  public void freeze() {
    leaf.needGrad(false);
  }

  /// Takes back {@link #freeze}.
  public void unfreeze() {
    leaf.needGrad(true);
  }

  public boolean frozen() {
    return !leaf.needsGrad();
  }

  boolean sameAs(Parameter other) {
    return leaf == other.leaf;
  }

  @Override
  public String toString() {
    return name + " " + shape();
  }
}

package org.jpsi.core.tensor;

/// Trainable parameter of a layer: a named tensor that training changes in place, a slice of a
/// larger array once {@link Parameters} has packed it.
public final class Parameter {
  private final String name;
  private final Slot slot;

  private Parameter(String name, Slot slot) {
    this.name = name;
    this.slot = slot;
  }

  // Shared by all names of one parameter.
  private static final class Slot {
    private Tensor leaf;

    private Slot(Tensor leaf) {
      this.leaf = leaf;
    }
  }

  /// A parameter of zeros.
  public static Parameter of(String name, Shape shape) {
    return new Parameter(name, new Slot(Tensor.zeros(shape).requiresGrad()));
  }

  /// The same parameter, called `prefix.name`.
  public Parameter withPrefix(String prefix) {
    return new Parameter(prefix + "." + name, slot);
  }

  /// Unique in its network: `0.weight`.
  public String name() {
    return name;
  }

  public Shape shape() {
    return slot.leaf.shape();
  }

  /// The current values as a leaf that requires a gradient; later changes of the values show in it.
  public Tensor tensor() {
    return slot.leaf;
  }

  /// The array that holds the values, from {@link #offset()}; it may hold other parameters too.
  public float[] storage() {
    return slot.leaf.values();
  }

  public int offset() {
    return slot.leaf.offset();
  }

  /// Sets all values, row-major.
  public void set(float[] values) {
    if (values.length != shape().count()) {
      throw new IllegalArgumentException(
          values.length + " values for parameter " + name + " of shape " + shape());
    }
    System.arraycopy(values, 0, storage(), offset(), values.length);
  }

  boolean sameAs(Parameter other) {
    return slot == other.slot;
  }

  void moveTo(float[] flat, int at) {
    System.arraycopy(storage(), offset(), flat, at, shape().count());
    slot.leaf = Tensor.view(flat, at, shape()).requiresGrad();
  }

  @Override
  public String toString() {
    return name + " " + shape();
  }
}

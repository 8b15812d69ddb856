package org.jpsi.core.tensor;

/// Settable scalar: a number of a loss or a layer that changes during a training, such as the
/// factor of a term that is annealed. A recorded step reads the value that it has at each replay,
/// so setting it costs nothing, while a Java field that changes makes the step be recorded anew.
///
/// ```java
/// Scalar beta = Scalar.of(1e-3);
/// Tensor loss = likelihood.add(divergence.mul(beta.tensor()));
/// beta.set(0.5); // between two steps, such as in a TrainingListener
/// ```
///
/// No gradient passes to it. It is set between steps, by the thread that trains.
public final class Scalar {
  private final float[] value;
  private final Tensor tensor;

  private Scalar(float value) {
    this.value = new float[] {value};
    this.tensor = Tensor.view(this.value, 0, Shape.SCALAR);
  }

  /// A scalar, its value rounded to float32.
  public static Scalar of(double value) {
    return new Scalar((float) value);
  }

  /// The tensor to compute with: always the same one, which has the present value.
  public Tensor tensor() {
    return tensor;
  }

  /// The present value. A layer or loss computes with {@link #tensor}: reading the value in their
  /// forward pass makes it run eagerly.
  public float get() {
    return tensor.item();
  }

  /// Sets the value, rounded to float32.
  public void set(double newValue) {
    value[0] = (float) newValue;
  }

  @Override
  public String toString() {
    return "Scalar(" + value[0] + ")";
  }
}

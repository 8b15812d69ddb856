package org.jpsi.core.data;

import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Transform of inputs or targets before training: a function of tensors, such as `x ->
/// x.div(255)`. It gets many events at once, `[events, ..]`, and acts on each independently.
///
/// Quantities fitted to data, such as a mean, must come from training events alone: see {@link
/// Standardization}.
@FunctionalInterface
public interface Transform {
  Tensor apply(Tensor x);

  /// The composition: this transform, then `next`.
  default Transform andThen(Transform next) {
    return x -> next.apply(apply(x));
  }

  /// One-hot encoding: class indices, `[events]` or `[events, 1]`, to rows of zeros with a one at
  /// the class's index, `[events, classes]`.
  static Transform oneHot(int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("oneHot: expected at least 1 class, found " + classes);
    }
    return x -> {
      int events = x.shape().rank() == 0 ? 1 : x.shape().size(0);
      if (x.count() != events) {
        throw new IllegalArgumentException(
            "oneHot: expected a class for each event, found shape " + x.shape());
      }
      float[] labels = x.toArray();
      float[] rows = new float[Math.multiplyExact(events, classes)];
      for (int i = 0; i < events; i++) {
        int label = (int) labels[i];
        if (label != labels[i] || label < 0 || label >= classes) {
          throw new IllegalArgumentException(
              "oneHot: expected a class from 0 to " + (classes - 1) + ", found " + labels[i]);
        }
        rows[i * classes + label] = 1;
      }
      return Tensor.of(rows, events, classes);
    };
  }

  /// Unsigned 8-bit counts, as of cameras and readouts, divided by 255. Without a shape the result
  /// is a vector.
  static Tensor toTensor(byte[] counts, int... shape) {
    float[] values = new float[counts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (counts[i] & 0xff) / 255f;
    }
    return Tensor.view(values, 0, shape.length == 0 ? Shape.of(values.length) : Shape.of(shape));
  }
}

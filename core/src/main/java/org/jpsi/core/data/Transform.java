package org.jpsi.core.data;

import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// What is done to inputs or targets before training: a function of tensors, such as `x ->
/// x.div(255)`. It is given many events at once, `[events, ..]`, and treats each by itself.
///
/// What is learned from data, such as a mean, must come from training events alone: see {@link
/// Standardization}.
@FunctionalInterface
public interface Transform {
  Tensor apply(Tensor x);

  /// This, and then the other.
  default Transform andThen(Transform next) {
    return x -> next.apply(apply(x));
  }

  /// Numbers of classes, `[events]` or `[events, 1]`, as rows of zeros with a one at the class's
  /// place, `[events, classes]`.
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

  /// Counts of 8 bits without sign, as cameras and readouts give them, as numbers from 0 to 1:
  /// divided by 255. Without a shape it is a vector.
  static Tensor toTensor(byte[] counts, int... shape) {
    float[] values = new float[counts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (counts[i] & 0xff) / 255f;
    }
    return Tensor.view(values, 0, shape.length == 0 ? Shape.of(values.length) : Shape.of(shape));
  }
}

package org.jpsi.core.tensor;

import org.jpsi.core.random.Rng;

/// Creation functions (arange, linspace, eye, uniform, normal): computed in float64, rounded once.
final class Factories {
  private Factories() {}

  static Tensor arange(double start, double end, double step) {
    double count = Math.ceil((end - start) / step);
    if (!(Math.abs(step) > 0) || !(count <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "arange from " + start + " to " + end + " in steps of " + step);
    }
    float[] values = new float[(int) Math.max(0, count)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (start + i * step);
    }
    return Tensor.of(values);
  }

  static Tensor linspace(double first, double last, int count) {
    float[] values = new float[Shape.of(count).count()];
    double step = (last - first) / (count - 1);
    for (int i = 0; i < count; i++) {
      values[i] = (float) (i == 0 ? first : i == count - 1 ? last : first + i * step);
    }
    return Tensor.of(values);
  }

  static Tensor eye(int n) {
    Shape shape = Shape.of(n, n);
    float[] values = new float[shape.count()];
    for (int i = 0; i < n; i++) {
      values[i * n + i] = 1;
    }
    return Tensor.view(values, 0, shape);
  }

  static Tensor uniform(Shape shape, Rng rng, long counter) {
    float[] values = new float[shape.count()];
    for (int i = 0; i < values.length; i++) {
      // 24 bits: none is rounded up to 1
      values[i] = (rng.bits(counter + i) >>> 40) * 0x1p-24f;
    }
    return Tensor.view(values, 0, shape);
  }

  static Tensor normal(Shape shape, Rng rng, long counter) {
    float[] values = new float[shape.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rng.normal(counter + i);
    }
    return Tensor.view(values, 0, shape);
  }
}

package org.jpsi.core.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conversion between tensors and nested arrays.
final class NestedArrays {
  private NestedArrays() {}

  static Tensor tensor(Object arrays) {
    List<Integer> sizes = new ArrayList<>();
    @Nullable Object level = arrays;
    while (level != null && level.getClass().isArray()) {
      sizes.add(Array.getLength(level));
      if (Array.getLength(level) == 0) {
        break;
      }
      level = Array.get(level, 0);
    }
    // arrays of no arrays still have their depth
    int depth = 0;
    for (Class<?> type = arrays.getClass(); type.isArray(); type = type.getComponentType()) {
      depth++;
    }
    while (sizes.size() < depth) {
      sizes.add(0);
    }
    Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    float[] values = new float[shape.count()];
    fill(arrays, shape, values, new int[0], 0);
    return Tensor.view(values, 0, shape);
  }

  private static void fill(
      @Nullable Object from, Shape shape, float[] values, int[] index, int at) {
    if (index.length == shape.rank()) {
      values[at] = number(from, index);
      return;
    }
    int size = shape.size(index.length);
    int found = from != null && from.getClass().isArray() ? Array.getLength(from) : -1;
    if (from == null || found != size) {
      throw new IllegalArgumentException(
          "nested arrays of different lengths: expected "
              + size
              + " elements in "
              + Arrays.toString(index)
              + ", found "
              + (from == null ? "null" : found < 0 ? "a number" : found));
    }
    int[] next = Arrays.copyOf(index, index.length + 1);
    for (int i = 0; i < size; i++) {
      next[index.length] = i;
      fill(Array.get(from, i), shape, values, next, at * size + i);
    }
  }

  private static float number(@Nullable Object from, int[] index) {
    return switch (from) {
      case Number number -> number.floatValue();
      case Boolean truth -> truth ? 1 : 0;
      case null, default ->
          throw new IllegalArgumentException(
              "nested arrays: expected a number at "
                  + Arrays.toString(index)
                  + ", found "
                  + (from == null ? "null" : from.getClass().getSimpleName()));
    };
  }

  static Object of(Tensor tensor) {
    GraphCapture.valuesRead();
    return of(tensor, 0, 0);
  }

  private static Object of(Tensor tensor, int axis, int at) {
    Shape shape = tensor.shape();
    int first = tensor.offset() + at;
    if (axis == shape.rank()) {
      return tensor.data()[first];
    }
    if (axis == shape.rank() - 1) {
      return Arrays.copyOfRange(tensor.data(), first, first + shape.size(axis));
    }
    int[] sizes = Arrays.copyOfRange(shape.sizes(), axis, shape.rank());
    Object arrays = Array.newInstance(float.class, sizes);
    for (int i = 0; i < sizes[0]; i++) {
      Array.set(arrays, i, of(tensor, axis + 1, at + i * shape.stride(axis)));
    }
    return arrays;
  }
}

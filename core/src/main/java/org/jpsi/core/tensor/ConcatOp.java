package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Loops;

/// Concatenation along one axis; the `dx` of each part is dim part of `g`.
record ConcatOp(List<Tensor> parts, int axis, Shape shape) implements Operation {
  static Tensor of(int axis, List<Tensor> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("concat of no tensors");
    }
    Shape first = parts.getFirst().shape();
    int dim = first.axis(axis);
    long size = 0;
    for (Tensor part : parts) {
      if (part.shape().rank() != first.rank()
          || !part.shape().with(dim, first.size(dim)).equals(first)) {
        throw new IllegalArgumentException(
            "concat of " + first + " and " + part.shape() + " along axis " + axis);
      }
      size += part.shape().size(dim);
    }
    Shape shape = first.with(dim, Math.toIntExact(size));
    return Tensor.of(new ConcatOp(List.copyOf(parts), dim, shape));
  }

  static Tensor stacked(int axis, List<Tensor> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("stack of no tensors");
    }
    Shape first = parts.getFirst().shape();
    for (Tensor part : parts) {
      if (!part.shape().equals(first)) {
        throw new IllegalArgumentException("stack of " + first + " and " + part.shape());
      }
    }
    return of(axis, parts.stream().map(part -> part.unsqueeze(axis)).toList());
  }

  @Override
  public List<Tensor> inputs() {
    return parts;
  }

  @Override
  public void forward(Tensor output) {
    int at = 0;
    for (Tensor part : parts) {
      int width = width(part.shape());
      for (int row = 0; row < rows(); row++) {
        System.arraycopy(
            part.data(),
            part.offset() + row * width,
            output.data(),
            row * width(shape) + at,
            width);
      }
      at += width;
    }
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] g = adjoints.of(output);
    int at = 0;
    for (Tensor part : parts) {
      int width = width(part.shape());
      float[] dx = adjoints.accumulator(part);
      if (dx != null) {
        for (int row = 0; row < rows(); row++) {
          Loops.addTo(g, row * width(shape) + at, dx, row * width, width);
        }
      }
      at += width;
    }
  }

  private int rows() {
    return shape.product(0, axis);
  }

  private int width(Shape whole) {
    return whole.product(axis, whole.rank());
  }
}

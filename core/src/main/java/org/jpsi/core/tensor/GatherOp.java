package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Loops;

/// Indexing operations (take, gather). An element taken twice gets the sum of both gradients.
final class GatherOp {
  private GatherOp() {}

  /// Take operation (NumPy's take): `y[o, j, i] = x[o, index[j], i]`; the axis becomes the axes of
  /// the index.
  record Take(Tensor x, int axis, Index index, Shape shape) implements Operation {
    static Tensor of(Tensor x, int axis, Index index) {
      Shape shape = x.shape().replace(axis, index.shape());
      return Tensor.of(new Take(x, axis, index, shape));
    }

    @Override
    public List<Tensor> inputs() {
      return index.with(x);
    }

    @Override
    public void forward(Tensor output) {
      int inner = x.shape().stride(axis);
      int size = x.shape().size(axis);
      int n = index.shape().count();
      int[] positions = index.positions();
      for (int o = 0, to = 0; o < x.shape().product(0, axis); o++) {
        for (int j = 0; j < n; j++, to += inner) {
          int from = (o * size + positions[j]) * inner;
          System.arraycopy(x.data(), x.offset() + from, output.data(), to, inner);
        }
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        addSlices(g, 0, x.shape(), axis, index, dx);
      }
    }
  }

  /// Adds slices `source[o, j, i]`, from `begin` on, to `y[o, index[j], i]`.
  ///
  /// @param shape of y
  static void addSlices(float[] source, int begin, Shape shape, int axis, Index index, float[] y) {
    int inner = shape.stride(axis);
    int size = shape.size(axis);
    int n = index.shape().count();
    int[] positions = index.positions();
    for (int o = 0, from = begin; o < shape.product(0, axis); o++) {
      for (int j = 0; j < n; j++, from += inner) {
        Loops.addTo(source, from, y, (o * size + positions[j]) * inner, inner);
      }
    }
  }

  /// Gather operation (PyTorch's gather): `y[o, j, i] = x[o, index[o, j, i], i]`; the index has the
  /// rank of x, and along other axes at most its sizes.
  record Gather(Tensor x, int axis, Index index, Scratch scratch) implements Operation {
    static Tensor of(Tensor x, int axis, Index index) {
      check("gather", x.shape(), axis, index.shape());
      return Tensor.of(new Gather(x, axis, index, new Scratch()));
    }

    @Override
    public List<Tensor> inputs() {
      return index.with(x);
    }

    @Override
    public Shape shape() {
      return index.shape();
    }

    @Override
    public void forward(Tensor output) {
      int[] places = places(x.shape(), axis, index, scratch);
      float[] v = x.data();
      float[] y = output.data();
      for (int e = 0; e < shape().count(); e++) {
        y[e] = v[x.offset() + places[e]];
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        int[] places = places(x.shape(), axis, index, scratch);
        for (int e = 0; e < g.length; e++) {
          dx[places[e]] += g[e];
        }
      }
    }
  }

  static void check(String operation, Shape x, int axis, Shape index) {
    boolean fits = index.rank() == x.rank();
    for (int i = 0; fits && i < x.rank(); i++) {
      fits = i == axis || index.size(i) <= x.size(i);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          operation + " from " + x + " along axis " + axis + " by an index of " + index);
    }
  }

  /// Places in x of the elements that an index of its rank names.
  static int[] places(Shape x, int axis, Index index, Scratch scratch) {
    Shape shape = index.shape();
    int[] positions = index.positions();
    int[] places = scratch.ints(shape.count());
    int last = shape.rank() - 1;
    int width = shape.size(last);
    int step = axis == last ? 0 : 1;
    int stride = x.stride(axis);
    for (int row = 0, at = 0; at < shape.count(); row++) {
      int begin = 0;
      int rest = row;
      for (int i = last - 1; i >= 0; i--) {
        begin += i == axis ? 0 : rest % shape.size(i) * x.stride(i);
        rest /= shape.size(i);
      }
      for (int i = 0; i < width; i++, at++) {
        places[at] = begin + positions[at] * stride + i * step;
      }
    }
    return places;
  }
}

package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Loops;

/// Indexing operations (take, gather): indices are whole numbers as float32, from 0. Any other
/// number, or one beyond the axis, is an IllegalArgumentException. An element taken twice gets the
/// sum of both gradients.
final class GatherOp {
  private GatherOp() {}

  /// Take operation (NumPy's take): `y[o, j, i] = x[o, index[j], i]`; the axis becomes the axes of
  /// the index.
  record Take(Tensor x, int axis, Tensor index, Shape shape) implements Operation {
    static Tensor of(Tensor x, int axis, Tensor index) {
      int dim = x.shape().axis(axis);
      Shape shape = x.shape().replace(dim, index.shape());
      return Tensor.of(new Take(x, dim, index.detach(), shape));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x, index);
    }

    @Override
    public void forward(Tensor output) {
      int inner = x.shape().stride(axis);
      int size = x.shape().size(axis);
      for (int o = 0, to = 0; o < x.shape().product(0, axis); o++) {
        for (int j = 0; j < index.count(); j++, to += inner) {
          int from = (o * size + indexAt("take", index, j, x, axis)) * inner;
          System.arraycopy(x.data(), x.offset() + from, output.data(), to, inner);
        }
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        int inner = x.shape().stride(axis);
        int size = x.shape().size(axis);
        for (int o = 0, from = 0; o < x.shape().product(0, axis); o++) {
          for (int j = 0; j < index.count(); j++, from += inner) {
            int to = (o * size + indexAt("take", index, j, x, axis)) * inner;
            Loops.addTo(g, from, dx, to, inner);
          }
        }
      }
    }
  }

  /// Gather operation (PyTorch's gather): `y[o, j, i] = x[o, index[o, j, i], i]`; the index has the
  /// rank of x, and along other axes at most its sizes.
  record Gather(Tensor x, int axis, Tensor index) implements Operation {
    static Tensor of(Tensor x, int axis, Tensor index) {
      int dim = x.shape().axis(axis);
      boolean fits = index.shape().rank() == x.shape().rank();
      for (int i = 0; fits && i < x.shape().rank(); i++) {
        fits = i == dim || index.shape().size(i) <= x.shape().size(i);
      }
      if (!fits) {
        throw new IllegalArgumentException(
            "gather from "
                + x.shape()
                + " along axis "
                + axis
                + " by an index of "
                + index.shape());
      }
      return Tensor.of(new Gather(x, dim, index.detach()));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x, index);
    }

    @Override
    public Shape shape() {
      return index.shape();
    }

    @Override
    public void forward(Tensor output) {
      for (int e = 0; e < index.count(); e++) {
        output.data()[e] = x.data()[x.offset() + source(e)];
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        for (int e = 0; e < g.length; e++) {
          dx[source(e)] += g[e];
        }
      }
    }

    private int source(int element) {
      int at = 0;
      int rest = element;
      for (int i = x.shape().rank() - 1; i >= 0; i--) {
        int here =
            i == axis ? indexAt("gather", index, element, x, axis) : rest % index.shape().size(i);
        at += here * x.shape().stride(i);
        rest /= index.shape().size(i);
      }
      return at;
    }
  }

  private static int indexAt(String operation, Tensor index, int element, Tensor x, int axis) {
    float found = index.data()[index.offset() + element];
    if (!(found >= 0 && found < x.shape().size(axis)) || found != (int) found) {
      throw new IllegalArgumentException(
          operation
              + " from "
              + x.shape()
              + " along axis "
              + axis
              + ": index "
              + found
              + " at position "
              + element
              + ", expected whole numbers from 0 to "
              + (x.shape().size(axis) - 1));
    }
    return (int) found;
  }
}

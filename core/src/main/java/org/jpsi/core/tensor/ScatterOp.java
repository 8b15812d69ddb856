package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Loops;

/// Additions at indices (indexAdd, scatterAdd), in ascending order of the index: one order, one
/// sum. `dx = g`; the source gets `g` from where it went.
final class ScatterOp {
  private ScatterOp() {}

  /// Addition of slices (PyTorch's index_add): `y = x`, then `y[o, index[j], i] += source[o, j,
  /// i]`.
  record IndexAdd(Tensor x, int axis, Index index, Tensor source) implements Operation {
    static Tensor of(Tensor x, int axis, Index index, Tensor source) {
      Shape expected = x.shape().with(axis, index.shape().count());
      if (index.shape().rank() != 1 || !source.shape().equals(expected)) {
        throw new IllegalArgumentException(
            "indexAdd to "
                + x.shape()
                + " along axis "
                + axis
                + " by an index of "
                + index.shape()
                + " of a source of "
                + source.shape()
                + ": expected a vector as index, and a source of "
                + expected);
      }
      return Tensor.of(new IndexAdd(x, axis, index, source));
    }

    @Override
    public List<Tensor> inputs() {
      return index.with(x, source);
    }

    @Override
    public Shape shape() {
      return x.shape();
    }

    @Override
    public void forward(Tensor output) {
      System.arraycopy(x.data(), x.offset(), output.data(), 0, x.count());
      GatherOp.addSlices(source.data(), source.offset(), x.shape(), axis, index, output.data());
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      float[] ds = adjoints.accumulator(source);
      if (dx != null) {
        Loops.addTo(g, 0, dx, 0, g.length);
      }
      if (ds != null) {
        int inner = x.shape().stride(axis);
        int[] positions = index.positions();
        int n = index.shape().count();
        for (int o = 0, to = 0; o < x.shape().product(0, axis); o++) {
          for (int j = 0; j < n; j++, to += inner) {
            int from = (o * x.shape().size(axis) + positions[j]) * inner;
            Loops.addTo(g, from, ds, to, inner);
          }
        }
      }
    }
  }

  /// Addition of elements (PyTorch's scatter_add): `y = x`, then `y[o, index[o, j, i], i] +=
  /// source[o, j, i]`; index and source have one shape, of the rank of x, and along other axes at
  /// most its sizes.
  record ScatterAdd(Tensor x, int axis, Index index, Tensor source, Scratch scratch)
      implements Operation {
    static Tensor of(Tensor x, int axis, Index index, Tensor source) {
      GatherOp.check("scatterAdd", x.shape(), axis, index.shape());
      if (!index.shape().equals(source.shape())) {
        throw new IllegalArgumentException(
            "scatterAdd to "
                + x.shape()
                + " by an index of "
                + index.shape()
                + " of a source of "
                + source.shape()
                + ": expected the index's shape");
      }
      return Tensor.of(new ScatterAdd(x, axis, index, source, new Scratch()));
    }

    @Override
    public List<Tensor> inputs() {
      return index.with(x, source);
    }

    @Override
    public Shape shape() {
      return x.shape();
    }

    @Override
    public void forward(Tensor output) {
      float[] y = output.data();
      float[] v = source.data();
      System.arraycopy(x.data(), x.offset(), y, 0, x.count());
      int[] places = GatherOp.places(x.shape(), axis, index, scratch);
      for (int e = 0; e < source.count(); e++) {
        y[places[e]] += v[source.offset() + e];
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      float[] ds = adjoints.accumulator(source);
      if (dx != null) {
        Loops.addTo(g, 0, dx, 0, g.length);
      }
      if (ds != null) {
        int[] places = GatherOp.places(x.shape(), axis, index, scratch);
        for (int e = 0; e < ds.length; e++) {
          ds[e] += g[places[e]];
        }
      }
    }
  }
}

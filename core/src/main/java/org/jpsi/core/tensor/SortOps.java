package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;

/// Order and sums along one axis.
final class SortOps {
  private SortOps() {}

  static Sorted sorted(Tensor x, int axis, boolean descending, int count) {
    String operation = count == x.shape().size(axis) ? "sort" : "topk";
    if (count < 0 || count > x.shape().size(axis)) {
      throw new IllegalArgumentException(
          "topk of "
              + x.shape()
              + " along axis "
              + axis
              + ": expected 0 to "
              + x.shape().size(axis)
              + " elements, found "
              + count);
    }
    Index.checkExact(operation, x.shape().size(axis));
    AxisView view = AxisView.of(x.shape(), axis, axis + 1);
    Shape shape = x.shape().with(axis, count);
    Tensor indices =
        Tensor.of(new ArgSort(x.detach(), view, shape, descending, count, new Scratch()));
    return new Sorted(x.gather(axis, indices), indices);
  }

  /// The indices of the first `count` elements of each slice in ascending order, or in descending
  /// order; equal ones stay as they were; NaN is above all. No gradient passes.
  record ArgSort(
      Tensor x, AxisView view, Shape shape, boolean descending, int count, Scratch scratch)
      implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      int inner = view.inner();
      long[] keys = scratch.longs(view.size());
      for (int slice = 0; slice < view.count(); slice++) {
        int from = x.offset() + view.begin(slice);
        for (int k = 0; k < keys.length; k++) {
          keys[k] = key(x.data()[from + k * inner], k);
        }
        Arrays.sort(keys);
        int to = slice / inner * count * inner + slice % inner;
        for (int k = 0; k < count; k++, to += inner) {
          output.data()[to] = (int) keys[k];
        }
      }
    }

    // The order of the numbers in the upper half, their places in the lower.
    private long key(float value, int place) {
      // -0 is 0; every NaN is the same, above infinity
      int bits = Float.floatToIntBits(value + 0f);
      int order = bits ^ (bits >> 31 & 0x7fffffff);
      return (long) (descending ? ~order : order) << 32 | place;
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      throw new IllegalStateException("the indices of a sort have no gradient");
    }
  }

  /// Cumulative sum in float64, in ascending order: `y[o, k, i] = sum over j <= k of x[o, j, i]`;
  /// `dx[o, k, i] = sum over j >= k of g[o, j, i]`, in descending order.
  record CumulativeSum(Tensor x, AxisView view, Scratch scratch) implements SameShapeOp {
    @Override
    public void forward(Tensor output) {
      int inner = view.inner();
      float[] v = x.data();
      float[] y = output.data();
      double[] sums = scratch.doubles(inner);
      for (int o = 0; o < view.outer(); o++) {
        Arrays.fill(sums, 0, inner, 0);
        for (int row = o * view.size(); row < (o + 1) * view.size(); row++) {
          for (int i = 0, at = row * inner; i < inner; i++, at++) {
            sums[i] += v[x.offset() + at];
            y[at] = (float) sums[i];
          }
        }
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      int inner = view.inner();
      double[] sums = scratch.doubles(inner);
      for (int o = 0; dx != null && o < view.outer(); o++) {
        Arrays.fill(sums, 0, inner, 0);
        for (int row = (o + 1) * view.size() - 1; row >= o * view.size(); row--) {
          for (int i = 0, at = row * inner; i < inner; i++, at++) {
            sums[i] += g[at];
            dx[at] += (float) sums[i];
          }
        }
      }
    }
  }
}

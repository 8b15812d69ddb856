package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Loops;
import org.jpsi.core.kernel.Sums;

/// Sum, mean and maximum of the elements that a mask keeps. Without any, they are 0.
final class MaskedOps {
  private MaskedOps() {}

  /// Masked sum: `y[o, i] = sum over k of x[o, k, i]`, as `x.where(mask, 0).sum(k)` to the bit; `dx
  /// = g` where the mask keeps. Or the mean: that by the number n of kept elements; `dx = g / n`.
  record MaskedSum(Masked of, Shape shape, boolean mean, Scratch scratch) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(of.x(), of.mask());
    }

    @Override
    public void forward(Tensor output) {
      float[] mask = of.values();
      float[] y = output.data();
      for (int o = 0; o < of.view().outer(); o++) {
        if (of.view().inner() == 1) {
          y[o] = slice(mask, o * of.view().size());
        } else {
          rows(mask, o, y);
        }
      }
    }

    private float slice(float[] mask, int from) {
      int size = of.view().size();
      float[] row = scratch.floats(size);
      Kernels.INSTANCE.select(mask, from, of.x().data(), of.x().offset() + from, 0, row, 0, size);
      float sum = (float) Sums.sum(row, 0, size);
      return mean ? sum / Math.max(1, MaskedRows.count(mask, from, size)) : sum;
    }

    // In blocks of rows, as Sums.columns.
    private void rows(float[] mask, int o, float[] y) {
      int inner = of.view().inner();
      int size = of.view().size();
      float[] sums = scratch.floats(inner);
      Arrays.fill(y, o * inner, (o + 1) * inner, 0);
      for (int from = 0; from < size; from += Kernels.KC) {
        float[] into = from == 0 ? y : sums;
        int at = from == 0 ? o * inner : 0;
        Arrays.fill(into, at, at + inner, 0);
        for (int k = from; k < Math.min(from + Kernels.KC, size); k++) {
          int row = o * size + k;
          of.addRow(mask, row, of.x().data(), of.x().offset() + row * inner, into, at);
        }
        if (from > 0) {
          Loops.addTo(sums, 0, y, o * inner, inner);
        }
      }
      if (mean) {
        of.counts(mask, o, sums, 0);
        for (int i = 0; i < inner; i++) {
          y[o * inner + i] /= Math.max(1, sums[i]);
        }
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(of.x());
      if (dx == null) {
        return;
      }
      float[] mask = of.values();
      int size = of.view().size();
      for (int o = 0; o < of.view().outer(); o++) {
        if (of.view().inner() == 1) {
          float each = mean ? g[o] / Math.max(1, MaskedRows.count(mask, o * size, size)) : g[o];
          MaskedRows.addValue(each, mask, o * size, dx, o * size, size);
        } else {
          backwardRows(mask, o, g, dx);
        }
      }
    }

    private void backwardRows(float[] mask, int o, float[] g, float[] dx) {
      int inner = of.view().inner();
      int size = of.view().size();
      float[] each = scratch.floats(inner);
      if (mean) {
        of.counts(mask, o, each, 0);
        for (int i = 0; i < inner; i++) {
          each[i] = g[o * inner + i] / Math.max(1, each[i]);
        }
      } else {
        System.arraycopy(g, o * inner, each, 0, inner);
      }
      for (int row = o * size; row < (o + 1) * size; row++) {
        of.addRow(mask, row, each, 0, dx, row * inner);
      }
    }
  }

  /// Masked maximum: `y[o, i] = max over k of x[o, k, i]`; the kept elements that equal it share
  /// `g[o, i]` evenly. NaN wins.
  record MaskedMax(Masked of, Shape shape, Scratch scratch, Scratch shares) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(of.x(), of.mask());
    }

    @Override
    public void forward(Tensor output) {
      float[] mask = of.values();
      float[] y = output.data();
      int inner = of.view().inner();
      float[] counts = scratch.floats(inner);
      Arrays.fill(y, 0, shape.count(), Float.NEGATIVE_INFINITY);
      for (int o = 0; o < of.view().outer(); o++) {
        if (inner == 1) {
          y[o] = slice(mask, o * of.view().size());
          continue;
        }
        for (int row = o * of.view().size(); row < (o + 1) * of.view().size(); row++) {
          int from = of.x().offset() + row * inner;
          if (!of.byRow()) {
            MaskedRows.max(of.x().data(), from, mask, row * inner, y, o * inner, inner);
          } else if (mask[row] != 0) {
            Kernels.INSTANCE.maximum(of.x().data(), from, y, o * inner, inner);
          }
        }
        of.counts(mask, o, counts, 0);
        for (int i = 0; i < inner; i++) {
          y[o * inner + i] = counts[i] == 0 ? 0 : y[o * inner + i];
        }
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(of.x());
      float[] mask = of.values();
      if (dx == null) {
        return;
      }
      if (of.byRow() && of.view().inner() > 1) {
        for (int o = 0; o < of.view().outer(); o++) {
          backwardRows(mask, o, output.data(), g, dx);
        }
        return;
      }
      for (int slice = 0; slice < of.view().count(); slice++) {
        int equal = 0;
        for (int k = 0; k < of.view().size(); k++) {
          equal += largest(mask, slice, k, output) ? 1 : 0;
        }
        for (int k = 0; k < of.view().size(); k++) {
          dx[of.view().begin(slice) + k * of.view().inner()] +=
              largest(mask, slice, k, output) ? g[slice] / equal : 0;
        }
      }
    }

    private void backwardRows(float[] mask, int o, float[] y, float[] g, float[] dx) {
      int inner = of.view().inner();
      float[] x = of.x().data();
      float[] counts = scratch.floats(inner);
      float[] share = shares.floats(inner);
      Arrays.fill(counts, 0, inner, 0);
      Arrays.fill(share, 0, inner, 1);
      int begin = o * of.view().size();
      int end = begin + of.view().size();
      for (int row = begin; row < end; row++) {
        if (mask[row] != 0) {
          int from = of.x().offset() + row * inner;
          Kernels.INSTANCE.addWhereEqual(x, from, y, o * inner, share, counts, 0, inner);
        }
      }
      for (int i = 0; i < inner; i++) {
        share[i] = g[o * inner + i] / counts[i];
      }
      for (int row = begin; row < end; row++) {
        if (mask[row] != 0) {
          int from = of.x().offset() + row * inner;
          Kernels.INSTANCE.addWhereEqual(x, from, y, o * inner, share, dx, row * inner, inner);
        }
      }
    }

    private float slice(float[] mask, int from) {
      float[] x = of.x().data();
      float max = Float.NEGATIVE_INFINITY;
      boolean none = true;
      for (int k = from; k < from + of.view().size(); k++) {
        if (mask[k] != 0) {
          max = Math.max(x[of.x().offset() + k], max);
          none = false;
        }
      }
      return none ? 0 : max;
    }

    private boolean largest(float[] mask, int slice, int k, Tensor output) {
      int inner = of.view().inner();
      int at = of.view().begin(slice) + k * inner;
      return mask[of.byRow() ? at / inner : at] != 0
          && MaxMinOp.same(of.x().data()[of.x().offset() + at], output.data()[slice]);
    }
  }
}

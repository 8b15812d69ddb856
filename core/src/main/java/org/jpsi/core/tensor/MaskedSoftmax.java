package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.kernel.Exponentials;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.ShortRows;

/// Softmax over the elements that a mask keeps: `y[o, k, i] = exp(x[o, k, i] - m) / sum over k of
/// it`, m the largest kept one, as `x.where(mask, -infinity).softmax(k)` to the bit; 0 elsewhere,
/// so all of it is 0 where nothing is kept. `dx = y (g - sum over k of g y)`.
///
/// Exponentials are taken of many slices at once: slices are short.
record MaskedSoftmax(Masked of, Scratch scratch, ShortRows rows) implements SameShapeOp {
  private static final float NONE = Float.NEGATIVE_INFINITY;
  // Elements whose exponentials are computed together: in the first-level cache.
  private static final int CHUNK = 2048;

  @Override
  public Tensor x() {
    return of.x();
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(of.x(), of.mask());
  }

  @Override
  public void forward(Tensor output) {
    float[] mask = of.values();
    float[] y = output.data();
    if (of.view().isShortRows()) {
      int n = x().count();
      Kernels.INSTANCE.select(mask, 0, x().data(), x().offset(), NONE, y, 0, n);
      rows.softmax(y, 0, of.view().count(), y);
      // of a row without an element, or with NaN, all is NaN
      Kernels.INSTANCE.select(mask, 0, y, 0, 0, y, 0, n);
      return;
    }
    int size = of.view().size();
    int block = size * of.view().inner();
    int together = of.view().inner() > 1 ? 1 : Math.max(1, CHUNK / Math.max(1, size));
    for (int from = 0; from < of.view().outer(); from += together) {
      int to = Math.min(from + together, of.view().outer());
      for (int o = from; o < to; o++) {
        if (of.view().inner() == 1) {
          shift(x().data(), x().offset() + o * size, mask, y, o * size, size);
        } else {
          shiftRows(mask, o, y);
        }
      }
      Kernels.INSTANCE.exp(y, from * block, y, from * block, (to - from) * block);
      for (int o = from; o < to; o++) {
        if (of.view().inner() == 1) {
          divide(mask, y, o * size, size);
        } else {
          divideRows(mask, o, y);
        }
      }
    }
  }

  // x - m where it is kept, else minus infinity
  private static void shift(float[] x, int from, float[] mask, float[] y, int at, int n) {
    Kernels.INSTANCE.select(mask, at, x, from, NONE, y, at, n);
    float max = Exponentials.max(y, at, n);
    for (int i = at; i < at + n; i++) {
      y[i] = Exponentials.difference(y[i], max);
    }
  }

  private static void divide(float[] mask, float[] y, int at, int n) {
    float sum = 0;
    for (int i = at; i < at + n; i++) {
      sum += mask[i] != 0 ? y[i] : 0;
    }
    for (int i = at; i < at + n; i++) {
      y[i] = mask[i] != 0 ? y[i] / sum : 0;
    }
  }

  private void shiftRows(float[] mask, int o, float[] y) {
    int inner = of.view().inner();
    int begin = o * of.view().size();
    int end = begin + of.view().size();
    float[] max = scratch.floats(inner);
    Arrays.fill(max, 0, inner, NONE);
    for (int row = begin; row < end; row++) {
      choose(mask, row, y);
      for (int i = 0, at = row * inner; i < inner; i++, at++) {
        max[i] = Math.max(max[i], y[at]);
      }
    }
    for (int at = begin * inner; at < end * inner; at += inner) {
      for (int i = 0; i < inner; i++) {
        y[at + i] = Exponentials.difference(y[at + i], max[i]);
      }
    }
  }

  private void choose(float[] mask, int row, float[] y) {
    int inner = of.view().inner();
    int at = row * inner;
    if (!of.byRow()) {
      Kernels.INSTANCE.select(mask, at, x().data(), x().offset() + at, NONE, y, at, inner);
    } else if (mask[row] != 0) {
      System.arraycopy(x().data(), x().offset() + at, y, at, inner);
    } else {
      Arrays.fill(y, at, at + inner, NONE);
    }
  }

  private void divideRows(float[] mask, int o, float[] y) {
    int inner = of.view().inner();
    int begin = o * of.view().size();
    int end = begin + of.view().size();
    float[] sum = scratch.floats(inner);
    Arrays.fill(sum, 0, inner, 0);
    for (int row = begin; row < end; row++) {
      of.addRow(mask, row, y, row * inner, sum, 0);
    }
    for (int row = begin; row < end; row++) {
      for (int i = 0, at = row * inner; i < inner; i++, at++) {
        y[at] = of.keeps(mask, row, i) ? y[at] / sum[i] : 0;
      }
    }
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] g = adjoints.of(output);
    float[] dx = adjoints.accumulator(x());
    float[] mask = of.values();
    int size = of.view().size();
    if (dx != null && of.view().isShortRows()) {
      int n = x().count();
      float[] kept = scratch.floats(n);
      Kernels.INSTANCE.select(mask, 0, g, 0, 0, kept, 0, n);
      rows.softmaxBackward(kept, output.data(), dx, of.view().count());
      return;
    }
    for (int o = 0; dx != null && o < of.view().outer(); o++) {
      if (of.view().inner() == 1) {
        derive(g, output.data(), mask, dx, o * size, size);
      } else {
        deriveRows(g, output.data(), mask, dx, o);
      }
    }
  }

  private static void derive(float[] g, float[] y, float[] mask, float[] dx, int at, int n) {
    float dot = 0;
    for (int i = at; i < at + n; i++) {
      dot = mask[i] != 0 ? Math.fma(g[i], y[i], dot) : dot;
    }
    for (int i = at; i < at + n; i++) {
      dx[i] += mask[i] != 0 ? y[i] * (g[i] - dot) : 0;
    }
  }

  private void deriveRows(float[] g, float[] y, float[] mask, float[] dx, int o) {
    int inner = of.view().inner();
    int begin = o * of.view().size();
    int end = begin + of.view().size();
    float[] dot = scratch.floats(inner);
    Arrays.fill(dot, 0, inner, 0);
    for (int row = begin; row < end; row++) {
      for (int i = 0, at = row * inner; i < inner; i++, at++) {
        dot[i] = of.keeps(mask, row, i) ? Math.fma(g[at], y[at], dot[i]) : dot[i];
      }
    }
    for (int row = begin; row < end; row++) {
      for (int i = 0, at = row * inner; i < inner; i++, at++) {
        dx[at] += of.keeps(mask, row, i) ? y[at] * (g[at] - dot[i]) : 0;
      }
    }
  }
}

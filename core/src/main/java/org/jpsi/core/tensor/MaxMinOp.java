package org.jpsi.core.tensor;

import java.util.List;

/// Max, min, argMax and argMin reductions along axes. NaN wins.
final class MaxMinOp {
  private MaxMinOp() {}

  /// Max or min reduction: `y[l] = max x[l, .]`, or `min`; the elements that equal it share `g[l]`
  /// evenly (PyTorch's amax).
  record Extreme(Tensor x, AxisView view, Shape shape, boolean largest, float[] row)
      implements Operation {
    static Tensor of(Tensor x, AxisView view, Shape shape, boolean largest) {
      check(largest ? "max" : "min", x, view);
      return Tensor.of(new Extreme(x, view, shape, largest, new float[view.size()]));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      for (int slice = 0; slice < view.count(); slice++) {
        view.read(x, slice, row);
        output.data()[slice] = row[argExtreme(row, largest)];
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      for (int slice = 0; dx != null && slice < view.count(); slice++) {
        view.read(x, slice, row);
        float value = output.data()[output.offset() + slice];
        int equal = 0;
        for (float v : row) {
          equal += same(v, value) ? 1 : 0;
        }
        for (int k = 0, at = view.begin(slice); k < row.length; k++, at += view.inner()) {
          dx[at] += same(row[k], value) ? g[slice] / equal : 0;
        }
      }
    }
  }

  /// Whether both are equal, or both NaN.
  static boolean same(float a, float b) {
    return a == b || (Float.isNaN(a) && Float.isNaN(b));
  }

  /// ArgMax or argMin reduction: the index in the slice of the first largest, or smallest, element.
  /// No gradient passes.
  record ArgExtreme(Tensor x, AxisView view, Shape shape, boolean largest, float[] row)
      implements Operation {
    static Tensor of(Tensor x, AxisView view, Shape shape, boolean largest) {
      check(largest ? "argMax" : "argMin", x, view);
      return Tensor.of(new ArgExtreme(x.detach(), view, shape, largest, new float[view.size()]));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      for (int slice = 0; slice < view.count(); slice++) {
        view.read(x, slice, row);
        output.data()[slice] = argExtreme(row, largest);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      throw new IllegalStateException("argMax and argMin have no gradient");
    }
  }

  private static int argExtreme(float[] row, boolean largest) {
    int index = 0;
    for (int k = 1; k < row.length && !Float.isNaN(row[index]); k++) {
      boolean better = largest ? row[k] > row[index] : row[k] < row[index];
      index = better || Float.isNaN(row[k]) ? k : index;
    }
    return index;
  }

  private static void check(String operation, Tensor x, AxisView view) {
    if (view.size() == 0) {
      throw new IllegalArgumentException(operation + " of no elements: shape " + x.shape());
    }
    Index.checkExact(operation, view.size());
  }
}

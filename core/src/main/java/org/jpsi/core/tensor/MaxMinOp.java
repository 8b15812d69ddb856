package org.jpsi.core.tensor;

import java.util.List;

/// The largest or smallest element of each lane. NaN wins.
final class MaxMinOp {
  private MaxMinOp() {}

  /// `y[l] = max x[l, .]`, or `min`; the elements that equal it share `g[l]` evenly (PyTorch's
  /// amax).
  record ExtremeValue(Tensor x, AxisView lanes, Shape shape, boolean largest, float[] row)
      implements Operation {
    static Tensor of(Tensor x, AxisView lanes, Shape shape, boolean largest) {
      check(largest ? "max" : "min", x, lanes);
      return Tensor.of(new ExtremeValue(x, lanes, shape, largest, new float[lanes.size()]));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      for (int lane = 0; lane < lanes.count(); lane++) {
        lanes.read(x, lane, row);
        output.values()[lane] = row[place(row, largest)];
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.into(x);
      for (int lane = 0; dx != null && lane < lanes.count(); lane++) {
        lanes.read(x, lane, row);
        float value = output.values()[output.offset() + lane];
        int equal = 0;
        for (float v : row) {
          equal += same(v, value) ? 1 : 0;
        }
        for (int k = 0, at = lanes.begin(lane); k < row.length; k++, at += lanes.inner()) {
          dx[at] += same(row[k], value) ? g[lane] / equal : 0;
        }
      }
    }

    private static boolean same(float a, float b) {
      return a == b || (Float.isNaN(a) && Float.isNaN(b));
    }
  }

  /// `y[l]` = where in the lane the first largest, or smallest, element is. No gradient passes.
  record Extreme(Tensor x, AxisView lanes, Shape shape, boolean largest, float[] row)
      implements Operation {
    static Tensor of(Tensor x, AxisView lanes, Shape shape, boolean largest) {
      check(largest ? "argMax" : "argMin", x, lanes);
      return Tensor.of(new Extreme(x.detach(), lanes, shape, largest, new float[lanes.size()]));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      for (int lane = 0; lane < lanes.count(); lane++) {
        lanes.read(x, lane, row);
        output.values()[lane] = place(row, largest);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      throw new IllegalStateException("a place has no gradient");
    }
  }

  private static int place(float[] row, boolean largest) {
    int place = 0;
    for (int k = 1; k < row.length && !Float.isNaN(row[place]); k++) {
      boolean better = largest ? row[k] > row[place] : row[k] < row[place];
      place = better || Float.isNaN(row[k]) ? k : place;
    }
    return place;
  }

  private static void check(String operation, Tensor x, AxisView lanes) {
    if (lanes.size() == 0) {
      throw new IllegalArgumentException(operation + " of no elements: shape " + x.shape());
    }
    if (lanes.size() > 1 << 24) {
      // float32 counts no further
      throw new IllegalArgumentException(operation + " along " + lanes.size() + " elements");
    }
  }
}

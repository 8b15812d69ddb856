package org.jpsi.core.tensor;

import java.util.Arrays;

/// Reductions over some axes of a tensor: `x.axes(0, 2).keepDims().mean()`. The axes disappear, or
/// keep a size of 1 where {@link #keepDims()} asks so.
public final class Axes {
  private final Tensor x;
  private final boolean[] chosen;
  private final boolean keep;
  // the axes of x in an order that brings the chosen ones together; empty where they are
  private final int[] order;
  private final AxisView view;
  // the first axis behind the chosen ones, in that order
  private final int behind;
  private final Shape rest;

  private Axes(Tensor x, boolean[] chosen, boolean keep) {
    this.x = x;
    this.chosen = chosen;
    this.keep = keep;
    int count = count(chosen);
    int first = 0;
    while (first < chosen.length && !chosen[first]) {
      first++;
    }
    int end = first;
    while (end < chosen.length && chosen[end]) {
      end++;
    }
    int[] left = new int[chosen.length - count];
    int size = 1;
    for (int axis = 0, to = 0; axis < chosen.length; axis++) {
      if (chosen[axis]) {
        size *= x.shape().size(axis);
      } else {
        left[to++] = x.shape().size(axis);
      }
    }
    rest = Shape.of(left);
    boolean together = end - first == count;
    order = together ? new int[0] : chosenLast(chosen);
    behind = together ? end : chosen.length;
    view = together ? AxisView.of(x.shape(), first, end) : new AxisView(rest.count(), size, 1);
  }

  static Axes of(Tensor x, int... axes) {
    boolean[] chosen = new boolean[x.shape().rank()];
    for (int axis : axes) {
      int dim = x.shape().axis(axis);
      if (chosen[dim]) {
        throw new IllegalArgumentException(
            "axes " + Arrays.toString(axes) + " of " + x.shape() + ": an axis is given twice");
      }
      chosen[dim] = true;
    }
    if (axes.length == 0) {
      Arrays.fill(chosen, true);
    }
    return new Axes(x, chosen, false);
  }

  private static int count(boolean[] chosen) {
    int count = 0;
    for (boolean one : chosen) {
      count += one ? 1 : 0;
    }
    return count;
  }

  private static int[] chosenLast(boolean[] chosen) {
    int[] order = new int[chosen.length];
    int at = 0;
    for (boolean last : new boolean[] {false, true}) {
      for (int axis = 0; axis < chosen.length; axis++) {
        if (chosen[axis] == last) {
          order[at++] = axis;
        }
      }
    }
    return order;
  }

  /// The same, with results that keep these axes, of size 1, so that they broadcast against x.
  public Axes keepDims() {
    return new Axes(x, chosen, true);
  }

  /// The number of elements reduced to one result.
  public int size() {
    return view.size();
  }

  public Tensor sum() {
    return result(Tensor.of(new SumOp.AxesSum(gathered(), view, rest)));
  }

  /// NaN where there is no element.
  public Tensor mean() {
    return sum().div(size());
  }

  /// `sum of (x - mean)^2 / (size - correction)`: with 1, unbiased for a sample, with 0 its own. In
  /// float64, rounded once: of equal elements it is 0, however large they are. NaN, or infinite,
  /// where that divides by 0: of one element it has no answer with a correction of 1.
  public Tensor variance(int correction) {
    return moment(correction, false);
  }

  /// The square root of the variance; where that is 0 no gradient passes, as in PyTorch.
  public Tensor std(int correction) {
    return moment(correction, true);
  }

  private Tensor moment(int correction, boolean root) {
    return result(
        Tensor.of(new MomentOps.Variance(gathered(), view, rest, correction, root, new Scratch())));
  }

  /// The Euclidean norm, the root of the sum of squares, in float64: squares do not overflow. At 0
  /// no gradient passes, as in PyTorch's `linalg.vector_norm`.
  public Tensor norm() {
    return result(Tensor.of(new MomentOps.Norm(gathered(), view, rest)));
  }

  /// The largest element, NaN before all; equal ones share the gradient evenly, as PyTorch's amax.
  public Tensor max() {
    return result(MaxMinOp.Extreme.of(gathered(), view, rest, true));
  }

  /// The smallest element, NaN before all; equal ones share the gradient evenly, as PyTorch's amin.
  public Tensor min() {
    return result(MaxMinOp.Extreme.of(gathered(), view, rest, false));
  }

  /// The index of the first largest element (of the first NaN, if there is one), counted row-major
  /// along these axes, as float32. No gradient passes.
  public Tensor argMax() {
    return result(MaxMinOp.ArgExtreme.of(gathered(), view, rest, true));
  }

  /// The index of the first smallest element (of the first NaN, if there is one), counted row-major
  /// along these axes, as float32. No gradient passes.
  public Tensor argMin() {
    return result(MaxMinOp.ArgExtreme.of(gathered(), view, rest, false));
  }

  /// `log of the sum of exp(x)`, without overflow; minus infinity where there is no element.
  public Tensor logSumExp() {
    return result(Tensor.of(new SoftmaxOps.LogSumExp(gathered(), view, rest)));
  }

  /// `exp(x) / sum of exp(x)`, in the shape of x.
  public Tensor softmax() {
    return back(Tensor.of(new SoftmaxOps.SoftmaxOp(gathered(), view)));
  }

  /// `x - logSumExp(x)`, in the shape of x.
  public Tensor logSoftmax() {
    return back(Tensor.of(new SoftmaxOps.LogSoftmax(gathered(), view)));
  }

  /// The sum of the elements where `mask` is not 0; 0 where there is none. The mask broadcasts to
  /// the shape of x; elements that it leaves out are not looked at and get no gradient. No gradient
  /// passes to the mask.
  public Tensor maskedSum(Tensor mask) {
    return result(
        Tensor.of(new MaskedOps.MaskedSum(masked("maskedSum", mask), rest, false, new Scratch())));
  }

  /// The mean of the elements where `mask` is not 0; 0 where there is none.
  public Tensor maskedMean(Tensor mask) {
    return result(
        Tensor.of(new MaskedOps.MaskedSum(masked("maskedMean", mask), rest, true, new Scratch())));
  }

  /// The largest element where `mask` is not 0, NaN before all; 0 where there is none. Equal ones
  /// share the gradient evenly.
  public Tensor maskedMax(Tensor mask) {
    return result(
        Tensor.of(
            new MaskedOps.MaskedMax(
                masked("maskedMax", mask), rest, new Scratch(), new Scratch())));
  }

  /// The softmax over the elements where `mask` is not 0, in the shape of x; 0 elsewhere, so all
  /// are 0 where it keeps none (PyTorch: NaN).
  public Tensor maskedSoftmax(Tensor mask) {
    return back(
        Tensor.of(
            new MaskedSoftmax(masked("maskedSoftmax", mask), new Scratch(), view.shortRows())));
  }

  private Masked masked(String operation, Tensor mask) {
    Masked.check(operation, x.shape(), mask.shape());
    if (order.length == 0) {
      return Masked.of(x, mask.detach(), view, behind);
    }
    Tensor aligned = mask.detach();
    while (aligned.shape().rank() < order.length) {
      aligned = aligned.unsqueeze(0);
    }
    return Masked.of(gathered(), aligned.permute(order), view, behind);
  }

  private Tensor gathered() {
    return order.length == 0 ? x : StridedOp.permuted(x, order);
  }

  private Tensor result(Tensor result) {
    if (!keep) {
      return result;
    }
    int[] sizes = x.shape().sizes();
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = chosen[axis] ? 1 : sizes[axis];
    }
    return ViewOp.of(result, Shape.of(sizes));
  }

  private Tensor back(Tensor result) {
    if (order.length == 0) {
      return result;
    }
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return StridedOp.permuted(result, inverse);
  }
}

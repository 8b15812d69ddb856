package org.jpsi.core.tensor;

import java.util.Arrays;
import org.jpsi.core.kernel.Loops;

/// Mask of a reduction of `x[o, k, i]` over k (o, i: the axes before and behind the reduced ones).
/// It keeps the elements where it is not 0. Where it is the same for all i, which is what padded
/// constituents need, it is held as `[o, k]`: rows of i are then kept or left out whole.
///
/// @param operand the mask, broadcast to `[o, k]` or to the shape of x
record Masked(Tensor x, BroadcastOperand operand, AxisView view) {
  static void check(String operation, Shape x, Shape mask) {
    if (!x.isBroadcastable(mask) || !x.broadcast(operation, mask).equals(x)) {
      throw new IllegalArgumentException(
          operation
              + " of "
              + x
              + " with a mask of "
              + mask
              + ": expected a mask that broadcasts to the tensor's shape (mask.unsqueeze(-1) gives"
              + " it a last axis of 1)");
    }
  }

  /// @param mask that broadcasts to the shape of x
  /// @param behind the first axis of x behind the reduced ones
  static Masked of(Tensor x, Tensor mask, AxisView view, int behind) {
    Shape shape = x.shape();
    int[] sizes = new int[shape.rank()];
    int added = shape.rank() - mask.shape().rank();
    boolean byRow = true;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i < added ? 1 : mask.shape().size(i - added);
      byRow &= i < behind || sizes[i] == 1;
    }
    int axes = byRow ? behind : sizes.length;
    Tensor seen = mask.reshape(Arrays.copyOf(sizes, axes));
    Shape full = Shape.of(Arrays.copyOf(shape.sizes(), axes));
    return new Masked(x, BroadcastOperand.of(seen, full), view);
  }

  Tensor mask() {
    return operand.tensor();
  }

  /// Whether the mask is `[o, k]`.
  boolean byRow() {
    return operand.count() == view.outer() * view.size();
  }

  boolean keeps(float[] mask, int row, int i) {
    return mask[byRow() ? row : row * view.inner() + i] != 0;
  }

  /// The mask's values.
  float[] values() {
    return operand.readAll();
  }

  /// The elements along the axis that are kept, of one `o`: a number for each i, or the same one.
  void counts(float[] mask, int o, float[] counts, int at) {
    int inner = view.inner();
    int first = o * view.size();
    if (byRow()) {
      Arrays.fill(counts, at, at + inner, MaskedRows.count(mask, first, view.size()));
      return;
    }
    Arrays.fill(counts, at, at + inner, 0);
    for (int row = first; row < first + view.size(); row++) {
      MaskedRows.countEach(mask, row * inner, counts, at, inner);
    }
  }

  /// `y += x` for the kept elements of a row of i.
  void addRow(float[] mask, int row, float[] values, int from, float[] y, int to) {
    int inner = view.inner();
    if (!byRow()) {
      MaskedRows.add(values, from, mask, row * inner, y, to, inner);
    } else if (mask[row] != 0) {
      Loops.addTo(values, from, y, to, inner);
    }
  }
}

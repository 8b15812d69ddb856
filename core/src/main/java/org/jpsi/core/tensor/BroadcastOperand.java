package org.jpsi.core.tensor;

import java.util.Arrays;
import org.jpsi.core.kernel.Loops;
import org.jpsi.core.kernel.Sums;

/// Broadcast operand of an elementwise operation, seen in the shape of the output: repeated along
/// the axes that it lacks. It is read in blocks that stay in the first-level cache, so that nothing
/// large is copied, and its gradient is summed over the copies in float64.
final class BroadcastOperand {
  /// Elements of one block.
  static final int BLOCK = 512;

  private static final int SHORT = 16;

  private final Tensor tensor;
  private final int count;
  // Runs of axes, outermost first: the output's size, and the operand's stride, 0 where it is
  // repeated. The innermost stride is 0 or 1.
  private final int[] sizes;
  private final int[] strides;
  private float[] block = {};
  private double[] sums = {};

  private BroadcastOperand(Tensor tensor, int count, int[] sizes, int[] strides) {
    this.tensor = tensor;
    this.count = count;
    this.sizes = sizes;
    this.strides = strides;
  }

  /// `shape` is one that `tensor` can be broadcast to.
  static BroadcastOperand of(Tensor tensor, Shape shape) {
    Shape operand = tensor.shape();
    int[] sizes = new int[Math.max(1, shape.rank())];
    int[] strides = new int[sizes.length];
    int first = sizes.length;
    int step = 1;
    for (int i = 1; i <= shape.rank(); i++) {
      int size = shape.size(-i);
      int own = i <= operand.rank() ? operand.size(-i) : 1;
      if (size != 1) {
        boolean repeated = own == 1;
        if (first < sizes.length && repeated == (strides[first] == 0)) {
          sizes[first] *= size;
        } else {
          first--;
          sizes[first] = size;
          strides[first] = repeated ? 0 : step;
        }
      }
      step *= own;
    }
    if (first == sizes.length) {
      first--;
      sizes[first] = 1;
      strides[first] = 1;
    }
    return new BroadcastOperand(
        tensor,
        shape.count(),
        Arrays.copyOfRange(sizes, first, sizes.length),
        Arrays.copyOfRange(strides, first, strides.length));
  }

  Tensor tensor() {
    return tensor;
  }

  /// The number of elements of the output.
  int count() {
    return count;
  }

  /// Whether it fills the output's shape by itself.
  boolean full() {
    return sizes.length == 1 && strides[0] == 1;
  }

  /// Whether its array is what the output's loops can run over.
  boolean direct() {
    return full() && tensor.offset() == 0;
  }

  /// Elements `from` to `from + n - 1` as seen in the output, from index 0 of an array that the
  /// next call may overwrite.
  float[] read(int from, int n) {
    if (from == 0 && direct()) {
      return tensor.data();
    }
    if (block.length < n) {
      block = new float[Math.min(count, BLOCK)];
    }
    copy(from, n, block);
    return block;
  }

  /// All elements as seen in the output, from index 0 of an array that the next call may overwrite.
  float[] readAll() {
    if (direct()) {
      return tensor.data();
    }
    if (block.length < count) {
      block = new float[count];
    }
    copy(0, count, block);
    return block;
  }

  /// Writes those elements to `into`, from index 0.
  void copy(int from, int n, float[] into) {
    boolean periodic = sizes.length == 2 && strides[0] == 0;
    int done = segments(from, periodic ? Math.min(n, sizes[1]) : n, into);
    while (done < n) {
      int length = Math.min(done, n - done);
      System.arraycopy(into, 0, into, done, length);
      done += length;
    }
  }

  private int segments(int from, int n, float[] into) {
    int width = sizes[sizes.length - 1];
    boolean repeated = strides[strides.length - 1] == 0;
    int column = n == 0 ? 0 : from % width;
    for (int done = 0, row = n == 0 ? 0 : from / width; done < n; row++) {
      int length = Math.min(width - column, n - done);
      int source = tensor.offset() + source(row);
      if (repeated) {
        Arrays.fill(into, done, done + length, tensor.data()[source]);
      } else {
        System.arraycopy(tensor.data(), source + column, into, done, length);
      }
      done += length;
      column = 0;
    }
    return n;
  }

  // Where a row of the innermost run begins.
  private int source(int row) {
    int at = 0;
    int rest = row;
    for (int run = sizes.length - 2; run >= 0; run--) {
      at += rest % sizes[run] * strides[run];
      rest /= sizes[run];
    }
    return at;
  }

  /// Begins to sum the gradient over the copies.
  void beginReduction() {
    if (!full() && sums.length < tensor.count()) {
      sums = new double[tensor.count()];
    }
    Arrays.fill(sums, 0);
  }

  /// Sums `d`, the derivatives by the elements that {@link #read} gave: added to `into`, or to the
  /// sums over copies.
  void reduce(float[] d, int from, int n, float[] into) {
    if (full()) {
      Loops.addTo(d, 0, into, from, n);
      return;
    }
    int width = sizes[sizes.length - 1];
    boolean repeated = strides[strides.length - 1] == 0;
    int column = from % width;
    for (int done = 0, row = from / width; done < n; row++) {
      int length = Math.min(width - column, n - done);
      int target = source(row);
      if (repeated) {
        sums[target] += sum(d, done, length);
      } else {
        for (int i = 0; i < length; i++) {
          sums[target + column + i] += d[done + i];
        }
      }
      done += length;
      column = 0;
    }
  }

  private static double sum(float[] d, int from, int n) {
    if (n >= SHORT) {
      return Sums.sum(d, from, n);
    }
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += d[i];
    }
    return sum;
  }

  /// Adds the sums over copies to `into`.
  void endReduction(float[] into) {
    if (!full()) {
      for (int i = 0; i < into.length; i++) {
        into[i] += (float) sums[i];
      }
    }
  }
}

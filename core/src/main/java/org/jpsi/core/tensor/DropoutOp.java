package org.jpsi.core.tensor;

import java.util.Arrays;
import org.jpsi.core.kernel.Threefry;
import org.jpsi.core.random.Rng;

/// Inverted dropout operation (Srivastava et al., JMLR 15 (2014) 1929): `y = m x`, with the mask `m
/// = 1 / (1 - rate)` where the random number reaches `rate`, else 0; `dx = m g`. Random numbers
/// have 16 bits.
record DropoutOp(Tensor x, DropoutRule rule, Scratch masks, float[] buffer) implements SameShapeOp {
  static DropoutOp of(Tensor x, double rate, RandomStream random) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout: expected a rate in [0, 1), found " + rate);
    }
    int rows = x.shape().rank() == 0 ? 1 : Math.max(1, x.shape().size(0));
    int width = x.count() / rows * random.rowsOfEvent(rows);
    DropoutRule rule = new DropoutRule(rate, random, width, random.draw());
    return new DropoutOp(x, rule, new Scratch(), x.buffer());
  }

  /// Dropout mask as a function: element `e` of event `i` is number `(firstEvent + i) * width + e`
  /// of {@link Threefry#dropout}.
  ///
  /// @param width elements of one event; 0 where rows are not shared out evenly among events, which
  ///   are then numbered in a stream of the shard's own
  /// @param draw how often the stream was drawn from before: later draws have streams of their own
  record DropoutRule(double rate, RandomStream random, int width, int draw) {
    float scale() {
      return (float) (1 / (1 - rate));
    }

    /// Drops of `n` values of `y` from `at`, which are the elements from `first` on.
    void apply(int first, float[] y, int at, int n) {
      Rng rng = random.currentRng();
      if (draw > 0) {
        rng = rng.child("draw").child(draw);
      }
      long counter = random.currentFirstEvent() * width + first;
      if (width == 0) {
        rng = rng.child("rows").child(random.currentFirstEvent());
      }
      int threshold = (int) Math.rint(rate * (1 << 16));
      Threefry.dropout(rng, counter, threshold, scale(), y, at, n);
    }
  }

  @Override
  public void forward(Tensor output) {
    float[] mask = masks.exactly(x.count());
    Arrays.fill(mask, 1);
    rule.apply(0, mask, 0, mask.length);
    float[] from = x.fromZero(buffer);
    float[] y = output.data();
    for (int i = 0; i < mask.length; i++) {
      y[i] = mask[i] * from[i];
    }
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] g = adjoints.of(output);
    float[] dx = adjoints.accumulator(x);
    if (dx != null) {
      float[] mask = masks.exactly(x.count());
      for (int i = 0; i < dx.length; i++) {
        dx[i] += mask[i] * g[i];
      }
    }
  }
}

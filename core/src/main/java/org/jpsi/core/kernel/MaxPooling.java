package org.jpsi.core.kernel;

import org.jspecify.annotations.Nullable;

/// Max pooling: the largest element of each window of each channel. The first of equal ones counts,
/// row by row, and NaN is larger than all, as in PyTorch; padding is never the largest.
public final class MaxPooling {
  private MaxPooling() {}

  /// `y[i, c, p] = max of x[i, c, window p]` for `n` images.
  ///
  /// @param places where each of them lies in its channel, if that is wanted for the gradient
  public static void forward(
      SlidingWindow w, float[] x, int xAt, int n, float[] y, int yAt, int @Nullable [] places) {
    int wide = w.outputWidth();
    int high = w.outputHeight();
    int plane = w.height() * w.width();
    boolean pairs =
        w.kernelHeight() == 2 && w.kernelWidth() == 2 && w.stride() == 2 && w.padding() == 0;
    for (int line = 0; line < n * w.channels() * high; line++) {
      int from = xAt + line / high * plane;
      int row = line % high;
      for (int p = 0; p < wide; p++) {
        int place =
            pairs
                ? pair(x, from, 2 * row * w.width() + 2 * p, w.width())
                : winner(w, x, from, row, p);
        y[yAt + line * wide + p] = x[from + place];
        if (places != null) {
          places[line * wide + p] = place;
        }
      }
    }
  }

  /// Adds `g[i, c, p]` to dx where the largest element of window p was.
  public static void backward(SlidingWindow w, int[] places, int n, float[] g, float[] dx) {
    int positions = w.positions();
    int plane = w.height() * w.width();
    for (int image = 0; image < n * w.channels(); image++) {
      int from = image * plane;
      for (int k = image * positions; k < (image + 1) * positions; k++) {
        dx[from + places[k]] += g[k];
      }
    }
  }

  // The place of the largest of two by two pixels, without a branch: which it is cannot be
  // foretold, and a wrong guess costs as much as ten of these.
  private static int pair(float[] x, int from, int place, int width) {
    int at = from + place;
    long first = Math.max(rank(x[at], 3), rank(x[at + 1], 2));
    long second = Math.max(rank(x[at + width], 1), rank(x[at + width + 1], 0));
    int of = 3 - (int) Math.max(first, second) & 3;
    return place + (of & 1) + (of >> 1) * width;
  }

  // Numbers in the order of floats, NaN above all and both zeros equal, and among equal ones of
  // `order`.
  private static long rank(float value, int order) {
    int bits = Float.floatToIntBits(value + 0f);
    return (long) (bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 2 | order;
  }

  // The place of the largest element of a window in the channel that begins at `from`.
  private static int winner(SlidingWindow w, float[] x, int from, int row, int p) {
    int top = row * w.stride() - w.padding();
    int left = p * w.stride() - w.padding();
    int firstColumn = Math.max(left, 0);
    int endColumn = Math.min(left + w.kernelWidth(), w.width());
    int endRow = Math.min(top + w.kernelHeight(), w.height());
    int best = Math.max(top, 0) * w.width() + firstColumn;
    for (int i = Math.max(top, 0); i < endRow; i++) {
      for (int j = firstColumn; j < endColumn; j++) {
        int place = i * w.width() + j;
        float value = x[from + place];
        best = value > x[from + best] || Float.isNaN(value) ? place : best;
      }
    }
    return best;
  }
}

package org.jpsi.core.kernel;

/// Max pooling: the largest element of each window of each channel. The first of equal ones counts,
/// row by row, and NaN is larger than all, as in PyTorch; padding is never the largest.
public final class MaxPooling {
  private MaxPooling() {}

  /// `y[i, c, p] = max of x[i, c, window p]` for `n` images.
  public static void forward(SlidingWindow w, float[] x, int xAt, int n, float[] y, int yAt) {
    int wide = w.outputWidth();
    int high = w.outputHeight();
    for (int image = 0; image < n * w.channels(); image++) {
      int from = xAt + image * w.height() * w.width();
      int to = yAt + image * high * wide;
      for (int row = 0; row < high; row++, to += wide) {
        if (isPairs(w)) {
          pairs(x, from + 2 * row * w.width(), w.width(), y, to, wide);
        } else {
          for (int p = 0; p < wide; p++) {
            y[to + p] = x[winner(w, x, from, row, p)];
          }
        }
      }
    }
  }

  /// Adds `g[i, c, p]` to dx where the largest element of window p was.
  public static void backward(SlidingWindow w, float[] x, int xAt, int n, float[] g, float[] dx) {
    int wide = w.outputWidth();
    int high = w.outputHeight();
    for (int image = 0; image < n * w.channels(); image++) {
      int from = image * w.height() * w.width();
      int at = image * high * wide;
      for (int row = 0; row < high; row++, at += wide) {
        if (isPairs(w)) {
          int first = from + 2 * row * w.width();
          backwardPairs(x, xAt + first, w.width(), g, at, wide, dx, first);
        } else {
          for (int p = 0; p < wide; p++) {
            dx[winner(w, x, xAt + from, row, p) - xAt] += g[at + p];
          }
        }
      }
    }
  }

  private static boolean isPairs(SlidingWindow w) {
    return w.kernelHeight() == 2 && w.kernelWidth() == 2 && w.stride() == 2 && w.padding() == 0;
  }

  // A row of windows of two by two pixels that do not overlap, without a search for the place.
  private static void pairs(float[] x, int above, int width, float[] y, int to, int count) {
    for (int p = 0, at = above; p < count; p++, at += 2) {
      float left = Math.max(x[at], x[at + width]);
      float right = Math.max(x[at + 1], x[at + width + 1]);
      y[to + p] = Math.max(left, right);
    }
  }

  private static void backwardPairs(
      float[] x, int above, int width, float[] g, int gAt, int count, float[] dx, int to) {
    for (int p = 0, at = above; p < count; p++, at += 2) {
      long first = Math.max(rank(x[at], 3), rank(x[at + 1], 2));
      long second = Math.max(rank(x[at + width], 1), rank(x[at + width + 1], 0));
      int place = 3 - (int) Math.max(first, second) & 3;
      dx[to + 2 * p + (place & 1) + (place >> 1) * width] += g[gAt + p];
    }
  }

  // Numbers in the order of floats, NaN above all and both zeros equal, and among equal ones of
  // `order`. Which of four pixels is the largest cannot be foretold, and a wrong guess costs as
  // much as ten of these.
  private static long rank(float value, int order) {
    int bits = Float.floatToIntBits(value + 0f);
    return (long) (bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 2 | order;
  }

  // The index of the largest element of a window of the channel that begins at `from`.
  private static int winner(SlidingWindow w, float[] x, int from, int row, int p) {
    int top = row * w.stride() - w.padding();
    int left = p * w.stride() - w.padding();
    int firstColumn = Math.max(left, 0);
    int endColumn = Math.min(left + w.kernelWidth(), w.width());
    int endRow = Math.min(top + w.kernelHeight(), w.height());
    int best = from + Math.max(top, 0) * w.width() + firstColumn;
    for (int i = Math.max(top, 0); i < endRow; i++) {
      for (int j = firstColumn; j < endColumn; j++) {
        int at = from + i * w.width() + j;
        best = x[at] > x[best] || Float.isNaN(x[at]) ? at : best;
      }
    }
    return best;
  }
}

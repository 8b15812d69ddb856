package org.jpsi.core.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Convolution of images as matrix products (Chellapilla et al., 2006): the windows of one image
/// become the columns of a matrix, `[elements of a window, windows]` (im2col), and the outputs are
/// the filters, `[filters, elements]`, times it. One more row of ones takes the bias into the
/// product as its last summand, with the bits of adding it afterwards, and gives its gradient.
///
/// Columns are made anew for the gradient: they would be as many times larger than the images as a
/// window has elements. They lie in arrays of the thread.
public final class Convolution {
  private static final ThreadLocal<Convolution> OF_THREAD =
      ThreadLocal.withInitial(Convolution::new);

  private float[] columns = {};
  private float[] filters = {};
  private float[] gradient = {};

  private Convolution() {}

  /// The convolution of this thread.
  public static Convolution ofThread() {
    return OF_THREAD.get();
  }

  /// The length of {@link #join joined} filters.
  public static int joined(SlidingWindow window, int filters) {
    return Math.multiplyExact(filters, window.elements() + 1);
  }

  /// The filters `[filters, elements]` with their biases as last column.
  public static void join(
      float[] weight,
      int weightAt,
      float[] bias,
      int biasAt,
      int filters,
      float[] into,
      int width) {
    for (int f = 0; f < filters; f++) {
      System.arraycopy(weight, weightAt + f * (width - 1), into, f * width, width - 1);
      into[f * width + width - 1] = bias[biasAt + f];
    }
  }

  /// `y[i, f, p] = sum over elements e of weight[f, e] x[i, e of window p] + bias[f]` for `n`
  /// images.
  public void forward(
      SlidingWindow window, Matrix weightAndBias, float[] x, int xAt, int n, float[] y, int yAt) {
    int positions = window.positions();
    Matrix right = columns(window);
    for (int i = 0; i < n; i++) {
      columns(window, x, xAt + i * window.pixels(), columns);
      int to = yAt + i * weightAndBias.rows() * positions;
      Kernels.INSTANCE.product(weightAndBias, right, y, to, false);
    }
  }

  /// The filters with their biases, joined in an array of this thread that the next call writes
  /// over.
  public Matrix join(
      SlidingWindow window, float[] weight, int weightAt, float[] bias, int biasAt, int count) {
    int width = window.elements() + 1;
    filters = atLeast(joined(window, count), filters);
    join(weight, weightAt, bias, biasAt, count, filters, width);
    return Matrix.of(filters, 0, count, width);
  }

  /// Adds the gradient by filters and biases, `sum over i and p of g[i, f, p] x[i, e of window p]`
  /// and `sum of g[i, f, p]`, image after image.
  public void weightGradient(
      SlidingWindow window,
      int count,
      float[] g,
      float[] x,
      int xAt,
      int n,
      float @Nullable [] weight,
      float @Nullable [] bias) {
    int positions = window.positions();
    int width = window.elements() + 1;
    gradient = atLeast(count * width, gradient);
    Arrays.fill(gradient, 0, count * width, 0);
    Matrix right = columns(window).transpose();
    for (int i = 0; i < n; i++) {
      columns(window, x, xAt + i * window.pixels(), columns);
      Matrix left = Matrix.of(g, i * count * positions, count, positions);
      Kernels.INSTANCE.product(left, right, gradient, 0, true);
    }
    for (int f = 0; f < count; f++) {
      if (weight != null) {
        Loops.addTo(gradient, f * width, weight, f * (width - 1), width - 1);
      }
      if (bias != null) {
        bias[f] += gradient[f * width + width - 1];
      }
    }
  }

  /// Adds the gradient by the images: that by the columns, `weight^T g`, each of whose elements
  /// goes where it came from (col2im), in the order of the columns' rows.
  public void inputGradient(
      SlidingWindow window, float[] weight, int weightAt, int count, float[] g, int n, float[] dx) {
    int positions = window.positions();
    Matrix left = Matrix.of(weight, weightAt, count, window.elements()).transpose();
    columns(window);
    for (int i = 0; i < n; i++) {
      Matrix right = Matrix.of(g, i * count * positions, count, positions);
      Kernels.INSTANCE.product(left, right, columns, 0, false);
      addColumns(window, columns, dx, i * window.pixels());
    }
  }

  // The matrix of columns, its last row ones.
  private Matrix columns(SlidingWindow window) {
    int positions = window.positions();
    int ones = window.elements() * positions;
    columns = atLeast(ones + positions, columns);
    Arrays.fill(columns, ones, ones + positions, 1);
    return Matrix.of(columns, 0, window.elements() + 1, positions);
  }

  private static void columns(SlidingWindow w, float[] x, int xAt, float[] to) {
    int at = 0;
    for (int c = 0; c < w.channels(); c++) {
      for (int i = 0; i < w.kernelHeight(); i++) {
        for (int j = 0; j < w.kernelWidth(); j++) {
          take(w, x, xAt + c * w.height() * w.width(), i, j, to, at);
          at += w.positions();
        }
      }
    }
  }

  // Element (i, j) of every window of one channel.
  private static void take(
      SlidingWindow w, float[] x, int channel, int i, int j, float[] to, int at) {
    int wide = w.outputWidth();
    int above = at + w.first(i) * wide;
    int below = at + w.end(i, w.height(), w.outputHeight()) * wide;
    int left = w.first(j);
    int right = w.end(j, w.width(), wide);
    if (w.padding() > 0) {
      Arrays.fill(to, at, at + w.positions(), 0);
    }
    int from = channel + (w.first(i) * w.stride() - w.padding() + i) * w.width();
    from += left * w.stride() - w.padding() + j;
    for (int row = above; row < below; row += wide, from += w.stride() * w.width()) {
      if (w.stride() == 1) {
        System.arraycopy(x, from, to, row + left, right - left);
      } else {
        for (int p = left, q = from; p < right; p++, q += w.stride()) {
          to[row + p] = x[q];
        }
      }
    }
  }

  private static void addColumns(SlidingWindow w, float[] from, float[] dx, int xAt) {
    int at = 0;
    for (int c = 0; c < w.channels(); c++) {
      for (int i = 0; i < w.kernelHeight(); i++) {
        for (int j = 0; j < w.kernelWidth(); j++) {
          give(w, from, at, dx, xAt + c * w.height() * w.width(), i, j);
          at += w.positions();
        }
      }
    }
  }

  private static void give(
      SlidingWindow w, float[] from, int at, float[] dx, int channel, int i, int j) {
    int wide = w.outputWidth();
    int above = at + w.first(i) * wide;
    int below = at + w.end(i, w.height(), w.outputHeight()) * wide;
    int left = w.first(j);
    int right = w.end(j, w.width(), wide);
    int to = channel + (w.first(i) * w.stride() - w.padding() + i) * w.width();
    to += left * w.stride() - w.padding() + j;
    for (int row = above; row < below; row += wide, to += w.stride() * w.width()) {
      for (int p = left, q = to; p < right; p++, q += w.stride()) {
        dx[q] += from[row + p];
      }
    }
  }

  private static float[] atLeast(int size, float[] present) {
    return present.length >= size ? present : new float[size];
  }
}

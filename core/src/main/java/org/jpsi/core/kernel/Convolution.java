package org.jpsi.core.kernel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Convolution of images as matrix products (Chellapilla, Puri and Simard, 2006): the windows of
/// one image become the columns of a matrix, `[elements of a window, windows]` (im2col), and the
/// outputs are the filters, `[filters, elements]`, times it. One more row of ones takes the bias
/// into the product as its last summand, with the bits of adding it afterwards, and gives its
/// gradient.
///
/// Where windows are one pixel apart, a row of the matrix is a piece of the image as it lies, from
/// the window's element on: one copy. It has some columns too many, windows that begin in one row
/// of the image and end in the next, which are left out when outputs are written and are 0 in their
/// gradient.
///
/// Columns are made anew for the gradient: they would be as many times larger than the images as a
/// window has elements. An instance belongs to a thread, which keeps it; what it computes in, the
/// thread's convolutions share ({@link ConvolutionScratch}).
public final class Convolution {
  /// Windows, and the number of filters that see them.
  public record Geometry(SlidingWindow window, int filters) {
    /// The columns of the filters' matrix, with that of biases.
    public int width() {
      return window.elements() + 1;
    }

    /// The numbers of the largest matrix.
    public long largest() {
      return (long) Math.max(width(), filters)
          * Math.max(window.positions(), (long) window.outputHeight() * paddedWidth());
    }

    int paddedWidth() {
      return window.width() + 2 * window.padding();
    }
  }

  // So many geometries, each a few numbers, are kept by a thread before it begins anew: more than a
  // network has layers.
  private static final int MAX_KEPT = 1 << 14;
  private static final ThreadLocal<Map<Geometry, Convolution>> OF_THREAD =
      ThreadLocal.withInitial(HashMap::new);

  private final SlidingWindow window;
  private final int filters;
  // The columns of the filters' matrix: the elements of a window, and one for the bias.
  private final int summands;
  private final ConvolutionScratch scratch;
  // The padded image's length; 0 where there is none.
  private final int paddedPixels;
  private final int rowOfImage;
  private final int plane;
  // Between the first windows of two rows in the columns; more than there are in a row where some
  // are too many.
  private final int pitch;
  private final int positions;
  // Views of the thread's arrays, made again where those have grown.
  private @Nullable Matrix weights;
  private @Nullable Matrix columns;
  private @Nullable Matrix gradients;

  private Convolution(Geometry geometry, ConvolutionScratch scratch) {
    this.scratch = scratch;
    window = geometry.window();
    filters = geometry.filters();
    summands = geometry.width();
    rowOfImage = geometry.paddedWidth();
    plane = (window.height() + 2 * window.padding()) * rowOfImage;
    paddedPixels = window.padding() > 0 ? window.channels() * plane : 0;
    pitch = window.stride() == 1 ? rowOfImage : window.outputWidth();
    positions = (window.outputHeight() - 1) * pitch + window.outputWidth();
  }

  private Matrix weights() {
    weights = view(weights, scratch.weights(filters * summands), filters, summands);
    return weights;
  }

  private Matrix columns() {
    columns = view(columns, scratch.columns(summands * positions), summands, positions);
    return columns;
  }

  private static Matrix view(@Nullable Matrix present, float[] values, int rows, int columns) {
    return present != null && present.values() == values
        ? present
        : Matrix.of(values, 0, rows, columns);
  }

  /// This thread's convolution of a geometry.
  public static Convolution ofThread(Geometry geometry) {
    Map<Geometry, Convolution> kept = OF_THREAD.get();
    Convolution present = kept.get(geometry);
    if (present == null) {
      if (kept.size() >= MAX_KEPT) {
        kept.clear();
      }
      present = new Convolution(geometry, ConvolutionScratch.ofThread());
      kept.put(geometry, present);
    }
    return present;
  }

  /// The filters `[filters, elements]` with their biases as last column, in `into`.
  public static void join(float[] weight, int weightAt, float[] bias, int biasAt, Matrix into) {
    int width = into.columns();
    for (int f = 0; f < into.rows(); f++) {
      System.arraycopy(weight, weightAt + f * (width - 1), into.values(), f * width, width - 1);
      into.values()[f * width + width - 1] = bias[biasAt + f];
    }
  }

  /// The filters with their biases in a matrix of this thread, until the next call.
  public Matrix join(float[] weight, int weightAt, float[] bias, int biasAt) {
    Matrix joined = weights();
    join(weight, weightAt, bias, biasAt, joined);
    return joined;
  }

  /// `y[i, f, p] = sum over elements e of weight[f, e] x[i, e of window p] + bias[f]` for `n`
  /// images.
  public void forward(Matrix joined, float[] x, int xAt, int n, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      Matrix columns = takeColumns(x, xAt + i * window.pixels());
      int to = yAt + i * filters * window.positions();
      if (isCompact()) {
        Kernels.INSTANCE.product(joined, columns, y, to, false);
      } else {
        float[] outputs = scratch.outputs(filters * positions);
        Kernels.INSTANCE.product(joined, columns, outputs, 0, false);
        leaveOut(outputs, y, to);
      }
    }
  }

  /// Adds the gradients, image after image.
  ///
  /// That by filters and biases is `sum over i and p of g[i, f, p] x[i, e of window p]` and `sum of
  /// g[i, f, p]`. That by the images is that by the columns, `weight^T g`, each of whose elements
  /// goes where it came from (col2im), in the order of the columns' rows.
  ///
  /// @param filters the weights
  /// @param g gradient by the outputs, and `dWeight`, `dBias` and `dx` those that are wanted; all
  ///   begin at 0
  public void backward(
      float[] g,
      float[] x,
      int xAt,
      int n,
      Matrix filters,
      float @Nullable [] dWeight,
      float @Nullable [] dBias,
      float @Nullable [] dx) {
    Matrix weights = weights();
    float[] sums = weights.values();
    Arrays.fill(sums, 0, weights.rows() * weights.columns(), 0);
    Matrix left = filters.transpose();
    for (int i = 0; i < n; i++) {
      Matrix ofOutputs = gradients(g, i);
      if (dWeight != null || dBias != null) {
        Matrix transposed = takeColumns(x, xAt + i * window.pixels()).transpose();
        Kernels.INSTANCE.product(ofOutputs, transposed, sums, 0, true);
      }
      if (dx != null) {
        Kernels.INSTANCE.product(left, ofOutputs, columns().values(), 0, false);
        addColumns(dx, i * window.pixels());
      }
    }
    for (int f = 0; f < weights.rows(); f++) {
      if (dWeight != null) {
        Loops.addTo(sums, f * summands, dWeight, f * (summands - 1), summands - 1);
      }
      if (dBias != null) {
        dBias[f] += sums[f * summands + summands - 1];
      }
    }
  }

  private void addColumns(float[] dx, int to) {
    if (paddedPixels > 0) {
      float[] image = scratch.image(paddedPixels);
      Arrays.fill(image, 0, paddedPixels, 0);
      giveColumns(image, 0);
      addInner(image, dx, to);
    } else {
      giveColumns(dx, to);
    }
  }

  private boolean isCompact() {
    return pitch == window.outputWidth();
  }

  private Matrix takeColumns(float[] x, int xAt) {
    Matrix columns = columns();
    float[] from = x;
    int at = xAt;
    if (paddedPixels > 0) {
      from = scratch.image(paddedPixels);
      copyInner(x, xAt, from);
      at = 0;
    }
    for (int row = 0; row < window.elements(); row++) {
      int begin = at + begin(row);
      if (window.stride() == 1) {
        System.arraycopy(from, begin, columns.values(), row * positions, positions);
      } else {
        takeApart(from, begin, columns.values(), row * positions);
      }
    }
    int ones = window.elements() * positions;
    Arrays.fill(columns.values(), ones, ones + positions, 1);
    return columns;
  }

  private void giveColumns(float[] dx, int at) {
    float[] columns = columns().values();
    for (int row = 0; row < window.elements(); row++) {
      int begin = at + begin(row);
      if (window.stride() == 1) {
        Loops.addTo(columns, row * positions, dx, begin, positions);
      } else {
        giveApart(columns, row * positions, dx, begin);
      }
    }
  }

  // Where an element of the first window lies in the padded image.
  private int begin(int element) {
    int j = element % window.kernelWidth();
    int rest = element / window.kernelWidth();
    int i = rest % window.kernelHeight();
    return rest / window.kernelHeight() * plane + i * rowOfImage + j;
  }

  private void takeApart(float[] x, int begin, float[] to, int at) {
    int step = window.stride();
    for (int row = 0, p = at; row < window.outputHeight(); row++) {
      int from = begin + row * step * rowOfImage;
      for (int end = p + pitch; p < end; p++, from += step) {
        to[p] = x[from];
      }
    }
  }

  private void giveApart(float[] from, int at, float[] dx, int begin) {
    int step = window.stride();
    for (int row = 0, p = at; row < window.outputHeight(); row++) {
      int to = begin + row * step * rowOfImage;
      for (int end = p + pitch; p < end; p++, to += step) {
        dx[to] += from[p];
      }
    }
  }

  // The image between the padding, which is 0.
  private void copyInner(float[] x, int xAt, float[] image) {
    Arrays.fill(image, 0, paddedPixels, 0);
    int width = window.width();
    for (int row = 0; row < window.channels() * window.height(); row++) {
      System.arraycopy(x, xAt + row * width, image, inner(row), width);
    }
  }

  private void addInner(float[] image, float[] dx, int at) {
    int width = window.width();
    for (int row = 0; row < window.channels() * window.height(); row++) {
      Loops.addTo(image, inner(row), dx, at + row * width, width);
    }
  }

  private int inner(int row) {
    int padding = window.padding();
    int inChannel = row % window.height() + padding;
    return row / window.height() * plane + inChannel * rowOfImage + padding;
  }

  private void leaveOut(float[] outputs, float[] y, int to) {
    int wide = window.outputWidth();
    int at = to;
    for (int f = 0; f < filters; f++) {
      for (int row = 0; row < window.outputHeight(); row++, at += wide) {
        System.arraycopy(outputs, f * positions + row * pitch, y, at, wide);
      }
    }
  }

  // The gradient of an image's outputs, 0 in columns that are too many.
  private Matrix gradients(float[] g, int i) {
    int from = i * filters * window.positions();
    if (isCompact()) {
      return Matrix.of(g, from, filters, positions);
    }
    float[] values = scratch.outputs(filters * positions);
    gradients = view(gradients, values, filters, positions);
    int wide = window.outputWidth();
    for (int f = 0; f < filters; f++) {
      int row = f * positions;
      for (int k = 0; k < window.outputHeight(); k++, from += wide, row += pitch) {
        System.arraycopy(g, from, values, row, wide);
        if (k < window.outputHeight() - 1) {
          Arrays.fill(values, row + wide, row + pitch, 0);
        }
      }
    }
    return gradients;
  }
}

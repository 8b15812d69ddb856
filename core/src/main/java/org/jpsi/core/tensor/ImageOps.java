package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Convolution;
import org.jpsi.core.kernel.Matrix;
import org.jpsi.core.kernel.MaxPooling;
import org.jpsi.core.kernel.SlidingWindow;
import org.jspecify.annotations.Nullable;

/// Operations on images `[events, channels, height, width]`.
final class ImageOps {
  private static final int MAX_PADDING = 1 << 20;
  // Numbers of a matrix of columns.
  private static final long MAX_COLUMNS = Integer.MAX_VALUE - 8L;

  private ImageOps() {}

  /// Convolution: `y[i, f, p] = sum over elements e of w[f, e] x[i, e of window p] + b[f]`, the sum
  /// in the order of a matrix product; `dw[f, e] = sum over i and p of g[i, f, p] x[i, e of window
  /// p]`, `db[f] = sum of g[i, f, p]`, and each `w[f, e] g[i, f, p]`, summed over f, goes to the
  /// pixel that element e of window p is.
  record Conv2dOp(Tensor x, Tensor weight, Tensor bias, Convolution.Geometry geometry, Shape shape)
      implements Operation {
    static Tensor of(Tensor x, Tensor weight, Tensor bias, int stride, int padding) {
      boolean fits =
          x.shape().rank() == 4
              && weight.shape().rank() == 4
              && x.shape().size(1) == weight.shape().size(1)
              && bias.shape().equals(Shape.of(weight.shape().size(0)));
      SlidingWindow window =
          fits ? over(x, weight.shape().size(2), weight.shape().size(3), stride, padding) : null;
      Convolution.@Nullable Geometry geometry =
          window == null ? null : new Convolution.Geometry(window, weight.shape().size(0));
      if (window == null || geometry == null || geometry.largest() > MAX_COLUMNS) {
        throw new IllegalArgumentException(
            "conv2d of "
                + x.shape()
                + ", weight "
                + weight.shape()
                + ", bias "
                + bias.shape()
                + strideAndPadding(stride, padding)
                + ": expected [events, channels, height, width], [filters, channels, rows, columns]"
                + " no larger than the padded image, [filters]");
      }
      Shape shape =
          Shape.of(
              x.shape().size(0),
              weight.shape().size(0),
              window.outputHeight(),
              window.outputWidth());
      return Tensor.of(new Conv2dOp(x, weight, bias, geometry, shape));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x, weight, bias);
    }

    @Override
    public void forward(Tensor output) {
      Convolution convolution = Convolution.ofThread(geometry);
      Matrix joined = convolution.join(weight.data(), weight.offset(), bias.data(), bias.offset());
      convolution.forward(
          joined, x.data(), x.offset(), shape.size(0), output.data(), output.offset());
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      Convolution convolution = Convolution.ofThread(geometry);
      int elements = geometry.window().elements();
      convolution.backward(
          adjoints.of(output),
          x.data(),
          x.offset(),
          shape.size(0),
          Matrix.of(weight.data(), weight.offset(), shape.size(1), elements),
          adjoints.accumulator(weight),
          adjoints.accumulator(bias),
          adjoints.accumulator(x));
    }
  }

  /// Max pooling: `y[i, c, p] = max of x[i, c, window p]`; the first pixel that is as large gets
  /// `g[i, c, p]`.
  ///
  /// @param places where it lies in its channel; forward fills it
  record MaxPool2dOp(Tensor x, SlidingWindow window, Shape shape, Scratch places)
      implements Operation {
    static Tensor of(Tensor x, int size, int stride, int padding) {
      SlidingWindow window =
          x.shape().rank() == 4 && padding <= size / 2
              ? over(x, size, size, stride, padding)
              : null;
      if (window == null) {
        throw new IllegalArgumentException(
            "maxPool2d of "
                + x.shape()
                + ", size "
                + size
                + strideAndPadding(stride, padding)
                + ": expected [events, channels, height, width], a size from 1 to that of the"
                + " padded image, at most half of it as padding");
      }
      Shape shape =
          Shape.of(
              x.shape().size(0), window.channels(), window.outputHeight(), window.outputWidth());
      return Tensor.of(new MaxPool2dOp(x, window, shape, new Scratch()));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      int[] winners = places.ints(shape.count());
      MaxPooling.forward(
          window, x.data(), x.offset(), shape.size(0), output.data(), output.offset(), winners);
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        int[] winners = places.ints(shape.count());
        MaxPooling.backward(window, winners, shape.size(0), adjoints.of(output), dx);
      }
    }
  }

  private static String strideAndPadding(int stride, int padding) {
    return ", stride " + stride + ", padding " + padding;
  }

  private static @Nullable SlidingWindow over(
      Tensor x, int rows, int columns, int stride, int padding) {
    int height = x.shape().size(2);
    int width = x.shape().size(3);
    if (rows < 1
        || columns < 1
        || stride < 1
        || padding < 0
        || padding > MAX_PADDING
        || height + 2L * padding < rows
        || width + 2L * padding < columns) {
      return null;
    }
    return new SlidingWindow(x.shape().size(1), height, width, rows, columns, stride, padding);
  }
}

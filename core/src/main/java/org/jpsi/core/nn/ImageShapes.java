package org.jpsi.core.nn;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Shape;

/// Shapes of images `[channels, height, width]` behind a layer whose windows slide over them.
final class ImageShapes {
  static final int MAX_KERNEL = 1 << 10;
  // Numbers of one event: a settings file must not ask for all memory.
  private static final long MAX_PIXELS = 1 << 24;
  private static final long MAX_COLUMNS = 1L << 26;

  private ImageShapes() {}

  /// The shape behind a convolution.
  static Shape convolved(
      String where, int in, int out, int kernel, int stride, int padding, Shape inputs) {
    if (image(where, inputs).size(0) != in) {
      throw InputException.at(where)
          .expected(in + (in == 1 ? " channel" : " channels"))
          .found("shape " + inputs)
          .exception();
    }
    Shape outputs = windows(where, out, kernel, stride, padding, inputs);
    // Where windows are one pixel apart, rows of them are as long as those of the padded image.
    long pitch = stride == 1 ? inputs.size(2) + 2L * padding : outputs.size(2);
    long windows = (outputs.size(1) - 1) * pitch + outputs.size(2);
    long columns = Math.max(in * (long) kernel * kernel + 1, out) * windows;
    if (columns > MAX_COLUMNS) {
      throw InputException.at(where)
          .expected("at most " + MAX_COLUMNS + " numbers in all windows of an image")
          .found(columns + " in those of shape " + inputs)
          .exception();
    }
    return outputs;
  }

  /// The shape behind windows that leave `channels`.
  static Shape windows(
      String where, int channels, int kernel, int stride, int padding, Shape inputs) {
    long height = image(where, inputs).size(1) + 2L * padding;
    long width = inputs.size(2) + 2L * padding;
    if (height < kernel || width < kernel) {
      throw InputException.at(where)
          .expected("images of at least " + kernel + " x " + kernel + " pixels, with padding")
          .found(height + " x " + width)
          .exception();
    }
    long rows = (height - kernel) / stride + 1;
    long columns = (width - kernel) / stride + 1;
    if (rows * columns > MAX_PIXELS || channels * rows * columns > MAX_PIXELS) {
      throw InputException.at(where)
          .expected("at most " + MAX_PIXELS + " outputs of an image")
          .found(channels + " x " + rows + " x " + columns)
          .exception();
    }
    return Shape.of(channels, (int) rows, (int) columns);
  }

  private static Shape image(String where, Shape inputs) {
    if (inputs.rank() != 3) {
      throw InputException.at(where)
          .expected("images [channels, height, width]")
          .found("shape " + inputs)
          .remedy("put Unflatten.of(channels, height, width) before it where they come as columns")
          .exception();
    }
    return inputs;
  }
}

package org.jpsi.core.tensor;

/// Convolution and pooling of images `[events, channels, height, width]` (as in
/// torch.nn.functional).
sealed interface ImageMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Convolution (PyTorch's conv2d, which does not flip the filters): images `[events, channels,
  /// height, width]`, weight `[filters, channels, rows, columns]` and bias `[filters]` give
  /// `[events, filters, (height + 2 padding - rows) / stride + 1, ..]`, rounded down; `padding`
  /// zeros lie around each image.
  default Tensor conv2d(Tensor weight, Tensor bias, int stride, int padding) {
    return ImageOps.Conv2dOp.of(self(), weight, bias, stride, padding);
  }

  /// Max pooling: the largest pixel of each window of `size` x `size`, channel by channel:
  /// `[events, channels, (height + 2 padding - size) / stride + 1, ..]`, rounded down. The first of
  /// equal pixels, row by row, gets the whole gradient; NaN is larger than all; padding, at most
  /// half a window, is never the largest.
  default Tensor maxPool2d(int size, int stride, int padding) {
    return ImageOps.MaxPool2dOp.of(self(), size, stride, padding);
  }
}

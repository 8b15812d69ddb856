package org.jpsi.core.kernel;

/// Geometry of windows that slide over images `[channels, height, width]`, those of convolution and
/// of pooling: where a window lies beyond the image is padding.
///
/// @param stride the distance of neighboring windows
/// @param padding the rows above and below, and the columns left and right, that are added
public record SlidingWindow(
    int channels,
    int height,
    int width,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int padding) {
  public SlidingWindow {
    if (channels < 0
        || kernelHeight < 1
        || kernelWidth < 1
        || stride < 1
        || padding < 0
        || height + 2L * padding < kernelHeight
        || width + 2L * padding < kernelWidth) {
      throw new IllegalArgumentException(
          "a window of "
              + kernelHeight
              + " x "
              + kernelWidth
              + " with stride "
              + stride
              + " and padding "
              + padding
              + " over images of "
              + height
              + " x "
              + width);
    }
  }

  /// The rows of windows.
  public int outputHeight() {
    return (int) ((height + 2L * padding - kernelHeight) / stride) + 1;
  }

  /// The windows in a row.
  public int outputWidth() {
    return (int) ((width + 2L * padding - kernelWidth) / stride) + 1;
  }

  /// The number of windows.
  public int positions() {
    return Math.multiplyExact(outputHeight(), outputWidth());
  }

  /// The elements of a window, of all channels.
  public int elements() {
    return Math.multiplyExact(channels, Math.multiplyExact(kernelHeight, kernelWidth));
  }

  /// The elements of an image, of all channels.
  public int pixels() {
    return Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }
}

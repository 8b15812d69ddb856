package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Max pooling of images (PyTorch's MaxPool2d): the largest pixel of each window of `kernel` x
/// `kernel`, channel by channel: `[events, channels, height, width]` to `[events, channels, (height
/// + 2 padding - kernel) / stride + 1, ..]`, rounded down. Of equal pixels the first, row by row,
///   gets the gradient.
///
/// @param stride the distance of neighboring windows
/// @param padding rows and columns on each side that are never the largest; at most `kernel / 2`
public record MaxPool2d(int kernel, int stride, int padding) implements Layer {
  public MaxPool2d {
    SettingCheck.within("maxPool2d", "kernel", kernel, 1, ImageShapes.MAX_KERNEL);
    SettingCheck.within("maxPool2d", "stride", stride, 1, ImageShapes.MAX_KERNEL);
    SettingCheck.within("maxPool2d", "padding", padding, 0, kernel / 2);
  }

  /// Windows that do not overlap.
  public static MaxPool2d of(int kernel) {
    return new MaxPool2d(kernel, kernel, 0);
  }

  static MaxPool2d from(LayerSpec spec) {
    int kernel = spec.integer("kernel", 1, ImageShapes.MAX_KERNEL);
    return new MaxPool2d(
        kernel,
        spec.integer("stride", 1, ImageShapes.MAX_KERNEL),
        spec.integer("padding", 0, kernel / 2));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.maxPool2d(kernel, stride, padding);
  }

  @Override
  public Shape outputs(Shape inputs) {
    int channels = inputs.rank() == 0 ? 0 : inputs.size(0);
    return ImageShapes.windows("maxPool2d layer", channels, kernel, stride, padding, inputs);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of(
        "maxPool2d", Map.of("kernel", kernel, "stride", stride, "padding", padding));
  }

  @Override
  public String toString() {
    String rest = stride == kernel && padding == 0 ? "" : ", " + stride + ", " + padding;
    return "MaxPool2d(" + kernel + rest + ")";
  }
}

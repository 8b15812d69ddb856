package org.jpsi.core.nn;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Convolution of images (PyTorch's Conv2d): `out` filters of `kernel` x `kernel` pixels in all
/// `in` channels slide over `[events, in, height, width]`, which gives `[events, out, (height + 2
/// padding
/// - kernel) / stride + 1, ..]`, rounded down. Zeros are the padding.
///
/// Parameters are `weight`, `[out, in, kernel, kernel]`, and `bias`, `[out]`, both drawn uniformly
/// within `1 / sqrt(in kernel^2)`, as in PyTorch. Images that come as columns of a table become
/// such by {@link Unflatten} before this layer, and {@link Flatten} leads on to {@link Linear}.
public final class Conv2d implements Layer {
  private final int in;
  private final int out;
  private final int kernel;
  private final int stride;
  private final int padding;
  private final Parameter weight;
  private final Parameter bias;

  private Conv2d(int in, int out, int kernel, int stride, int padding) {
    this.in = in;
    this.out = out;
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
    weight = Parameter.of("weight", Shape.of(out, in, kernel, kernel));
    bias = Parameter.of("bias", Shape.of(out));
  }

  /// Without padding, windows one pixel apart.
  public static Conv2d of(int in, int out, int kernel) {
    return of(in, out, kernel, 1, 0);
  }

  /// @param stride the distance of neighboring windows
  /// @param padding rows and columns of zeros on each side, at most `kernel`
  public static Conv2d of(int in, int out, int kernel, int stride, int padding) {
    SettingCheck.within("conv2d", "in", in, 1, LayerRegistry.MAX_WIDTH);
    SettingCheck.within("conv2d", "out", out, 1, LayerRegistry.MAX_WIDTH);
    SettingCheck.within("conv2d", "kernel", kernel, 1, ImageShapes.MAX_KERNEL);
    SettingCheck.within("conv2d", "stride", stride, 1, ImageShapes.MAX_KERNEL);
    SettingCheck.within("conv2d", "padding", padding, 0, kernel);
    Conv2d layer = new Conv2d(in, out, kernel, stride, padding);
    layer.initialize(Rng.of(0));
    return layer;
  }

  static Conv2d from(LayerSpec spec) {
    int kernel = spec.integer("kernel", 1, ImageShapes.MAX_KERNEL);
    return new Conv2d(
        spec.integer("in", 1, LayerRegistry.MAX_WIDTH),
        spec.integer("out", 1, LayerRegistry.MAX_WIDTH),
        kernel,
        spec.integer("stride", 1, ImageShapes.MAX_KERNEL),
        spec.integer("padding", 0, kernel));
  }

  static long values(LayerSpec spec) {
    int kernel = spec.integer("kernel", 1, ImageShapes.MAX_KERNEL);
    long window = (long) kernel * kernel * spec.integer("in", 1, LayerRegistry.MAX_WIDTH);
    int out = spec.integer("out", 1, LayerRegistry.MAX_WIDTH);
    // what is wrong is told before any count of values is
    spec.integer("stride", 1, ImageShapes.MAX_KERNEL);
    spec.integer("padding", 0, kernel);
    return (window + 1) * out;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.conv2d(weight.tensor(), bias.tensor(), stride, padding);
  }

  /// The distance of neighboring windows.
  public int stride() {
    return stride;
  }

  /// The rows and columns of zeros on each side.
  public int padding() {
    return padding;
  }

  @Override
  public List<Parameter> ownParameters() {
    return List.of(weight, bias);
  }

  @Override
  public void initializeOwn(Rng rng) {
    double bound = 1 / Math.sqrt((double) in * kernel * kernel);
    weight.set(Init.within(bound, weight.shape().count(), rng));
    bias.set(Init.within(bound, out, rng.child("bias")));
  }

  @Override
  public Shape outputs(Shape inputs) {
    return ImageShapes.convolved("conv2d layer", in, out, kernel, stride, padding, inputs);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of(
        "conv2d",
        Map.of("in", in, "out", out, "kernel", kernel, "stride", stride, "padding", padding));
  }

  @Override
  public String toString() {
    String rest = stride == 1 && padding == 0 ? "" : ", " + stride + ", " + padding;
    return "Conv2d(" + in + ", " + out + ", " + kernel + rest + ")";
  }
}

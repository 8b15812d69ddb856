package org.jpsi.core.model;

import org.jpsi.core.kernel.Convolution;
import org.jpsi.core.kernel.Matrix;
import org.jpsi.core.kernel.SlidingWindow;
import org.jpsi.core.nn.Conv2d;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;

/// Convolution of images.
///
/// @param joined the filters with their biases
record ConvolutionStage(Convolution.Geometry geometry, Matrix joined) implements InferenceStage {
  /// @param image shape of one event's inputs, `[channels, height, width]`
  static ConvolutionStage of(Conv2d layer, Shape image) {
    Parameter weight = layer.parameters().get(0);
    int filters = weight.shape().size(0);
    SlidingWindow window =
        new SlidingWindow(
            image.size(0),
            image.size(1),
            image.size(2),
            weight.shape().size(2),
            weight.shape().size(3),
            layer.stride(),
            layer.padding());
    Convolution.Geometry geometry = new Convolution.Geometry(window, filters);
    Matrix joined = Matrix.of(new float[filters * geometry.width()], 0, filters, geometry.width());
    Convolution.join(
        weight.tensor().toArray(), 0, layer.parameters().get(1).tensor().toArray(), 0, joined);
    return new ConvolutionStage(geometry, joined);
  }

  @Override
  public int outputs() {
    return geometry.filters() * geometry.window().positions();
  }

  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    Convolution.ofThread(geometry).forward(joined, x, from, n, y, to);
  }
}

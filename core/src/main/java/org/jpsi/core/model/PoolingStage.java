package org.jpsi.core.model;

import org.jpsi.core.kernel.MaxPooling;
import org.jpsi.core.kernel.SlidingWindow;
import org.jpsi.core.nn.MaxPool2d;
import org.jpsi.core.tensor.Shape;

/// Max pooling of images.
record PoolingStage(SlidingWindow window) implements InferenceStage {
  /// @param image shape of one event's inputs, `[channels, height, width]`
  static PoolingStage of(MaxPool2d layer, Shape image) {
    return new PoolingStage(
        new SlidingWindow(
            image.size(0),
            image.size(1),
            image.size(2),
            layer.kernel(),
            layer.kernel(),
            layer.stride(),
            layer.padding()));
  }

  @Override
  public int outputs() {
    return window.channels() * window.positions();
  }

  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    MaxPooling.forward(window, x, from, n, y, to, null);
  }
}

package org.jpsi.core.kernel;

/// Arrays that the convolutions of one thread share, each as large as the largest of them needs:
/// what one leaves in them, the next does not look at.
final class ConvolutionScratch {
  private static final ThreadLocal<ConvolutionScratch> OF_THREAD =
      ThreadLocal.withInitial(ConvolutionScratch::new);

  private float[] image = {};
  private float[] weights = {};
  private float[] columns = {};
  private float[] outputs = {};

  private ConvolutionScratch() {}

  static ConvolutionScratch ofThread() {
    return OF_THREAD.get();
  }

  /// At least `size` numbers of a padded image.
  float[] image(int size) {
    image = atLeast(size, image);
    return image;
  }

  /// At least `size` numbers of filters.
  float[] weights(int size) {
    weights = atLeast(size, weights);
    return weights;
  }

  /// At least `size` numbers of columns.
  float[] columns(int size) {
    columns = atLeast(size, columns);
    return columns;
  }

  /// At least `size` outputs, or their gradients.
  float[] outputs(int size) {
    outputs = atLeast(size, outputs);
    return outputs;
  }

  private static float[] atLeast(int size, float[] present) {
    return present.length >= size ? present : new float[size];
  }
}

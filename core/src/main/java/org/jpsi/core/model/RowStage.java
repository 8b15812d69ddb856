package org.jpsi.core.model;

import org.jpsi.core.kernel.Exponentials;
import org.jpsi.core.kernel.Normalization;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.LayerNorm;
import org.jpsi.core.nn.Logit;
import org.jpsi.core.tensor.Parameter;

/// Stage that takes an event's values row by row: normalization, softmax, logit. An event is one
/// row, or has as many as the axes before its last say.
///
/// @param rows of an event
/// @param width values of a row
record RowStage(int rows, int width, Function function) implements InferenceStage {
  /// Function of rows, in place or not.
  interface Function {
    /// @param x `[count, width]` from `from`
    /// @param y the same from `to`, which may be the same range
    void apply(float[] x, int from, int count, float[] y, int to, Workspace workspace);
  }

  @Override
  public int outputs() {
    return rows * width;
  }

  @Override
  public boolean inPlace() {
    return true;
  }

  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    function.apply(x, from, n * rows, y, to, workspace);
  }

  /// Batch normalization with the statistics that the layer has now: one multiply-add.
  static RowStage of(BatchNorm norm, int rows, int width) {
    double epsilon = norm.spec().number("epsilon", 0, 1);
    float[] gain = values(norm.parameters().get(0));
    float[] bias = values(norm.parameters().get(1));
    double[] mean = new double[width];
    double[] inverse = new double[width];
    float[] means = values(norm.buffers().get(0));
    float[] variances = values(norm.buffers().get(1));
    for (int j = 0; j < width; j++) {
      mean[j] = means[j];
      inverse[j] = 1 / Math.sqrt(variances[j] + epsilon);
    }
    double[] scale = new double[width];
    double[] shift = new double[width];
    Normalization.affine(mean, inverse, gain, 0, bias, 0, scale, shift);
    return new RowStage(
        rows,
        width,
        (x, from, count, y, to, _) -> Normalization.affine(x, from, count, scale, shift, y, to));
  }

  static RowStage of(LayerNorm norm, int rows, int width) {
    double epsilon = norm.spec().number("epsilon", 0, 1);
    float[] gain = values(norm.parameters().get(0));
    float[] bias = values(norm.parameters().get(1));
    return new RowStage(
        rows,
        width,
        (x, from, count, y, to, workspace) -> {
          for (int r = 0; r < count; r++) {
            int at = from + r * width;
            double[] center = workspace.center;
            double[] inverse = workspace.inverse;
            Normalization.layerNorm(
                x, at, width, gain, 0, bias, 0, epsilon, y, to + r * width, center, inverse, 0);
          }
        });
  }

  static RowStage softmax(int rows, int width) {
    return new RowStage(
        rows,
        width,
        (x, from, count, y, to, _) -> {
          copy(x, from, y, to, count * width);
          for (int r = 0; r < count; r++) {
            Exponentials.softmax(y, to + r * width, width);
          }
        });
  }

  static RowStage logit(int rows, int width) {
    return new RowStage(
        rows,
        width,
        (x, from, count, y, to, _) -> {
          for (int i = 0; i < count * width; i++) {
            y[to + i] = Logit.apply(x[from + i], width);
          }
        });
  }

  private static void copy(float[] x, int from, float[] y, int to, int count) {
    if (x != y || from != to) {
      System.arraycopy(x, from, y, to, count);
    }
  }

  private static float[] values(Parameter parameter) {
    return parameter.tensor().toArray();
  }
}

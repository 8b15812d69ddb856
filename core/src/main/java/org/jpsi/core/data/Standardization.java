package org.jpsi.core.data;

import org.jpsi.core.tensor.Tensor;

/// Standardization of inputs, as scikit-learn's `StandardScaler`: `(x - mean) / scale`, with the
/// weighted mean and standard deviation of training events. A constant input has scale 1 and
/// becomes 0.
///
/// @param mean of each feature, weighted
/// @param scale of each feature, the root of the weighted mean of `(x - mean)^2`
public record Standardization(float[] mean, float[] scale) implements Transform {
  public Standardization {
    if (mean.length != scale.length) {
      throw new IllegalArgumentException(
          "Standardization: expected as many means as scales, found "
              + mean.length
              + " and "
              + scale.length);
    }
  }

  /// Fits mean and scale to training events, with sums in float64.
  ///
  /// @throws IllegalArgumentException where the weights have no positive sum
  public static Standardization of(Dataset train) {
    int features = train.features();
    float[] inputs = train.inputs();
    float[] weights = train.weights();
    double all = train.positiveMeanWeight("Standardization") * train.events();
    double[] sum = new double[features];
    for (int i = 0; i < train.events(); i++) {
      for (int f = 0; f < features; f++) {
        sum[f] += (double) weights[i] * inputs[i * features + f];
      }
    }
    double[] squares = new double[features];
    for (int i = 0; i < train.events(); i++) {
      for (int f = 0; f < features; f++) {
        double d = inputs[i * features + f] - sum[f] / all;
        squares[f] += weights[i] * d * d;
      }
    }
    float[] mean = new float[features];
    float[] scale = new float[features];
    for (int f = 0; f < features; f++) {
      mean[f] = (float) (sum[f] / all);
      scale[f] = squares[f] > 0 ? (float) Math.sqrt(squares[f] / all) : 1;
    }
    return new Standardization(mean, scale);
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.sub(Tensor.of(mean)).div(Tensor.of(scale));
  }

  /// The inverse transform, `x scale + mean`.
  public Transform inverse() {
    return x -> x.mul(Tensor.of(scale)).add(Tensor.of(mean));
  }
}

package org.jpsi.core.data;

import org.jpsi.core.tensor.Tensor;

/// Takes off each input's mean and divides by its spread, `(x - mean) / spread`, both from training
/// events. An input that never changes has the spread 1 and becomes 0.
///
/// @param mean of each feature, weighted
/// @param spread the root of the weighted mean of `(x - mean)^2`
public record Standardization(float[] mean, float[] spread) implements Transform {
  public Standardization {
    if (mean.length != spread.length) {
      throw new IllegalArgumentException(
          "Standardization: expected as many means as spreads, found "
              + mean.length
              + " and "
              + spread.length);
    }
  }

  /// With means and spreads of these events, summed in float64.
  ///
  /// @throws IllegalArgumentException where the weights have no positive sum
  public static Standardization of(Dataset train) {
    int features = train.features();
    double all = train.positiveMeanWeight("Standardization") * train.events();
    double[] sum = new double[features];
    for (int i = 0; i < train.events(); i++) {
      for (int f = 0; f < features; f++) {
        sum[f] += (double) train.weights()[i] * train.inputs()[i * features + f];
      }
    }
    double[] squares = new double[features];
    for (int i = 0; i < train.events(); i++) {
      for (int f = 0; f < features; f++) {
        double d = train.inputs()[i * features + f] - sum[f] / all;
        squares[f] += train.weights()[i] * d * d;
      }
    }
    float[] mean = new float[features];
    float[] spread = new float[features];
    for (int f = 0; f < features; f++) {
      mean[f] = (float) (sum[f] / all);
      spread[f] = squares[f] > 0 ? (float) Math.sqrt(squares[f] / all) : 1;
    }
    return new Standardization(mean, spread);
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.sub(Tensor.of(mean)).div(Tensor.of(spread));
  }

  /// The other way: from standardized numbers to what they were.
  public Transform inverse() {
    return x -> x.mul(Tensor.of(spread)).add(Tensor.of(mean));
  }
}

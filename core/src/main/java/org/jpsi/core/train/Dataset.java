package org.jpsi.core.train;

/// Events as a network takes them: float32, row-major, with a weight each.
///
/// @param events how many
/// @param features numbers per event that go in
/// @param inputs `[events, features]`
/// @param outputs numbers per event that are to be learned: 1 for a class (its index, or 0 and 1),
///   else one per target
/// @param targets `[events, outputs]`
/// @param weights `[events]`, signed
public record Dataset(
    int events, int features, float[] inputs, int outputs, float[] targets, float[] weights) {
  public Dataset {
    if (inputs.length != (long) events * features
        || targets.length != (long) events * outputs
        || weights.length != events) {
      throw new IllegalArgumentException(
          "Dataset: "
              + events
              + (" events of " + features + " features and " + outputs + " outputs, but ")
              + (inputs.length + " inputs, " + targets.length + " targets, ")
              + (weights.length + " weights"));
    }
  }

  /// The mean of the signed weights: what a sum over events is divided by, per event.
  public double meanWeight() {
    double sum = 0;
    for (float w : weights) {
      sum += w;
    }
    return sum / events;
  }

  /// The rows `order[from]` to `order[to - 1]`, copied.
  Dataset gather(int[] order, int from, int to) {
    int n = to - from;
    float[] x = new float[n * features];
    float[] y = new float[n * outputs];
    float[] w = new float[n];
    for (int i = 0; i < n; i++) {
      int row = order[from + i];
      System.arraycopy(inputs, row * features, x, i * features, features);
      System.arraycopy(targets, row * outputs, y, i * outputs, outputs);
      w[i] = weights[row];
    }
    return new Dataset(n, features, x, outputs, y, w);
  }
}

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

  /// As many events without values yet.
  Dataset empty(int n) {
    return new Dataset(
        n, features, new float[n * features], outputs, new float[n * outputs], new float[n]);
  }

  /// Copies the rows `order[from]` and on into all of `into`.
  void gather(int[] order, int from, Dataset into) {
    for (int i = 0; i < into.events; i++) {
      int row = order[from + i];
      System.arraycopy(inputs, row * features, into.inputs, i * features, features);
      if (outputs == 1) {
        into.targets[i] = targets[row];
      } else {
        System.arraycopy(targets, row * outputs, into.targets, i * outputs, outputs);
      }
      into.weights[i] = weights[row];
    }
  }

  /// The rows `order[from]` to `order[to - 1]`, copied.
  Dataset gather(int[] order, int from, int to) {
    Dataset rows = empty(to - from);
    gather(order, from, rows);
    return rows;
  }
}

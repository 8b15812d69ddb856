package org.jpsi.core.model;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.SettingCheck;

/// K-nearest-neighbors predictor (Cover and Hart, IEEE Trans. Inf. Theory 13 (1967) 21): the
/// weighted mean of the values of the k nearest stored events. Distances are Euclidean, summed in
/// float64; of two events at the same distance the first counts as nearer. Immutable.
///
/// A file holds float32 arrays: `events` `[stored, inputs]`, `values` `[stored, outputs]`,
/// `weights` `[stored]`, all positive.
public final class NearestNeighbors {
  static final int MAX_EVENTS = 1 << 24;

  private final int k;
  private final int inputs;
  private final int outputs;
  private final float[] events;
  private final float[] values;
  private final float[] weights;

  private NearestNeighbors(
      int k, int inputs, float[] events, int outputs, float[] values, float[] weights) {
    this.k = k;
    this.inputs = inputs;
    this.outputs = outputs;
    this.events = events;
    this.values = values;
    this.weights = weights;
  }

  /// The mean over the `k` nearest neighbors.
  ///
  /// @param inputs numbers per event
  /// @param events `[stored, inputs]`, row-major; not copied
  /// @param outputs numbers known per event
  /// @param values `[stored, outputs]`, row-major; not copied
  /// @param weights `[stored]`, each above 0; not copied
  /// @throws InputException where `k` is not 1 to `stored`, or a weight is not positive
  /// @throws IllegalArgumentException where the arrays' lengths do not fit
  public static NearestNeighbors of(
      int k, int inputs, float[] events, int outputs, float[] values, float[] weights) {
    SettingCheck.within("neighbors", "k", k, 1, Math.max(1, weights.length));
    if (events.length != (long) weights.length * inputs
        || values.length != (long) weights.length * outputs) {
      throw new IllegalArgumentException(
          "NearestNeighbors: "
              + (weights.length + " weights, " + events.length + " inputs, ")
              + (values.length + " values; expected " + inputs + " and " + outputs + " per event"));
    }
    for (float weight : weights) {
      if (!(weight > 0)) {
        throw InputException.at("neighbors")
            .expected("weights above 0")
            .found(Float.toString(weight))
            .exception();
      }
    }
    return new NearestNeighbors(k, inputs, events, outputs, values, weights);
  }

  /// How many neighbors count.
  public int k() {
    return k;
  }

  /// Number of inputs per event.
  public int inputs() {
    return inputs;
  }

  /// Number of outputs per event.
  public int outputs() {
    return outputs;
  }

  /// Number of stored events.
  public int stored() {
    return weights.length;
  }

  float[] events() {
    return events;
  }

  float[] values() {
    return values;
  }

  float[] weights() {
    return weights;
  }

  /// How many numbers a file holds of it.
  long count() {
    return (long) events.length + values.length + weights.length;
  }

  /// The number of outputs, for this number of inputs.
  ///
  /// @throws InputException where the stored events have another
  int outputs(int found) {
    if (found != inputs) {
      throw InputException.at("neighbors")
          .expected(inputs + " inputs")
          .found(Integer.toString(found))
          .exception();
    }
    return outputs;
  }

  /// The mean of each event's neighbors.
  ///
  /// @param x `[n, inputs]` from `from`, row-major
  /// @param y output: `[n, outputs]` from `to`, row-major
  void mean(float[] x, int from, int n, float[] y, int to) {
    Workspace workspace = Workspace.ofThread();
    int[] near = workspace.neighbors(k);
    double[] distance = workspace.distances(k);
    for (int i = 0; i < n; i++) {
      find(x, from + i * inputs, near, distance);
      mean(near, y, to + i * outputs);
    }
  }

  // The nearest so far are kept in the order of their distance.
  private void find(float[] x, int at, int[] near, double[] distance) {
    int found = 0;
    for (int e = 0; e < weights.length; e++) {
      double limit = found < k ? Double.POSITIVE_INFINITY : distance[k - 1];
      int row = e * inputs;
      double sum = 0;
      for (int j = 0; j < inputs && sum < limit; j++) {
        double d = (double) events[row + j] - x[at + j];
        sum += d * d;
      }
      if (found < k || sum < limit) {
        int place = found < k ? found++ : k - 1;
        while (place > 0 && distance[place - 1] > sum) {
          distance[place] = distance[place - 1];
          near[place] = near[place - 1];
          place--;
        }
        distance[place] = sum;
        near[place] = e;
      }
    }
  }

  private void mean(int[] near, float[] y, int to) {
    for (int o = 0; o < outputs; o++) {
      double sum = 0;
      double weight = 0;
      for (int i = 0; i < k; i++) {
        double w = weights[near[i]];
        sum += w * values[near[i] * outputs + o];
        weight += w;
      }
      y[to + o] = (float) (sum / weight);
    }
  }

  @Override
  public String toString() {
    return "NearestNeighbors(" + k + " of " + weights.length + ")";
  }
}

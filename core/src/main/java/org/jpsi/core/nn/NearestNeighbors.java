package org.jpsi.core.nn;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// K-nearest-neighbors predictor (Cover and Hart, IEEE Trans. Inf. Theory 13 (1967) 21): the
/// weighted mean of the values of the k nearest stored events, `[events, inputs]` to `[events,
/// outputs]`. Distances are Euclidean, summed in float64; of two events at the same distance the
/// first counts as nearer.
///
/// Nothing is trained: the events are the model. Buffers: `events` `[stored, inputs]`, `values`
/// `[stored, outputs]`, `weights` `[stored]`, all positive.
public final class NearestNeighbors implements Layer {
  private static final int MAX_EVENTS = 1 << 24;

  private final int inputs;
  private final int outputs;
  private final int k;
  private final Parameter events;
  private final Parameter values;
  private final Parameter weights;

  private NearestNeighbors(int inputs, int outputs, int stored, int k) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.k = k;
    events = Parameter.of("events", Shape.of(stored, inputs));
    values = Parameter.of("values", Shape.of(stored, outputs));
    weights = Parameter.of("weights", Shape.of(stored));
  }

  /// The mean over the `k` nearest neighbors.
  ///
  /// @param inputs numbers per event
  /// @param events `[stored, inputs]`, row-major
  /// @param outputs numbers known per event
  /// @param values `[stored, outputs]`, row-major
  /// @param weights `[stored]`, each above 0
  public static NearestNeighbors of(
      int k, int inputs, float[] events, int outputs, float[] values, float[] weights) {
    SettingCheck.within("neighbours", "k", k, 1, Math.max(1, weights.length));
    NearestNeighbors made = new NearestNeighbors(inputs, outputs, weights.length, k);
    made.events.set(events);
    made.values.set(values);
    made.weights.set(weights);
    try {
      made.verify();
    } catch (InputException wrong) {
      throw new IllegalArgumentException(wrong.message(), wrong);
    }
    return made;
  }

  static NearestNeighbors from(LayerSpec spec) {
    int stored = spec.integer("events", 1, MAX_EVENTS);
    return new NearestNeighbors(
        spec.integer("inputs", 1, LayerRegistry.MAX_WIDTH),
        spec.integer("outputs", 1, LayerRegistry.MAX_WIDTH),
        stored,
        spec.integer("neighbours", 1, stored));
  }

  static long values(LayerSpec spec) {
    long each = 1L + spec.integer("inputs", 1, LayerRegistry.MAX_WIDTH);
    each += spec.integer("outputs", 1, LayerRegistry.MAX_WIDTH);
    return each * spec.integer("events", 1, MAX_EVENTS);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (mode instanceof Mode.Training) {
      throw InputException.at("neighbours")
          .says("cannot be trained by gradients: the mean over neighbors is piecewise constant")
          .remedy("use them as they are")
          .exception();
    }
    if (x.shape().rank() != 2 || x.shape().size(1) != inputs) {
      throw new IllegalArgumentException(
          "neighbours: expected [events, " + inputs + "], found " + x.shape());
    }
    int n = x.shape().size(0);
    float[] y = new float[Math.multiplyExact(n, outputs)];
    int[] near = new int[k];
    double[] distance = new double[k];
    for (int i = 0; i < n; i++) {
      find(x.values(), x.offset() + i * inputs, near, distance);
      mean(near, y, i * outputs);
    }
    return Tensor.of(y, n, outputs);
  }

  // The nearest so far are kept in the order of their distance.
  private void find(float[] x, int at, int[] near, double[] distance) {
    float[] all = events.storage();
    int stored = weights.shape().count();
    int found = 0;
    for (int e = 0; e < stored; e++) {
      double limit = found < k ? Double.POSITIVE_INFINITY : distance[k - 1];
      int row = events.offset() + e * inputs;
      double sum = 0;
      for (int j = 0; j < inputs && sum < limit; j++) {
        double d = (double) all[row + j] - x[at + j];
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
    for (int k = 0; k < outputs; k++) {
      double sum = 0;
      double weight = 0;
      for (int e : near) {
        double w = weights.storage()[weights.offset() + e];
        sum += w * values.storage()[values.offset() + e * outputs + k];
        weight += w;
      }
      y[to + k] = (float) (sum / weight);
    }
  }

  @Override
  public void verify() {
    for (int e = 0; e < weights.shape().count(); e++) {
      float weight = weights.storage()[weights.offset() + e];
      if (!(weight > 0)) {
        throw InputException.at("layer neighbours")
            .expected("weights above 0")
            .found(Float.toString(weight))
            .exception();
      }
    }
  }

  @Override
  public List<Parameter> buffers() {
    return List.of(events, values, weights);
  }

  @Override
  public Shape outputs(Shape found) {
    LayerWidths.only("neighbours layer", inputs, found);
    return Shape.of(outputs);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of(
        "neighbours",
        Map.of(
            "inputs",
            inputs,
            "outputs",
            outputs,
            "events",
            weights.shape().count(),
            "neighbours",
            k));
  }

  @Override
  public String toString() {
    return "NearestNeighbors(" + k + " of " + weights.shape().count() + ")";
  }
}

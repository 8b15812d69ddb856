package org.jpsi.core.data;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Dataset: inputs, targets and weights of events as float32, row-major.
///
/// @param events number of events
/// @param features inputs per event
/// @param inputs `[events, features]`
/// @param outputs targets per event: 1 for a class (its index, or 0 and 1), else one per quantity
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

  /// A classification dataset, every event of weight 1.
  ///
  /// @param inputs `[events, features]`, kept, not copied
  /// @param labels class index of each event, `[events]`
  public static Dataset of(float[] inputs, int[] labels) {
    int events = labels.length;
    if (events == 0 || inputs.length % events != 0) {
      throw new IllegalArgumentException(
          "Dataset: expected as many inputs for each event, found "
              + (inputs.length + " inputs and " + events + " labels"));
    }
    float[] targets = new float[events];
    for (int i = 0; i < events; i++) {
      targets[i] = labels[i];
    }
    return new Dataset(events, inputs.length / events, inputs, 1, targets, ones(events));
  }

  /// A dataset from columns of a table, every event of weight 1.
  ///
  /// @param features input columns, in this order; a fixed-size array gives all its elements
  /// @param target the target column: a class index, or a quantity
  /// @throws org.jpsi.core.errors.InputException where there is no such column of numbers, with the
  ///   nearest names
  public static Dataset of(Table table, List<String> features, String target) {
    int events = table.rows();
    List<NumberColumn> columns = features.stream().map(table::numbers).toList();
    int width = columns.stream().mapToInt(NumberColumn::width).sum();
    float[] inputs = new float[Math.multiplyExact(events, width)];
    int first = 0;
    for (NumberColumn column : columns) {
      for (int i = 0; i < events; i++) {
        for (int k = 0; k < column.width(); k++) {
          inputs[i * width + first + k] = (float) column.value(i, k);
        }
      }
      first += column.width();
    }
    NumberColumn learned = table.numbers(target);
    int outputs = learned.width();
    float[] targets = new float[Math.multiplyExact(events, outputs)];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) learned.value(i / outputs, i % outputs);
    }
    return new Dataset(events, width, inputs, outputs, targets, ones(events));
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /// The inputs, `[events, features]`; not copied.
  public Tensor x() {
    return Tensor.view(inputs, 0, Shape.of(events, features));
  }

  /// The targets: `[events]` where there is one for each event, else `[events, outputs]`; not
  /// copied.
  public Tensor y() {
    return Tensor.view(targets, 0, outputs == 1 ? Shape.of(events) : Shape.of(events, outputs));
  }

  /// The weights as a tensor, `[events]`; not copied.
  public Tensor w() {
    return Tensor.view(weights, 0, Shape.of(events));
  }

  /// The targets as class indices, `[events]`.
  public int[] labels() {
    if (outputs != 1) {
      throw new IllegalArgumentException(
          "Dataset: expected one class for each event, found " + outputs + " targets");
    }
    int[] labels = new int[events];
    for (int i = 0; i < events; i++) {
      labels[i] = (int) targets[i];
      if (labels[i] != targets[i]) {
        throw new IllegalArgumentException("Dataset: expected class indices, found " + targets[i]);
      }
    }
    return labels;
  }

  /// Events `from` to `to` - 1, copied.
  public Dataset slice(int from, int to) {
    if (from < 0 || to < from || to > events) {
      throw new IllegalArgumentException(
          "Dataset: expected events within 0 to " + events + ", found " + from + " to " + to);
    }
    return new Dataset(
        to - from,
        features,
        Arrays.copyOfRange(inputs, from * features, to * features),
        outputs,
        Arrays.copyOfRange(targets, from * outputs, to * outputs),
        Arrays.copyOfRange(weights, from, to));
  }

  /// The events at these indices, in this order, copied.
  public Dataset take(int... indices) {
    return gather(indices, 0, indices.length);
  }

  /// The dataset with transformed inputs.
  public Dataset transform(Transform transform) {
    Tensor changed = asRows(transform.apply(x()));
    return new Dataset(
        events, changed.shape().size(1), changed.toArray(), outputs, targets, weights);
  }

  /// The dataset with transformed targets.
  public Dataset targetTransform(Transform transform) {
    Tensor changed = asRows(transform.apply(y()));
    return new Dataset(
        events, features, inputs, changed.shape().size(1), changed.toArray(), weights);
  }

  private Tensor asRows(Tensor changed) {
    int rank = changed.shape().rank();
    if (rank == 0 || rank > 2 || changed.shape().size(0) != events) {
      throw new IllegalArgumentException(
          "transform: expected [" + events + ", any number], found " + changed.shape());
    }
    return rank == 2 ? changed : changed.reshape(events, 1);
  }

  /// The mean of the signed weights: sums over events are divided by it times the number of events.
  public double meanWeight() {
    double sum = 0;
    for (float w : weights) {
      sum += w;
    }
    return sum / events;
  }

  /// The mean of the signed weights, demanded to be positive: what a training or a fit divides by.
  ///
  /// @param who asks, for the message
  /// @throws IllegalArgumentException where it is not positive
  public double positiveMeanWeight(String who) {
    double mean = meanWeight();
    if (!(mean > 0)) {
      throw new IllegalArgumentException(
          who
              + ": expected weights with a positive mean, found "
              + (mean + " over " + events + " events"));
    }
    return mean;
  }

  /// A dataset of `n` events, all values 0.
  public Dataset empty(int n) {
    return new Dataset(
        n, features, new float[n * features], outputs, new float[n * outputs], new float[n]);
  }

  /// Fills `into` with the rows `order[from]`, `order[from + 1]`, ...
  public void gather(int[] order, int from, Dataset into) {
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
  public Dataset gather(int[] order, int from, int to) {
    Dataset rows = empty(to - from);
    gather(order, from, rows);
    return rows;
  }
}

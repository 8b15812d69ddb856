package org.jpsi.core.data;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Dataset: events to train on, of which any can be gathered into a {@link Batch}. Each event has
/// inputs, targets, a signed weight and spectators, as a batch has them.
///
/// The datasets that `of` and {@link #builder} make are in memory, as float32. A {@link #view} has
/// some events of another dataset and shares its arrays.
///
/// Events have numbers from 0 below {@link #events}: an `int`, since an epoch's order, an array,
/// holds each once.
public interface Dataset {
  /// The number of events.
  int events();

  /// The shape of one event, of each input by name, in the order of the inputs. The mask of an
  /// input is an input too: {@link Batch#maskOf}.
  Inputs<Shape> inputShapes();

  /// The number of targets per event: 1 for a class (its index, or 0 and 1), else one per quantity.
  int outputs();

  /// The names of the spectators.
  List<String> spectators();

  /// Fills all of `into` with the events `order[from]`, `order[from + 1]`, ...
  ///
  /// @param into made by {@link #empty}
  void gather(int[] order, int from, Batch into);

  /// The signed weight of an event.
  float weight(int event);

  /// The same events as an epoch of a training has them, where inputs change from one to the next,
  /// such as those of a {@link ParametrizedDataset}.
  ///
  /// @param number of the epoch, from 1
  default Dataset inEpoch(int number) {
    return this;
  }

  /// A classification dataset, every event of weight 1.
  ///
  /// @param inputs `[events, features]`, kept, not copied
  /// @param labels class index of each event, `[events]`
  static Dataset of(float[] inputs, int[] labels) {
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
    float[] ones = new float[events];
    Arrays.fill(ones, 1);
    return of(inputs, targets, ones);
  }

  /// A dataset of arrays, which are kept, not copied.
  ///
  /// @param inputs `[events, features]`
  /// @param targets `[events]`, or `[events, outputs]`
  /// @param weights `[events]`, signed
  static Dataset of(float[] inputs, float[] targets, float[] weights) {
    int events = weights.length;
    int each = Math.max(1, events);
    if (inputs.length % each != 0 || targets.length % each != 0) {
      throw new IllegalArgumentException(
          "Dataset: expected as many inputs and targets for each event, found "
              + (inputs.length + " inputs, " + targets.length + " targets, ")
              + (events + " weights"));
    }
    return builder(events)
        .input(Inputs.SINGLE, Shape.of(inputs.length / each), inputs)
        .targets(events == 0 ? 1 : targets.length / each, targets)
        .weights(weights)
        .build();
  }

  /// A dataset of no events.
  static Dataset none() {
    return of(new float[0], new float[0], new float[0]);
  }

  /// A dataset from columns of a table, every event of weight 1.
  ///
  /// @param features input columns, in this order; a fixed-size array gives all its elements
  /// @param target the target column: a class index, or a quantity
  /// @throws org.jpsi.core.errors.InputException where there is no such column of numbers, with the
  ///   nearest names
  static Dataset of(Table table, List<String> features, String target) {
    float[] inputs = MemoryDataset.matrix(table, features);
    return builder(table.rows())
        .input(Inputs.SINGLE, Shape.of(MemoryDataset.width(table, features)), inputs)
        .targets(table.numbers(target).width(), MemoryDataset.matrix(table, List.of(target)))
        .build();
  }

  /// A dataset of several inputs, with masks, or with spectators.
  static DatasetBuilder builder(int events) {
    return new DatasetBuilder(events);
  }

  /// The number of features: the values per event of the only input.
  default int features() {
    return inputShapes().only().count();
  }

  /// A batch of `n` events, all values 0.
  default Batch empty(int n) {
    return Batch.empty(n, inputShapes(), outputs(), spectators());
  }

  /// All events as one batch; arrays are copied only where they are not held in this order.
  default Batch batch() {
    return batch(0, events());
  }

  /// Events `from` to `to` - 1 as one batch, copied.
  default Batch batch(int from, int to) {
    int[] order = MemoryDataset.range(from, to, events());
    Batch batch = empty(order.length);
    gather(order, 0, batch);
    return batch;
  }

  /// The values of the only input, `[events, ..]`, as {@link #batch} has them.
  default float[] inputs() {
    return batch().inputs();
  }

  /// The targets, `[events, outputs]`; copied only where they are not held in this order.
  default float[] targets() {
    return batch().targets();
  }

  /// The signed weights, `[events]`; copied only where they are not held in this order.
  default float[] weights() {
    float[] weights = new float[events()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight(i);
    }
    return weights;
  }

  /// The only input of all events, `[events, ..]`, as {@link #batch} has it.
  default Tensor x() {
    return batch().x();
  }

  /// The targets of all events: `[events]` where there is one for each event, else `[events,
  /// outputs]`.
  default Tensor y() {
    return Tensor.view(
        targets(), 0, outputs() == 1 ? Shape.of(events()) : Shape.of(events(), outputs()));
  }

  /// The weights of all events, `[events]`.
  default Tensor w() {
    return Tensor.view(weights(), 0, Shape.of(events()));
  }

  /// The targets as class indices, `[events]`.
  default int[] labels() {
    return batch().labels();
  }

  /// A view of the events at these indices, in this order; shares the arrays.
  default Dataset view(int... indices) {
    return DatasetView.of(this, indices);
  }

  /// Events `from` to `to` - 1, copied.
  default Dataset slice(int from, int to) {
    return MemoryDataset.of(batch(from, to));
  }

  /// The events at these indices, in this order, copied.
  default Dataset take(int... indices) {
    return MemoryDataset.of(view(indices).batch());
  }

  /// The dataset with its only input transformed.
  default Dataset transform(Transform transform) {
    Batch all = batch();
    Tensor x = MemoryDataset.rows(transform.apply(all.x()), all.events());
    return MemoryDataset.of(all).withInput(x.shape().size(1), x.toArray());
  }

  /// The dataset with transformed targets.
  default Dataset targetTransform(Transform transform) {
    Batch all = batch();
    Tensor y = MemoryDataset.rows(transform.apply(all.y()), all.events());
    return MemoryDataset.of(all).withTargets(y.shape().size(1), y.toArray());
  }

  /// A view with some columns of the only input, in this order; all else stays, what changes from
  /// epoch to epoch too.
  ///
  /// @throws org.jpsi.core.errors.InputException where its inputs are asked for, and there are
  ///   several
  default Dataset columns(int... kept) {
    return new ColumnsView(this, kept.clone());
  }

  /// The dataset with other weights; shares the inputs and targets.
  ///
  /// @param weights `[events]`, signed
  default Dataset withWeights(float[] weights) {
    return WeightedView.of(this, weights);
  }

  /// The mean of the signed weights: sums over events are divided by it times the number of events.
  default double meanWeight() {
    return EventBlocks.sum(events(), this::weight) / events();
  }

  /// The mean magnitude of the weights; the same as {@link #meanWeight} where none is negative.
  default double meanMagnitude() {
    return EventBlocks.sum(events(), i -> Math.abs(weight(i))) / events();
  }

  /// The mean of the signed weights, demanded to be positive: what a training or a fit divides by.
  ///
  /// @param who asks, for the message
  /// @throws IllegalArgumentException where it is not positive, or there are no events
  default double positiveMeanWeight(String who) {
    if (events() == 0) {
      throw new IllegalArgumentException(who + ": expected one event or more, found none");
    }
    double mean = meanWeight();
    if (!(mean > 0)) {
      throw new IllegalArgumentException(
          who
              + ": expected weights with a positive mean, found "
              + (mean + " over " + events() + " events"));
    }
    return mean;
  }
}

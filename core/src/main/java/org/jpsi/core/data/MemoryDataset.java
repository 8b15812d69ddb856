package org.jpsi.core.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Dataset in memory: an array for each input, target and weights, one row for each event.
///
/// @param inputShapes of one event
/// @param arrays of the inputs, by name
/// @param besides the spectators, by name
record MemoryDataset(
    int events,
    Inputs<Shape> inputShapes,
    Inputs<EventArray> arrays,
    int outputs,
    float[] targets,
    float[] weights,
    Map<String, double[]> besides)
    implements Dataset {
  MemoryDataset {
    besides = Collections.unmodifiableMap(new LinkedHashMap<>(besides));
  }

  /// The dataset of a batch, whose arrays it shares.
  static MemoryDataset of(Batch batch) {
    Map<String, double[]> besides = new LinkedHashMap<>();
    batch.spectators().forEach(name -> besides.put(name, batch.spectators(name)));
    return new MemoryDataset(
        batch.events(),
        batch.inputShapes(),
        batch
            .inputShapes()
            .map((name, shape) -> new EventArray.Dense(batch.inputs(name), shape.count())),
        batch.outputs(),
        batch.targets(),
        batch.weights(),
        besides);
  }

  /// The events of two datasets of the same inputs, targets and spectators, one after the other.
  static Dataset concat(Dataset first, Dataset second) {
    if (second.events() == 0) {
      return first;
    }
    if (!first.inputShapes().equals(second.inputShapes())
        || first.outputs() != second.outputs()
        || !first.spectators().equals(second.spectators())) {
      throw new IllegalArgumentException(
          "Dataset: expected events of one kind, found "
              + first.batch()
              + " and "
              + second.batch());
    }
    int n = first.events();
    Batch all = first.empty(Math.addExact(n, second.events()));
    copy(first.batch(), 0, all);
    copy(second.batch(), n, all);
    return of(all);
  }

  private static void copy(Batch from, int at, Batch into) {
    for (String name : from.inputShapes().names()) {
      float[] values = from.inputs(name);
      int width = values.length / Math.max(1, from.events());
      System.arraycopy(values, 0, into.inputs(name), at * width, values.length);
    }
    System.arraycopy(from.targets(), 0, into.targets(), at * from.outputs(), from.targets().length);
    System.arraycopy(from.weights(), 0, into.weights(), at, from.events());
    for (String name : from.spectators()) {
      double[] values = from.spectators(name);
      for (int i = 0; i < values.length; i++) {
        into.setSpectator(name, at + i, values[i]);
      }
    }
  }

  /// The same events with another array as their only input.
  MemoryDataset withInput(int width, float[] values) {
    return new MemoryDataset(
        events,
        inputShapes.map((name, old) -> Shape.of(width)),
        arrays.map((name, old) -> new EventArray.Dense(values, width)),
        outputs,
        targets,
        weights,
        besides);
  }

  MemoryDataset withTargets(int width, float[] values) {
    return new MemoryDataset(events, inputShapes, arrays, width, values, weights, besides);
  }

  @Override
  public List<String> spectators() {
    return List.copyOf(besides.keySet());
  }

  @Override
  public float weight(int event) {
    return weights[event];
  }

  /// Shares all arrays but those of jagged inputs, which are padded.
  @Override
  public Batch batch() {
    Inputs<float[]> values = inputShapes.map(this::values);
    return new Batch(events, inputShapes, values, outputs, targets, weights, besides);
  }

  private float[] values(String input, Shape shape) {
    EventArray array = arrays.get(input);
    if (array instanceof EventArray.Dense dense) {
      return dense.values();
    }
    float[] padded = new float[Math.multiplyExact(events, shape.count())];
    array.gather(range(0, events, events), 0, events, padded);
    return padded;
  }

  @Override
  public void gather(int[] order, int from, Batch into) {
    int n = into.events();
    arrays.forEach((name, array) -> array.gather(order, from, n, into.inputs(name)));
    new EventArray.Dense(targets, outputs).gather(order, from, n, into.targets());
    new EventArray.Dense(weights, 1).gather(order, from, n, into.weights());
    besides.forEach((name, values) -> {
      for (int i = 0; i < n; i++) {
        into.setSpectator(name, i, values[order[from + i]]);
      }
    });
  }

  /// The numbers `from` to `to` - 1 of events.
  static int[] range(int from, int to, int events) {
    if (from < 0 || to < from || to > events) {
      throw new IllegalArgumentException(
          "Dataset: expected events within 0 to " + events + ", found " + from + " to " + to);
    }
    int[] order = new int[to - from];
    for (int i = 0; i < order.length; i++) {
      order[i] = from + i;
    }
    return order;
  }

  /// What a transform gave, `[events, width]`.
  static Tensor rows(Tensor changed, int events) {
    int rank = changed.shape().rank();
    if (rank == 0 || rank > 2 || changed.shape().size(0) != events) {
      throw new IllegalArgumentException(
          "transform: expected [" + events + ", any number], found " + changed.shape());
    }
    return rank == 2 ? changed : changed.reshape(events, 1);
  }

  /// The values per event of some columns.
  static int width(Table table, List<String> columns) {
    return columns.stream().map(table::numbers).mapToInt(NumberColumn::width).sum();
  }

  /// The values of some columns, `[events, width]`.
  static float[] matrix(Table table, List<String> columns) {
    int events = table.rows();
    int width = width(table, columns);
    float[] values = new float[Math.multiplyExact(events, width)];
    int first = 0;
    for (NumberColumn column : columns.stream().map(table::numbers).toList()) {
      for (int i = 0; i < events; i++) {
        for (int k = 0; k < column.width(); k++) {
          values[i * width + first + k] = (float) column.value(i, k);
        }
      }
      first += column.width();
    }
    return values;
  }
}

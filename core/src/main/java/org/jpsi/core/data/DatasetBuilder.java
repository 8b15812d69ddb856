package org.jpsi.core.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Builder of a dataset in memory. Arrays are kept, not copied.
///
/// ```java
/// Dataset.builder(events)
///     .input("jets", Shape.of(10, 4), jets)
///     .mask("jets", real)
///     .input("event", Shape.of(3), quantities)
///     .targets(1, signal)
///     .spectator("mass", mass)
///     .build();
/// ```
public final class DatasetBuilder {
  private final int events;
  private final SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
  private final SequencedMap<String, EventArray> inputs = new LinkedHashMap<>();
  private final Map<String, double[]> spectators = new LinkedHashMap<>();
  private int outputs;
  private float[] targets = {};
  private float[] weights;

  DatasetBuilder(int events) {
    if (events < 0) {
      throw new IllegalArgumentException("Dataset: expected a number of events, found " + events);
    }
    this.events = events;
    this.weights = new float[events];
    Arrays.fill(weights, 1);
  }

  /// An input.
  ///
  /// @param shape of one event
  /// @param values `[events, ..]`
  public DatasetBuilder input(String name, Shape shape, float[] values) {
    count("input " + name, (long) events * shape.count(), values.length);
    return add(name, shape, new EventArray.Dense(values, shape.count()));
  }

  private DatasetBuilder add(String name, Shape shape, EventArray values) {
    if (shapes.putIfAbsent(name, shape) != null) {
      throw twice("inputs", name);
    }
    inputs.put(name, values);
    return this;
  }

  private static InputException twice(String what, String name) {
    return InputException.at("Dataset")
        .expected(what + " of different names")
        .found(name + " twice")
        .exception();
  }

  /// An input of varying length, such as the jets of an event, and its mask. It is held without
  /// padding; a batch has the first items of each event, and zeros behind them.
  ///
  /// @param shape of one event in a batch, `[n, ..]`
  /// @param offsets the items of event `i` are those from `offsets[i]` to `offsets[i + 1]` - 1
  /// @param items `[items, ..]`
  public DatasetBuilder jagged(String name, Shape shape, int[] offsets, float[] items) {
    count("offsets of " + name, events + 1L, offsets.length);
    if (offsets[0] != 0) {
      throw InputException.at("Dataset")
          .expected("offsets of " + name + " that begin at 0")
          .found(Integer.toString(offsets[0]))
          .exception();
    }
    int most = shape.size(0);
    int width = shape.count() / Math.max(1, most);
    int before = 0;
    for (int offset : offsets) {
      if (offset < before) {
        throw InputException.at("Dataset")
            .expected("offsets of " + name + " that do not decrease")
            .found(offset + " after " + before)
            .exception();
      }
      before = offset;
    }
    count("items of " + name, (long) before * width, items.length);
    add(name, shape, new EventArray.Jagged(offsets, items, width, most));
    return add(Batch.maskOf(name), Shape.of(most), new EventArray.JaggedMask(offsets, most));
  }

  /// The mask of an input that was given before: 1 where an element along its first axis is real, 0
  /// where it is padding.
  ///
  /// @param values `[events, n]` for an input of shape `[n, ..]`
  public DatasetBuilder mask(String input, float[] values) {
    Shape shape = shapes.get(input);
    if (shape == null || shape.rank() == 0) {
      throw InputException.at("Dataset")
          .expected("a mask of an input with an axis, given before")
          .found(input)
          .nearest(input, shapes.keySet())
          .exception();
    }
    return input(Batch.maskOf(input), Shape.of(shape.size(0)), values);
  }

  /// The targets; without them there are none, and nothing can be learned.
  ///
  /// @param width targets per event
  /// @param values `[events, width]`
  public DatasetBuilder targets(int width, float[] values) {
    count("targets", (long) events * width, values.length);
    outputs = width;
    targets = values;
    return this;
  }

  /// The signed weights, `[events]`; 1 without them.
  public DatasetBuilder weights(float[] values) {
    count("weights", events, values.length);
    weights = values;
    return this;
  }

  /// A quantity that the network does not see.
  ///
  /// @param values `[events]`
  public DatasetBuilder spectator(String name, double[] values) {
    count("spectator " + name, events, values.length);
    if (spectators.putIfAbsent(name, values) != null) {
      throw twice("spectators", name);
    }
    return this;
  }

  /// The dataset.
  public Dataset build() {
    return new MemoryDataset(
        events, Inputs.of(shapes), Inputs.of(inputs), outputs, targets, weights, spectators);
  }

  private void count(String what, long expected, int found) {
    if (found != expected) {
      throw InputException.at("Dataset")
          .expected(expected + " values of " + what + " for " + events + " events")
          .found(Integer.toString(found))
          .exception();
    }
  }
}

package org.jpsi.core.model;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.Batch;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Block of events as a {@link Predictor} sees them: preprocessed inputs by name, one where a model
/// has features alone, and the spectators that it needs.
///
/// An input of varying length, such as the jets of an event, comes as in a {@link Batch}: padded,
/// of shape `[n, features]`, and its mask is an input beside it.
///
/// @param shapes of one event, of each input
/// @param arrays of the same names: `[rows, ..]`, row-major; not copied
/// @param from the row of the first event
/// @param events number of events
/// @param spectators `[spectators][rows]`, in the order in which {@link Predictor#compile} was told
///   of them
public record InputBlock(
    Inputs<Shape> shapes, Inputs<float[]> arrays, int from, int events, double[][] spectators) {
  public InputBlock {
    long rows = (long) from + events;
    if (from < 0 || events < 0) {
      throw new IllegalArgumentException(
          "InputBlock: expected events from 0, found " + events + " from " + from);
    }
    shapes.forEach((name, shape) -> {
      if (arrays.get(name).length < rows * shape.count()) {
        throw new IllegalArgumentException(
            "InputBlock: expected ["
                + (rows + ", " + shape.count() + "] values of " + name + ", found ")
                + arrays.get(name).length);
      }
    });
    for (double[] spectator : spectators) {
      if (spectator.length < rows) {
        throw new IllegalArgumentException(
            "InputBlock: expected "
                + (rows + " values of each spectator, found ")
                + Arrays.stream(spectators).map(s -> s.length).toList());
      }
    }
  }

  /// All events of the array of one input, without spectators.
  ///
  /// @param inputs `[events, features]`, row-major
  public static InputBlock of(float[] inputs, int features) {
    return new InputBlock(
        Inputs.single(Shape.of(features)),
        Inputs.single(inputs),
        0,
        inputs.length / features,
        new double[0][]);
  }

  /// The events of a batch.
  ///
  /// @param spectators names of those that are needed, in order
  /// @throws org.jpsi.core.errors.InputException where the batch lacks one
  public static InputBlock of(Batch batch, List<String> spectators) {
    return new InputBlock(
        batch.inputShapes(),
        batch.inputShapes().map((name, shape) -> batch.inputs(name)),
        0,
        batch.events(),
        spectators.stream().map(batch::spectators).toArray(double[][]::new));
  }

  /// The values of the only input, `[rows, ..]`; not copied.
  ///
  /// @throws org.jpsi.core.errors.InputException where there are several
  public float[] inputs() {
    return arrays.only();
  }

  /// The index of an event's first value of the only input.
  ///
  /// @param event of the block, from 0
  public int index(int event) {
    return (from + event) * shapes.only().count();
  }

  /// A spectator's value.
  ///
  /// @param event of the block, from 0
  public double spectator(int spectator, int event) {
    return spectators[spectator][from + event];
  }

  /// The inputs as tensors, `[events, ..]`, which are views.
  public Inputs<Tensor> tensors() {
    return shapes.map((name, shape) ->
        Tensor.view(arrays.get(name), from * shape.count(), shape.prepend(events)));
  }

  /// Some of the events, not copied.
  ///
  /// @param first of the block, from 0
  public InputBlock slice(int first, int count) {
    return new InputBlock(shapes, arrays, from + first, count, spectators);
  }

  /// These events, copied, in this order.
  public InputBlock take(int... chosen) {
    double[][] beside = new double[spectators.length][chosen.length];
    for (int s = 0; s < beside.length; s++) {
      for (int i = 0; i < chosen.length; i++) {
        beside[s][i] = spectator(s, chosen[i]);
      }
    }
    Inputs<float[]> taken =
        shapes.map((name, shape) -> rows(arrays.get(name), shape.count(), chosen));
    return new InputBlock(shapes, taken, 0, chosen.length, beside);
  }

  private float[] rows(float[] values, int width, int[] chosen) {
    float[] rows = new float[Math.multiplyExact(chosen.length, width)];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(values, (from + chosen[i]) * width, rows, i * width, width);
    }
    return rows;
  }
}

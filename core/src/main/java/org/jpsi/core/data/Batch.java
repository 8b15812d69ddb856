package org.jpsi.core.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Batch: some events as a network and a loss take them. Inputs, each of a name and a shape, in a
/// fixed order; targets and weights; and spectators, quantities that the network does not see, such
/// as a mass that its output must not depend on. Arrays are row-major, one row for each event, and
/// tensors are views of them.
///
/// The mask of an input of variable length, such as the jets of an event, is an input too: that of
/// `jets` is called {@link #maskOf jets.mask} and is 1 where there is a jet, 0 where there is
/// padding.
public final class Batch {
  private final int events;
  private final Inputs<Shape> shapes;
  private final Inputs<float[]> inputs;
  private final int outputs;
  private final float[] targets;
  private final float[] weights;
  private final Map<String, double[]> spectators;
  // The spectators as tensors have them: rounded, in arrays that stay the same.
  private final Map<String, float[]> rounded = new LinkedHashMap<>();

  /// @param inputs of the names of `shapes`
  Batch(
      int events,
      Inputs<Shape> shapes,
      Inputs<float[]> inputs,
      int outputs,
      float[] targets,
      float[] weights,
      Map<String, double[]> spectators) {
    this.events = events;
    this.shapes = shapes;
    this.inputs = inputs;
    this.outputs = outputs;
    this.targets = targets;
    this.weights = weights;
    this.spectators = spectators;
    spectators.forEach((name, values) -> {
      float[] round = new float[events];
      for (int i = 0; i < events; i++) {
        round[i] = (float) values[i];
      }
      rounded.put(name, round);
    });
  }

  /// A batch to be filled, all values 0.
  ///
  /// @param shapes of one event, of each input
  /// @param outputs targets per event
  public static Batch empty(
      int events, Inputs<Shape> shapes, int outputs, List<String> spectators) {
    Map<String, double[]> beside = new LinkedHashMap<>();
    spectators.forEach(name -> beside.put(name, new double[events]));
    return new Batch(
        events,
        shapes,
        shapes.map((name, shape) -> new float[Math.multiplyExact(events, shape.count())]),
        outputs,
        new float[Math.multiplyExact(events, outputs)],
        new float[events],
        beside);
  }

  /// The name of the mask of an input.
  public static String maskOf(String input) {
    return input + ".mask";
  }

  /// The number of events.
  public int events() {
    return events;
  }

  /// The shape of one event, of each input by name.
  public Inputs<Shape> inputShapes() {
    return shapes;
  }

  /// The number of targets per event.
  public int outputs() {
    return outputs;
  }

  /// The values of the only input, `[events, ..]`; not copied.
  public float[] inputs() {
    return inputs.only();
  }

  /// The values of an input, `[events, ..]`; not copied.
  public float[] inputs(String name) {
    return inputs.get(name);
  }

  /// The targets, `[events, outputs]`; not copied.
  public float[] targets() {
    return targets;
  }

  /// The signed weights, `[events]`; not copied.
  public float[] weights() {
    return weights;
  }

  /// The names of the spectators.
  public List<String> spectators() {
    return List.copyOf(spectators.keySet());
  }

  /// The values of a spectator, `[events]`, in float64. To be changed by {@link #setSpectator}.
  public double[] spectators(String name) {
    return spectator(name, spectators).clone();
  }

  /// Sets a spectator of one event.
  public void setSpectator(String name, int event, double value) {
    spectator(name, spectators)[event] = value;
    spectator(name, rounded)[event] = (float) value;
  }

  /// The only input, `[events, ..]`.
  public Tensor x() {
    return tensors().only();
  }

  /// An input, `[events, ..]`.
  public Tensor x(String name) {
    return Tensor.view(inputs.get(name), 0, shapes.get(name).prepend(events));
  }

  /// The mask of an input: 1 where an element is real, 0 where it is padding.
  public Tensor mask(String input) {
    return x(maskOf(input));
  }

  /// All inputs by name, masks among them: what a network of several inputs takes.
  public Inputs<Tensor> tensors() {
    return shapes.map((name, shape) -> x(name));
  }

  /// The targets: `[events]` where there is one for each event, else `[events, outputs]`.
  public Tensor y() {
    return outputs == 1 ? Tensor.view(targets, 0, Shape.of(events)) : targetRows();
  }

  /// The targets as `[events, outputs]`, also where there is one for each event: as a loss gets
  /// them in training.
  public Tensor targetRows() {
    return Tensor.view(targets, 0, Shape.of(events, outputs));
  }

  /// The weights, `[events]`.
  public Tensor w() {
    return Tensor.view(weights, 0, Shape.of(events));
  }

  /// A spectator, rounded to float32, `[events]`.
  public Tensor spectator(String name) {
    return Tensor.view(spectator(name, rounded), 0, Shape.of(events));
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

  private static <T> T spectator(String name, Map<String, T> of) {
    T found = of.get(name);
    if (found == null) {
      throw InputException.at("batch")
          .expected(
              of.isEmpty() ? "no spectator" : "a spectator of " + String.join(", ", of.keySet()))
          .found(name)
          .nearest(name, of.keySet())
          .exception();
    }
    return found;
  }

  @Override
  public String toString() {
    return "Batch(" + events + " events, inputs " + shapes + ", targets [" + outputs + "])";
  }
}

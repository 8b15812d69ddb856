package org.jpsi.core.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jpsi.core.input.InputException;
import org.jpsi.core.model.Safetensors;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;

/// Saves and loads what a training loop of one's own needs to go on with the same bits: the
/// parameters, and what the optimizer remembers. The file is safetensors, which PyTorch opens; a
/// parameter is stored under its own name and shape, as in a `state_dict`, and an array of the
/// optimizer under `optimizer.ARRAY.PARAMETER` in the parameter's shape.
///
/// ```java
/// TrainingState.save(file, parameters, state);
/// // and later, with a network and an optimizer made as before
/// TrainingState.load(file, parameters, state);
/// ```
public final class TrainingState {
  private static final String OPTIMIZER = "optimizer.";
  private static final String STEP = "step";

  private TrainingState() {}

  /// Writes parameters alone: the weights of a network.
  public static void save(Path file, Parameters parameters) {
    new Safetensors(named("", parameters, parameters.values()), Map.of()).write(file);
  }

  /// Writes parameters and optimizer, whole or not at all, over the file that is there.
  public static void save(Path file, Parameters parameters, Optimizer.State state) {
    Map<String, Safetensors.Array> arrays = named("", parameters, parameters.values());
    state
        .arrays()
        .forEach(
            (name, values) -> arrays.putAll(named(OPTIMIZER + name + ".", parameters, values)));
    new Safetensors(arrays, Map.of(STEP, Long.toString(state.step()))).write(file);
  }

  private static Map<String, Safetensors.Array> named(
      String prefix, Parameters parameters, float[] flat) {
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    for (Parameter p : parameters.list()) {
      float[] values = Arrays.copyOfRange(flat, p.offset(), p.offset() + p.shape().count());
      arrays.put(prefix + p.name(), new Safetensors.Array(p.shape().sizes(), values));
    }
    return arrays;
  }

  /// Reads the parameters; what else is in the file stays there.
  ///
  /// @throws InputException where the file is damaged, or lacks a parameter or has it in another
  ///   shape; no parameter is changed then
  public static void load(Path file, Parameters parameters) {
    float[] values = flat(file, Safetensors.read(file), "", parameters);
    System.arraycopy(values, 0, parameters.values(), 0, values.length);
  }

  /// Reads parameters and optimizer.
  ///
  /// @throws InputException where the file is damaged, or of another network or optimizer; nothing
  ///   is changed then
  public static void load(Path file, Parameters parameters, Optimizer.State state) {
    Safetensors stored = Safetensors.read(file);
    float[] values = flat(file, stored, "", parameters);
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (String name : state.arrays().keySet()) {
      arrays.put(name, flat(file, stored, OPTIMIZER + name + ".", parameters));
    }
    long expected = (long) parameters.list().size() * (1 + arrays.size());
    if (stored.arrays().size() != expected) {
      throw InputException.at(file.toString())
          .expected(expected + " arrays: parameters and this optimizer's " + arrays.keySet())
          .found(stored.arrays().size() + ": " + String.join(", ", stored.arrays().keySet()))
          .remedy("load it into the optimizer that was saved")
          .exception();
    }
    state.restore(arrays, step(file, stored));
    System.arraycopy(values, 0, parameters.values(), 0, values.length);
  }

  private static long step(Path file, Safetensors stored) {
    String step = stored.metadata().getOrDefault(STEP, "");
    if (!step.matches("[0-9]{1,18}")) {
      throw InputException.at(file.toString())
          .expected("the number of steps done as `" + STEP + "` of its metadata")
          .found(step.isEmpty() ? "none" : "`" + step + "`")
          .remedy("without it only the parameters can be loaded")
          .exception();
    }
    return Long.parseLong(step);
  }

  private static float[] flat(Path file, Safetensors stored, String prefix, Parameters parameters) {
    float[] flat = new float[parameters.size()];
    for (Parameter p : parameters.list()) {
      Safetensors.Array array = stored.array(prefix + p.name(), file.toString());
      if (!Arrays.equals(array.shape(), p.shape().sizes())) {
        throw InputException.at(file.toString())
            .expected(prefix + p.name() + " of shape " + p.shape())
            .found(Arrays.toString(array.shape()))
            .remedy("load it into a network of the same layers")
            .exception();
      }
      System.arraycopy(array.values(), 0, flat, p.offset(), array.values().length);
    }
    return flat;
  }
}

package org.jpsi.core.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Numeral;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// State of a custom training loop in a file, as PyTorch's `state_dict`: a loop that loads it
/// continues with the same bits. It holds the network's parameters and buffers ({@link
/// Layer#buffers()}) and the optimizer's state. The file is safetensors, which PyTorch opens; a
/// parameter or buffer is stored under its own name and shape, an array of the optimizer under
/// `optimizer.ARRAY.PARAMETER` in the parameter's shape.
///
/// ```java
/// TrainingState.save(file, network, parameters, state);
/// // and later, with a network and an optimizer made as before
/// TrainingState.load(file, network, parameters, state);
/// ```
public final class TrainingState {
  private static final String OPTIMIZER = "optimizer.";
  private static final String STEP = "step";

  private TrainingState() {}

  /// Writes the network alone: its parameters and buffers.
  public static void save(Path file, Layer network) {
    new Safetensors(arrays(network), Map.of()).write(file);
  }

  /// Writes network and optimizer, whole or not at all, over an earlier file.
  ///
  /// @param parameters those of the network that the optimizer updates
  public static void save(Path file, Layer network, Parameters parameters, Optimizer.State state) {
    Map<String, Safetensors.Array> arrays = arrays(network);
    state
        .arrays()
        .forEach((name, values) -> {
          for (int i = 0; i < parameters.list().size(); i++) {
            Parameter p = parameters.list().get(i);
            arrays.put(OPTIMIZER + name + "." + p.name(), slice(p, values, parameters.offset(i)));
          }
        });
    new Safetensors(arrays, Map.of(STEP, Long.toString(state.step()))).write(file);
  }

  private static Map<String, Safetensors.Array> arrays(Layer network) {
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    all(network).forEach(p -> arrays.put(p.name(), slice(p, p.storage(), p.offset())));
    return arrays;
  }

  private static List<Parameter> all(Layer network) {
    return Stream.concat(network.parameters().stream(), network.buffers().stream()).toList();
  }

  private static Safetensors.Array slice(Parameter p, float[] flat, int offset) {
    return new Safetensors.Array(
        p.shape().sizes(), Arrays.copyOfRange(flat, offset, offset + p.shape().count()));
  }

  /// Reads the network; the file may hold more.
  ///
  /// @throws InputException where the file is damaged, or lacks a parameter or buffer or has it in
  ///   another shape, or two different ones for tied weights; nothing is changed then
  public static void load(Path file, Layer network) {
    set(file, network, values(file, Safetensors.read(file), network));
  }

  /// Reads network and optimizer.
  ///
  /// @throws InputException where the file is damaged, or of another network or optimizer; nothing
  ///   is changed then
  public static void load(Path file, Layer network, Parameters parameters, Optimizer.State state) {
    Safetensors stored = Safetensors.read(file);
    List<float[]> values = values(file, stored, network);
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (String name : state.arrays().keySet()) {
      arrays.put(name, flat(file, stored, OPTIMIZER + name + ".", parameters));
    }
    long expected = values.size() + (long) parameters.list().size() * arrays.size();
    if (stored.arrays().size() != expected) {
      throw InputException.at(file.toString())
          .expected(expected + " arrays: the network's and this optimizer's " + arrays.keySet())
          .found(stored.arrays().size() + ": " + String.join(", ", stored.arrays().keySet()))
          .remedy("load it into the optimizer that was saved")
          .exception();
    }
    state.restore(arrays, step(file, stored));
    set(file, network, values);
  }

  private static List<float[]> values(Path file, Safetensors stored, Layer network) {
    List<float[]> values = new ArrayList<>();
    Map<Tensor, Integer> first = new IdentityHashMap<>();
    List<Parameter> all = all(network);
    for (Parameter p : all) {
      values.add(array(file, stored, p.name(), p.shape()));
      int last = values.size() - 1;
      Integer before = first.putIfAbsent(p.tensor(), last);
      if (before != null && !Arrays.equals(values.get(before), values.get(last))) {
        throw InputException.at(file.toString())
            .expected(
                "one array under the names "
                    + (all.get(before).name() + " and " + p.name())
                    + ", which are one parameter of this network (tied weights)")
            .found("two different ones")
            .remedy("load it into a network whose layers are not shared, as the saved one's")
            .exception();
      }
    }
    return values;
  }

  private static void set(Path file, Layer network, List<float[]> values) {
    List<Parameter> all = all(network);
    List<float[]> before = all.stream().map(p -> p.tensor().toArray()).toList();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).set(values.get(i));
    }
    try {
      network.verify();
    } catch (InputException damaged) {
      for (int i = 0; i < all.size(); i++) {
        all.get(i).set(before.get(i));
      }
      throw damaged.in(file.toString());
    }
  }

  private static long step(Path file, Safetensors stored) {
    String step = stored.metadata().getOrDefault(STEP, "");
    if (step.length() > 18 || !Numeral.isDigits(step)) {
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
    for (int i = 0; i < parameters.list().size(); i++) {
      Parameter p = parameters.list().get(i);
      float[] values = array(file, stored, prefix + p.name(), p.shape());
      System.arraycopy(values, 0, flat, parameters.offset(i), values.length);
    }
    return flat;
  }

  private static float[] array(Path file, Safetensors stored, String name, Shape shape) {
    Safetensors.Array array = stored.array(name, file.toString());
    if (!Arrays.equals(array.shape(), shape.sizes())) {
      throw InputException.at(file.toString())
          .expected(name + " of shape " + shape)
          .found(Arrays.toString(array.shape()))
          .remedy("load it into a network of the same layers")
          .exception();
    }
    return array.values();
  }
}

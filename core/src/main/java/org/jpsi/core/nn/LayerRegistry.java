package org.jpsi.core.nn;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jpsi.core.errors.InputException;

/// Builds layers again from their description, which may come from a file nobody should trust.
public final class LayerRegistry {
  /// Widest input or output of a layer.
  static final int WIDEST = 1 << 20;

  private static final long MOST_VALUES = 1L << 28;
  private static final int DEEPEST = 32;

  /// @param values how many numbers a layer of this kind holds itself, without its parts'
  private record LayerEntry(Function<LayerSpec, Layer> build, ToLongFunction<LayerSpec> values) {
    static LayerEntry empty(Function<LayerSpec, Layer> build) {
      return new LayerEntry(build, spec -> 0);
    }
  }

  private static final Map<String, LayerEntry> BUILT_IN = builtIn();

  private static Map<String, LayerEntry> builtIn() {
    Map<String, LayerEntry> kinds = new TreeMap<>();
    for (Activation activation : Activation.all()) {
      kinds.put(activation.name(), LayerEntry.empty(spec -> activation));
    }
    kinds.put("leakyRelu", LayerEntry.empty(s -> LeakyRelu.of(s.number("slope", 0, 1))));
    kinds.put("elu", LayerEntry.empty(s -> Elu.of(s.number("alpha", 0, 100))));
    kinds.put("identity", LayerEntry.empty(s -> Identity.of()));
    kinds.put(
        "dropout", LayerEntry.empty(s -> Dropout.of(s.number("rate", 0, Dropout.HIGHEST_RATE))));
    kinds.put("sequential", LayerEntry.empty(s -> Sequential.of(parts(s))));
    kinds.put("residual", LayerEntry.empty(s -> Residual.of(parts(s))));
    kinds.put("linear", new LayerEntry(Linear::from, Linear::values));
    kinds.put("embedding", new LayerEntry(Embedding::from, Embedding::values));
    kinds.put(
        "batchNorm", new LayerEntry(BatchNorm::from, s -> 4L * s.integer("width", 1, WIDEST)));
    kinds.put("trees", new LayerEntry(TreeEnsemble::from, TreeEnsemble::values));
    kinds.put("neighbours", new LayerEntry(NearestNeighbors::from, NearestNeighbors::values));
    kinds.put("logOdds", LayerEntry.empty(s -> Logit.of()));
    kinds.put(
        "layerNorm", new LayerEntry(LayerNorm::from, s -> 2L * s.integer("width", 1, WIDEST)));
    return kinds;
  }

  private LayerRegistry() {}

  /// The built-in layer that `spec` describes; weights are 0 until they are set or drawn by {@link
  /// Layer#initialize}. Unknown kinds, settings out of bounds and networks of more than 2^28 values
  /// are an InputException, before anything is allocated.
  public static Layer of(LayerSpec spec) {
    values(spec);
    return build(spec);
  }

  /// How many values the parameters and the state of `spec` hold; allocates nothing. Compare it
  /// with what a file holds before {@link #of}.
  public static long values(LayerSpec spec) {
    long count = count(spec, 0);
    if (count > MOST_VALUES) {
      throw InputException.at("network")
          .expected("at most " + MOST_VALUES + " parameters")
          .found(Long.toString(count))
          .exception();
    }
    return count;
  }

  /// The kinds of layers there are.
  public static List<String> kinds() {
    return List.copyOf(BUILT_IN.keySet());
  }

  private static long count(LayerSpec spec, int depth) {
    if (depth > DEEPEST) {
      throw InputException.at("network").says("layers nested deeper than " + DEEPEST).exception();
    }
    return spec.parts().stream()
        .mapToLong(part -> count(part, depth + 1))
        .reduce(kind(spec).values().applyAsLong(spec), Math::addExact);
  }

  private static LayerEntry kind(LayerSpec spec) {
    LayerEntry kind = BUILT_IN.get(spec.kind());
    if (kind == null) {
      throw InputException.at("network")
          .expected("a layer of kind " + String.join(", ", BUILT_IN.keySet()))
          .found("`" + spec.kind() + "`")
          .nearest(spec.kind(), BUILT_IN.keySet())
          .exception();
    }
    return kind;
  }

  private static Layer build(LayerSpec spec) {
    return kind(spec).build().apply(spec);
  }

  private static List<Layer> parts(LayerSpec spec) {
    return spec.parts().stream().map(LayerRegistry::build).toList();
  }
}

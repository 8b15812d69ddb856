package org.jpsi.core.nn;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jpsi.core.input.InputException;

/// Builds layers again from their description, which may come from a file nobody should trust.
public final class Layers {
  /// Widest input or output of a layer.
  static final int WIDEST = 1 << 20;

  private static final long MOST_PARAMETERS = 1L << 28;
  private static final int DEEPEST = 32;

  private static final Map<String, Function<Spec, Layer>> BUILT_IN =
      new TreeMap<>(
          Map.of(
              "linear", Linear::from,
              "relu", s -> Relu.of(),
              "sigmoid", s -> Sigmoid.of(),
              "tanh", s -> Tanh.of(),
              "dropout", s -> Dropout.of(s.number("rate", 0, Dropout.HIGHEST_RATE)),
              "identity", s -> Identity.of(),
              "sequential", s -> Sequential.of(s.parts().stream().map(Layers::build).toList())));

  private Layers() {}

  /// The built-in layer that `spec` describes, freshly initialized. Unknown kinds, settings out of
  /// bounds and networks of more than 2^28 parameters are an InputException, before anything is
  /// allocated.
  public static Layer of(Spec spec) {
    parameters(spec);
    return build(spec);
  }

  /// How many values the parameters of `spec` hold; allocates nothing. Compare it with what a file
  /// holds before {@link #of}.
  public static long parameters(Spec spec) {
    long count = count(spec, 0);
    if (count > MOST_PARAMETERS) {
      throw InputException.at("network")
          .expected("at most " + MOST_PARAMETERS + " parameters")
          .found(Long.toString(count))
          .exception();
    }
    return count;
  }

  /// The kinds of layers there are.
  public static List<String> kinds() {
    return List.copyOf(BUILT_IN.keySet());
  }

  private static long count(Spec spec, int depth) {
    if (depth > DEEPEST) {
      throw InputException.at("network").says("layers nested deeper than " + DEEPEST).exception();
    }
    if (!BUILT_IN.containsKey(spec.kind())) {
      throw InputException.at("network")
          .expected("a layer of kind " + String.join(", ", BUILT_IN.keySet()))
          .found("`" + spec.kind() + "`")
          .nearest(spec.kind(), BUILT_IN.keySet())
          .exception();
    }
    long own = spec.kind().equals("linear") ? Linear.parameters(spec) : 0;
    return spec.parts().stream()
        .mapToLong(part -> count(part, depth + 1))
        .reduce(own, Math::addExact);
  }

  private static Layer build(Spec spec) {
    Function<Spec, Layer> builder = BUILT_IN.get(spec.kind());
    if (builder == null) {
      throw new IllegalArgumentException(spec.kind());
    }
    return builder.apply(spec);
  }
}

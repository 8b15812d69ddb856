package org.jpsi.core.nn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;

/// Registry of layers: builds the built-in ones, and those of a {@link LayerProvider}, from their
/// {@link LayerSpec}, which may come from an untrusted file.
public final class LayerRegistry {
  /// The maximum number of inputs or outputs of a layer.
  static final int MAX_WIDTH = 1 << 20;

  /// The maximum number of values that the parameters and buffers of a network hold.
  public static final long MAX_VALUES = 1L << 28;

  private static final int MAX_DEPTH = 32;
  private static final int MAX_LAYERS = 10_000;

  /// Registered layer type.
  ///
  /// @param build from its description and the layers inside, which are built before
  /// @param values how many numbers a layer of this type holds itself, without its inner layers'
  /// @param container whether the registry builds the layers inside; else the layer itself does
  private record LayerEntry(
      BiFunction<LayerSpec, List<Layer>, Layer> build,
      ToLongFunction<LayerSpec> values,
      boolean container) {
    LayerEntry(Function<LayerSpec, Layer> build, ToLongFunction<LayerSpec> values) {
      this((spec, _) -> build.apply(spec), values, false);
    }

    static LayerEntry empty(Function<LayerSpec, Layer> build) {
      return new LayerEntry(build, spec -> 0);
    }

    static LayerEntry container(BiFunction<LayerSpec, List<Layer>, Layer> build) {
      return new LayerEntry(build, spec -> 0, true);
    }
  }

  private static final Map<String, LayerEntry> BUILT_IN = builtIn();

  private static Map<String, LayerEntry> builtIn() {
    Map<String, LayerEntry> types = new TreeMap<>();
    for (Activation activation : Activation.all()) {
      types.put(activation.name(), LayerEntry.empty(spec -> activation));
    }
    types.put("leakyRelu", LayerEntry.empty(s -> LeakyRelu.of(s.number("slope", 0, 1))));
    types.put("elu", LayerEntry.empty(s -> Elu.of(s.number("alpha", 0, 100))));
    types.put("concatenate", LayerEntry.empty(Concatenate::from));
    types.put("identity", LayerEntry.empty(s -> Identity.of()));
    types.put("dropout", LayerEntry.empty(s -> Dropout.of(s.number("rate", 0, Dropout.MAX_RATE))));
    types.put("sequential", LayerEntry.container((s, inside) -> Sequential.of(inside)));
    types.put("residual", LayerEntry.container((s, inside) -> Residual.of(inside)));
    types.put("conv2d", new LayerEntry(Conv2d::from, Conv2d::values));
    types.put("maxPool2d", LayerEntry.empty(MaxPool2d::from));
    types.put("flatten", LayerEntry.empty(s -> Flatten.of()));
    types.put("gradientReversal", LayerEntry.empty(GradientReversal::from));
    types.put(
        "multiHeadAttention", new LayerEntry(MultiHeadAttention::from, MultiHeadAttention::values));
    types.put("pooling", LayerEntry.empty(Pooling::from));
    types.put("constituents", LayerEntry.container(Constituents::from));
    types.put("unflatten", LayerEntry.empty(Unflatten::from));
    types.put("heads", LayerEntry.container(Heads::from));
    types.put("linear", new LayerEntry(Linear::from, Linear::values));
    types.put("embedding", new LayerEntry(Embedding::from, Embedding::values));
    types.put(TabularEncoding.TYPE, new LayerEntry(TabularEncoding::from, TabularEncoding::values));
    types.put(
        "batchNorm", new LayerEntry(BatchNorm::from, s -> 4L * s.integer("width", 1, MAX_WIDTH)));
    types.put("logOdds", LayerEntry.empty(s -> Logit.of()));
    types.put(
        "layerNorm", new LayerEntry(LayerNorm::from, s -> 2L * s.integer("width", 1, MAX_WIDTH)));
    return types;
  }

  private LayerRegistry() {}

  /// The layer that `spec` describes; weights are 0 until they are set or drawn by {@link
  /// Layer#initialize}. Unknown types, settings out of bounds and networks of more than 2^28 values
  /// are an InputException, before anything is allocated.
  public static Layer of(LayerSpec spec) {
    return of(spec, Map.of());
  }

  /// The same where layers are shared: one layer in several places of built-in containers, whose
  /// weights are tied.
  ///
  /// @param shared the place of a layer and the place before it that has the same layer; a place is
  ///   the numbers of the layers around it and its own, from the outermost on: `1.0`
  public static Layer of(LayerSpec spec, Map<String, String> shared) {
    values(spec);
    LayerBuilding building = new LayerBuilding(shared, LayerRegistry::build);
    Layer layer = building.layer(spec, "");
    building.requireAllUsed();
    return layer;
  }

  /// Whether the registry itself builds the layers inside of such a layer, and not the layer.
  public static boolean isContainer(LayerSpec spec) {
    LayerEntry entry = BUILT_IN.get(spec.type());
    return entry != null && entry.container();
  }

  /// Number of values that the parameters and buffers of `spec` hold; allocates nothing. Compare it
  /// with what a file holds before {@link #of}.
  public static long values(LayerSpec spec) {
    int layers = layers(spec, 0);
    if (layers > MAX_LAYERS) {
      throw InputException.at("network")
          .expected("at most " + MAX_LAYERS + " layers")
          .found(Integer.toString(layers))
          .exception();
    }
    long count = count(spec, 0);
    if (count > MAX_VALUES) {
      throw InputException.at("network")
          .expected("at most " + MAX_VALUES + " parameters")
          .found(count + ", of which " + largest(spec))
          .exception();
    }
    return count;
  }

  /// The names of the built-in layer types.
  public static List<String> types() {
    return List.copyOf(BUILT_IN.keySet());
  }

  private static long count(LayerSpec spec, int depth) {
    if (depth > MAX_DEPTH) {
      throw InputException.at("network").says("layers nested deeper than " + MAX_DEPTH).exception();
    }
    long values = type(spec).values().applyAsLong(spec);
    for (LayerSpec part : spec.layers()) {
      values = Math.addExact(values, count(part, depth + 1));
    }
    return values;
  }

  private static int layers(LayerSpec spec, int depth) {
    int layers = 1;
    for (LayerSpec part : spec.layers()) {
      layers += depth > MAX_DEPTH ? 0 : layers(part, depth + 1);
    }
    return layers;
  }

  /// The layer with the most values, in words.
  private static String largest(LayerSpec spec) {
    LayerSpec most = spec;
    for (Deque<LayerSpec> left = new ArrayDeque<>(List.of(spec)); !left.isEmpty(); ) {
      LayerSpec next = left.pop();
      left.addAll(next.layers());
      if (type(next).values().applyAsLong(next) > type(most).values().applyAsLong(most)) {
        most = next;
      }
    }
    return type(most).values().applyAsLong(most)
        + " in the layer "
        + most.type()
        + " "
        + most.settings();
  }

  private static LayerEntry type(LayerSpec spec) {
    LayerEntry type = BUILT_IN.get(spec.type());
    return type == null ? provided(spec) : type;
  }

  private static LayerEntry provided(LayerSpec spec) {
    LayerProviders providers = LayerProviders.load(BUILT_IN.keySet());
    LayerProvider provider = providers.of(spec.type());
    if (provider != null) {
      return new LayerEntry(provider::build, provider::values);
    }
    // the name of a class, for that of a type
    String simple = spec.type().substring(spec.type().lastIndexOf('.') + 1);
    String type =
        simple.isEmpty() ? "" : Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
    if (BUILT_IN.containsKey(type)) {
      throw InputException.at("network")
          .expected("the type of a layer")
          .found("`" + spec.type() + "`")
          .nearest(type, BUILT_IN.keySet())
          .exception();
    }
    throw InputException.at("network")
        .expected("a layer of kind " + String.join(", ", BUILT_IN.keySet()))
        .found("`" + spec.type() + "`" + providers.broken())
        .nearest(spec.type(), BUILT_IN.keySet())
        .kind(Problem.Kind.MISSING_PROVIDER)
        .remedy("add the library that has the LayerProvider of `" + spec.type() + "`")
        .exception();
  }

  /// Whether a layer is built in, and all inside it are.
  public static boolean isBuiltIn(LayerSpec spec) {
    return BUILT_IN.containsKey(spec.type())
        && spec.layers().stream().allMatch(LayerRegistry::isBuiltIn);
  }

  private static Layer build(LayerSpec spec, List<Layer> inside) {
    Layer layer = type(spec).build().apply(spec, inside);
    if (!BUILT_IN.containsKey(spec.type())) {
      demandValues(layer, spec);
    }
    return layer;
  }

  // What a provider says is what a file is checked against before anything is allocated.
  private static void demandValues(Layer layer, LayerSpec spec) {
    long expected = count(spec, 0);
    long found =
        Stream.concat(layer.parameters().stream(), layer.buffers().stream())
            .mapToLong(parameter -> parameter.shape().count())
            .sum();
    if (found != expected) {
      throw InputException.at("layer " + spec.type())
          .expected(expected + " values, as values(..) of its LayerProvider and its layers say")
          .found(Long.toString(found))
          .exception();
    }
  }
}

package org.jpsi.core.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerRegistry;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Parameter;

/// Codec of networks: layers as their {@link LayerSpec}, weights and statistics as arrays under the
/// names of a PyTorch `Sequential`.
///
/// A layer in several places is stored in each, and the places are noted: read again, it is one.
final class NetworkCodec implements PredictorCodec<NetworkPredictor> {
  private static final String SHARED = "shared";

  @Override
  public String kind() {
    return "network";
  }

  @Override
  public Class<NetworkPredictor> type() {
    return NetworkPredictor.class;
  }

  @Override
  public void write(NetworkPredictor predictor, PredictorWriter to) {
    Sequential network = predictor.network();
    LayerSpec spec = network.spec();
    LayerRegistry.values(spec);
    Map<String, String> shared = SharedLayers.of(network);
    demandReadable(network, spec, shared);
    to.setting("layers", describe(spec));
    if (!shared.isEmpty()) {
      to.setting(SHARED, shared);
    }
    for (Parameter parameter : stored(network)) {
      to.array(parameter.name(), parameter.tensor().toArray(), parameter.shape().sizes());
    }
  }

  @Override
  public NetworkPredictor read(PredictorReader from) {
    Map<String, String> shared = new LinkedHashMap<>();
    if (from.settings().names().contains(SHARED)) {
      JsonObject places = from.settings().object(SHARED);
      places.names().forEach(place -> shared.put(place, places.string(place)));
    }
    return read(spec(from.settings().object("layers")), shared, from);
  }

  /// The network of this description, with its arrays.
  ///
  /// @param shared see {@link LayerRegistry#of(LayerSpec, Map)}
  static NetworkPredictor read(
      LayerSpec described, Map<String, String> shared, PredictorReader from) {
    if (LayerRegistry.values(described) != from.count()) {
      throw InputException.at("network")
          .expected(LayerRegistry.values(described) + " parameters, as described")
          .found(from.count() + " in the file")
          .exception();
    }
    Layer layer = LayerRegistry.of(described, shared);
    if (!(layer instanceof Sequential network)) {
      throw InputException.at("network")
          .expected("a layer of kind sequential")
          .found("`" + layer.spec().type() + "`")
          .exception();
    }
    List<Parameter> stored = stored(network);
    for (Parameter parameter : stored) {
      parameter.set(from.array(parameter.name(), parameter.shape().sizes()));
    }
    for (Parameter parameter : stored) {
      float[] values = from.array(parameter.name(), parameter.shape().sizes());
      if (!Arrays.equals(values, parameter.tensor().toArray())) {
        throw InputException.at("array " + parameter.name())
            .expected("the values of the parameter that it shares, which has several names")
            .found("others")
            .exception();
      }
    }
    network.verify();
    return new NetworkPredictor(network);
  }

  // Refuses a layer that is neither built in nor built by a provider, or not by it as it is.
  private static void demandReadable(
      Sequential network, LayerSpec spec, Map<String, String> shared) {
    List<Parameter> parameters = stored(network);
    List<Integer> ties = SharedLayers.ties(parameters);
    if (SharedLayers.isBuiltIn(network) && ties.stream().allMatch(i -> i < 0)) {
      return;
    }
    List<Parameter> again = stored(LayerRegistry.of(spec, shared));
    List<String> expected = parameters.stream().map(Parameter::toString).toList();
    List<String> found = again.stream().map(Parameter::toString).toList();
    if (!found.equals(expected)) {
      throw InputException.at("network")
          .expected("layers that a LayerProvider builds as they are, " + expected)
          .found("from the description " + spec + ": " + found)
          .remedy("say all settings in the layer's spec(), and take them in the provider's build")
          .exception();
    }
    demandTied(parameters, ties, SharedLayers.ties(again));
  }

  // Weights that come apart would score the same, and be trained apart.
  private static void demandTied(
      List<Parameter> parameters, List<Integer> ties, List<Integer> found) {
    for (int i = 0; i < ties.size(); i++) {
      if (ties.get(i).equals(found.get(i))) {
        continue;
      }
      int first = Math.max(ties.get(i), found.get(i));
      String both = parameters.get(first).name() + " and " + parameters.get(i).name();
      throw InputException.at("network")
          .expected(both + (ties.get(i) < 0 ? " as two parameters" : " as one parameter"))
          .found("from the description " + (ties.get(i) < 0 ? "one" : "two"))
          .remedy(
              "share a whole layer among built-in containers, or have one layer of your own share"
                  + " inside, which its LayerProvider builds the same way")
          .exception();
    }
  }

  private static List<Parameter> stored(Layer network) {
    return Stream.concat(network.parameters().stream(), network.buffers().stream()).toList();
  }

  private static Map<String, Object> describe(LayerSpec spec) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", spec.type());
    json.put("settings", spec.settings());
    json.put("parts", spec.layers().stream().map(NetworkCodec::describe).toList());
    return json;
  }

  /// The layer that is described.
  static LayerSpec spec(JsonObject json) {
    return new LayerSpec(
        json.string("kind"),
        json.object("settings").values(),
        json.objects("parts").stream().map(NetworkCodec::spec).toList());
  }
}

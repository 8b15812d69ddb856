package org.jpsi.core.model;

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
final class NetworkCodec implements PredictorCodec<NetworkPredictor> {
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
    demandReadable(predictor.network());
    to.setting("layers", describe(predictor.network().spec()));
    for (Parameter parameter : stored(predictor.network())) {
      to.array(parameter.name(), parameter.tensor().toArray(), parameter.shape().sizes());
    }
  }

  @Override
  public NetworkPredictor read(PredictorReader from) {
    return read(spec(from.settings().object("layers")), from);
  }

  /// The network of this description, with its arrays.
  static NetworkPredictor read(LayerSpec described, PredictorReader from) {
    if (LayerRegistry.values(described) != from.count()) {
      throw InputException.at("network")
          .expected(LayerRegistry.values(described) + " parameters, as described")
          .found(from.count() + " in the file")
          .exception();
    }
    Layer layer = LayerRegistry.of(described);
    if (!(layer instanceof Sequential network)) {
      throw InputException.at("network")
          .expected("a layer of kind sequential")
          .found("`" + layer.spec().type() + "`")
          .exception();
    }
    for (Parameter parameter : stored(network)) {
      parameter.set(from.array(parameter.name(), parameter.shape().sizes()));
    }
    network.verify();
    return new NetworkPredictor(network);
  }

  // Refuses a layer that is neither built in nor built by a provider, or not by it as it is.
  private static void demandReadable(Sequential network) {
    LayerSpec spec = network.spec();
    LayerRegistry.values(spec);
    if (LayerRegistry.isBuiltIn(spec)) {
      return;
    }
    List<String> expected = stored(network).stream().map(Parameter::toString).toList();
    List<String> found = stored(LayerRegistry.of(spec)).stream().map(Parameter::toString).toList();
    if (!found.equals(expected)) {
      throw InputException.at("network")
          .expected("layers that a LayerProvider builds as they are, " + expected)
          .found("from the description " + spec + ": " + found)
          .remedy("say all settings in the layer's spec(), and take them in the provider's build")
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

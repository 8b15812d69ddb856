package org.jpsi.core.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jpsi.core.errors.InputException;

/// Building of one network from its description, in which layers may be shared: see {@link
/// LayerRegistry#of(LayerSpec, Map)}.
final class LayerBuilding {
  private record Built(LayerSpec spec, Layer layer) {}

  private final Map<String, String> shared;
  private final BiFunction<LayerSpec, List<Layer>, Layer> build;
  private final Map<String, Built> built = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  LayerBuilding(Map<String, String> shared, BiFunction<LayerSpec, List<Layer>, Layer> build) {
    this.shared = Map.copyOf(shared);
    this.build = build;
  }

  /// The layer at a place, with all inside.
  Layer layer(LayerSpec spec, String place) {
    String first = shared.get(place);
    if (first != null) {
      return again(spec, place, first);
    }
    List<Layer> inside = new ArrayList<>();
    if (LayerRegistry.isContainer(spec)) {
      for (LayerSpec part : spec.layers()) {
        String at = Integer.toString(inside.size());
        inside.add(layer(part, place.isEmpty() ? at : place + "." + at));
      }
    }
    Layer layer = build.apply(spec, inside);
    built.put(place, new Built(spec, layer));
    return layer;
  }

  private Layer again(LayerSpec spec, String place, String first) {
    Built before = built.get(first);
    if (before == null || !before.spec.equals(spec)) {
      throw InputException.at("network")
          .expected("at " + place + " the layer of " + first + ", which it shares")
          .found(before == null ? "no layer there before it" : "another kind of layer there")
          .exception();
    }
    used.add(place);
    return before.layer;
  }

  /// Refuses places where there is no layer.
  void requireAllUsed() {
    for (String place : shared.keySet()) {
      if (!used.contains(place)) {
        throw InputException.at("network")
            .expected("a layer at " + place + ", which is shared")
            .found("none in a built-in container")
            .exception();
      }
    }
  }
}

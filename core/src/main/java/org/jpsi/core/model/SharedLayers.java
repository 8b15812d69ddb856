package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerRegistry;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Tensor;

/// Layers that a network has in several places, and parameters under several names: tied weights.
final class SharedLayers {
  private SharedLayers() {}

  /// The places of layers with parameters or buffers that are there before already, with the first
  /// places of these: see {@link LayerRegistry#of(LayerSpec, Map)}.
  static Map<String, String> of(Layer network) {
    Map<String, String> shared = new LinkedHashMap<>();
    find(network, "", new IdentityHashMap<>(), shared);
    return shared;
  }

  private static void find(
      Layer layer, String place, Map<Layer, String> first, Map<String, String> shared) {
    String before = first.putIfAbsent(layer, place);
    if (before != null) {
      if (!layer.parameters().isEmpty() || !layer.buffers().isEmpty()) {
        shared.put(place, before);
      }
      return;
    }
    LayerSpec spec = layer.spec();
    List<Layer> inside = List.copyOf(layer.children().values());
    if (LayerRegistry.isContainer(spec) && inside.size() == spec.layers().size()) {
      for (int i = 0; i < inside.size(); i++) {
        find(inside.get(i), place.isEmpty() ? "" + i : place + "." + i, first, shared);
      }
    }
  }

  /// Ties of parameters: for each the index of the one before it that is the same; -1 where there
  /// is none.
  static List<Integer> ties(List<Parameter> parameters) {
    Map<Tensor, Integer> first = new IdentityHashMap<>();
    List<Integer> ties = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Integer before = first.putIfAbsent(parameter.tensor(), ties.size());
      ties.add(before == null ? -1 : before);
    }
    return ties;
  }

  /// Whether a network is of the library's own classes alone: a description may have a built-in
  /// layer's name.
  static boolean isBuiltIn(Layer layer) {
    return layer.getClass().getClassLoader() == Layer.class.getClassLoader()
        && layer.getClass().getPackage() == Layer.class.getPackage()
        && LayerRegistry.isBuiltIn(layer.spec())
        && layer.children().values().stream().allMatch(SharedLayers::isBuiltIn);
  }
}

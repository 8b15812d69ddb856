package org.jpsi.core.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jpsi.core.tensor.Parameter;

/// Layers inside a layer, by name and in order: what {@link Layer#children} returns.
///
/// ```java
/// public SequencedMap<String, Layer> children() {
///   return Children.of("hidden", hidden, "out", out);
/// }
/// ```
///
/// Names are not empty, have no dot and are there once; else it is an IllegalArgumentException.
public final class Children {
  static final SequencedMap<String, Layer> NONE =
      Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

  private Children() {}

  public static SequencedMap<String, Layer> of(String name, Layer layer) {
    return of(List.of(name), List.of(layer));
  }

  public static SequencedMap<String, Layer> of(String n1, Layer l1, String n2, Layer l2) {
    return of(List.of(n1, n2), List.of(l1, l2));
  }

  public static SequencedMap<String, Layer> of(
      String n1, Layer l1, String n2, Layer l2, String n3, Layer l3) {
    return of(List.of(n1, n2, n3), List.of(l1, l2, l3));
  }

  public static SequencedMap<String, Layer> of(
      String n1, Layer l1, String n2, Layer l2, String n3, Layer l3, String n4, Layer l4) {
    return of(List.of(n1, n2, n3, n4), List.of(l1, l2, l3, l4));
  }

  public static SequencedMap<String, Layer> of(
      String n1,
      Layer l1,
      String n2,
      Layer l2,
      String n3,
      Layer l3,
      String n4,
      Layer l4,
      String n5,
      Layer l5) {
    return of(List.of(n1, n2, n3, n4, n5), List.of(l1, l2, l3, l4, l5));
  }

  public static SequencedMap<String, Layer> of(
      String n1,
      Layer l1,
      String n2,
      Layer l2,
      String n3,
      Layer l3,
      String n4,
      Layer l4,
      String n5,
      Layer l5,
      String n6,
      Layer l6) {
    return of(List.of(n1, n2, n3, n4, n5, n6), List.of(l1, l2, l3, l4, l5, l6));
  }

  /// Any number of layers and as many names.
  public static SequencedMap<String, Layer> of(List<String> names, List<? extends Layer> layers) {
    if (names.size() != layers.size()) {
      throw new IllegalArgumentException(
          "children: expected a name for each layer, found "
              + (names.size() + " names and " + layers.size() + " layers"));
    }
    SequencedMap<String, Layer> children = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isEmpty() || name.contains(".") || children.put(name, layers.get(i)) != null) {
        throw new IllegalArgumentException(
            "children: expected names without a dot, each once, found `" + name + "`");
      }
    }
    return Collections.unmodifiableSequencedMap(children);
  }

  /// Layers named by their places, `0`, `1`, ... (PyTorch's ModuleList).
  public static SequencedMap<String, Layer> list(List<? extends Layer> layers) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      names.add(Integer.toString(i));
    }
    return of(names, layers);
  }

  static List<Parameter> all(
      Layer layer, Function<Layer, List<Parameter>> own, Function<Layer, List<Parameter>> ofChild) {
    List<Parameter> all = new ArrayList<>(own.apply(layer));
    layer
        .children()
        .forEach((name, child) ->
            ofChild.apply(child).forEach(parameter -> all.add(parameter.withPrefix(name))));
    return all;
  }

  static LayerSpec spec(Layer layer) {
    Class<?> type = layer.getClass();
    String name = type.isAnonymousClass() || type.isHidden() ? "function" : type.getSimpleName();
    return new LayerSpec(
        name, Map.of(), layer.children().values().stream().map(Layer::spec).toList());
  }
}

package org.jpsi.core.nn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.jpsi.core.errors.InputException;
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
    return of(List.of(name), Arrays.asList(layer));
  }

  public static SequencedMap<String, Layer> of(String n1, Layer l1, String n2, Layer l2) {
    return of(List.of(n1, n2), Arrays.asList(l1, l2));
  }

  public static SequencedMap<String, Layer> of(
      String n1, Layer l1, String n2, Layer l2, String n3, Layer l3) {
    return of(List.of(n1, n2, n3), Arrays.asList(l1, l2, l3));
  }

  public static SequencedMap<String, Layer> of(
      String n1, Layer l1, String n2, Layer l2, String n3, Layer l3, String n4, Layer l4) {
    return of(List.of(n1, n2, n3, n4), Arrays.asList(l1, l2, l3, l4));
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
    return of(List.of(n1, n2, n3, n4, n5), Arrays.asList(l1, l2, l3, l4, l5));
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
    return of(List.of(n1, n2, n3, n4, n5, n6), Arrays.asList(l1, l2, l3, l4, l5, l6));
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
      if (layers.get(i) == null) {
        throw new IllegalArgumentException(
            "children: expected a layer called `"
                + (name + "`, found null; set its field before children() is called"));
      }
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
    demandTree(layer);
    List<Parameter> all = new ArrayList<>(own.apply(layer));
    inside(layer)
        .forEach((name, child) ->
            ofChild.apply(child).forEach(parameter -> all.add(parameter.withPrefix(name))));
    return all;
  }

  /// The children of a layer.
  ///
  /// @throws InputException where there is null, or the layer itself
  static SequencedMap<String, Layer> inside(Layer layer) {
    SequencedMap<String, Layer> children = layer.children();
    if (children == null) {
      throw wrong(layer)
          .found("null")
          .remedy("return Children.of(..), or leave children() out where there are none")
          .exception();
    }
    children.forEach((name, child) -> {
      if (child == null) {
        throw wrong(layer)
            .found("null called `" + name + "`")
            .remedy("set its field before children() is called")
            .exception();
      }
    });
    return children;
  }

  // Refuses a layer that is inside itself: nothing that follows from children would end.
  private static void demandTree(Layer layer) {
    Set<Layer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Layer> open = new ArrayDeque<>(inside(layer).values());
    while (!open.isEmpty()) {
      Layer next = open.pop();
      if (next == layer) {
        throw wrong(layer)
            .found("the layer itself, or a layer that has it inside")
            .remedy("return the layers inside it alone")
            .exception();
      }
      if (seen.add(next)) {
        open.addAll(inside(next).values());
      }
    }
  }

  private static InputException.Builder wrong(Layer layer) {
    return InputException.at(typeName(layer) + " layer").expected("children() by name");
  }

  private static String typeName(Layer layer) {
    Class<?> type = layer.getClass();
    return type.isAnonymousClass() || type.isHidden() ? "function" : type.getSimpleName();
  }

  static LayerSpec spec(Layer layer) {
    return new LayerSpec(
        typeName(layer), Map.of(), inside(layer).values().stream().map(Layer::spec).toList());
  }
}

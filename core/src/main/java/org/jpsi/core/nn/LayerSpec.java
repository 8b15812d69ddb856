package org.jpsi.core.nn;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jpsi.core.errors.InputException;
import org.jspecify.annotations.Nullable;

/// Serializable description (configuration) of a layer: what a model file holds and a drawing
/// shows.
///
/// @param type such as `linear`
/// @param settings by name; each a Boolean, a String, a Number or a list of Strings
/// @param layers the layers inside, in order
public record LayerSpec(String type, Map<String, Object> settings, List<LayerSpec> layers) {
  public LayerSpec {
    Map<String, Object> checked = new TreeMap<>();
    for (Map.Entry<String, Object> setting : settings.entrySet()) {
      checked.put(setting.getKey(), checked(type, setting.getKey(), setting.getValue()));
    }
    settings = Collections.unmodifiableMap(checked);
    layers = List.copyOf(layers);
  }

  private static Object checked(String type, String name, @Nullable Object value) {
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return List.copyOf(list);
    }
    if (value instanceof Number || value instanceof String || value instanceof Boolean) {
      return value;
    }
    throw new IllegalArgumentException(
        "setting "
            + name
            + " of layer "
            + type
            + ": expected a number, text, a boolean or a list of texts, found "
            + words(value));
  }

  // What a value is, for those who wrote a file rather than Java.
  private static String words(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case List<?> _ -> "a list of something else";
      case Map<?, ?> _ -> "names with values";
      default -> "something of another kind";
    };
  }

  public static LayerSpec of(String type, Map<String, Object> settings) {
    return new LayerSpec(type, settings, List.of());
  }

  /// A whole number between `min` and `max`; otherwise an InputException.
  public int integer(String name, int min, int max) {
    if (settings.get(name) instanceof Number n
        && n.doubleValue() >= min
        && n.doubleValue() <= max
        && n.doubleValue() == Math.rint(n.doubleValue())) {
      return n.intValue();
    }
    throw wrong(name, "a whole number from " + min + " to " + max);
  }

  /// A number between `min` and `max`; otherwise an InputException.
  public double number(String name, double min, double max) {
    if (settings.get(name) instanceof Number n
        && n.doubleValue() >= min
        && n.doubleValue() <= max) {
      return n.doubleValue();
    }
    throw wrong(name, "a number from " + min + " to " + max);
  }

  /// True or false; otherwise an InputException.
  boolean flag(String name) {
    if (settings.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "true or false");
  }

  /// A list of texts; otherwise an InputException.
  public List<String> strings(String name) {
    if (settings.get(name) instanceof List<?> list) {
      return list.stream().map(String.class::cast).toList();
    }
    throw wrong(name, "a list of texts");
  }

  private InputException wrong(String name, String expected) {
    Object value = settings.get(name);
    return InputException.at("layer " + type)
        .expected("`" + name + "`: " + expected)
        .found(value == null ? "nothing" : value.toString())
        .exception();
  }
}

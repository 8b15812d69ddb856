package org.jpsi.core.nn;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jpsi.core.errors.InputException;

/// A layer described: what a model file holds and a drawing shows.
///
/// @param kind such as `linear`
/// @param settings by name; each a Boolean, a String or a Number
/// @param parts the layers inside, in order
public record LayerSpec(String kind, Map<String, Object> settings, List<LayerSpec> parts) {
  public LayerSpec {
    settings.forEach((name, value) -> {
      if (!(value instanceof Number || value instanceof String || value instanceof Boolean)) {
        throw new IllegalArgumentException(
            "setting " + name + " of layer " + kind + " is a " + value.getClass().getSimpleName());
      }
    });
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    parts = List.copyOf(parts);
  }

  public static LayerSpec of(String kind, Map<String, Object> settings) {
    return new LayerSpec(kind, settings, List.of());
  }

  /// A whole number between `least` and `most`; otherwise an InputException.
  public int integer(String name, int least, int most) {
    if (settings.get(name) instanceof Number n
        && n.doubleValue() >= least
        && n.doubleValue() <= most
        && n.doubleValue() == Math.rint(n.doubleValue())) {
      return n.intValue();
    }
    throw wrong(name, "a whole number from " + least + " to " + most);
  }

  /// A number between `least` and `most`; otherwise an InputException.
  public double number(String name, double least, double most) {
    if (settings.get(name) instanceof Number n
        && n.doubleValue() >= least
        && n.doubleValue() <= most) {
      return n.doubleValue();
    }
    throw wrong(name, "a number from " + least + " to " + most);
  }

  private InputException wrong(String name, String expected) {
    Object value = settings.get(name);
    return InputException.at("layer " + kind)
        .expected("`" + name + "`: " + expected)
        .found(value == null ? "nothing" : value.toString())
        .exception();
  }
}

package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Json;
import org.jspecify.annotations.Nullable;

/// JSON object whose members are read with the type that the caller expects; another type is an
/// InputException at the key.
///
/// @param values the members by key, none of them null
record JsonObject(Map<String, Object> values) {
  // Characters of a value that a message shows.
  private static final int MAX_SHOWN = 60;

  JsonObject {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// @param name key of the object
  static JsonObject of(String name, @Nullable Object json) {
    if (!(json instanceof Map<?, ?> object)) {
      throw wrong(name, "an object", json);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    object.forEach((key, value) -> {
      if (value == null) {
        throw wrong((String) key, "a value", null);
      }
      values.put((String) key, value);
    });
    return new JsonObject(values);
  }

  private static InputException wrong(String name, String expected, @Nullable Object found) {
    return InputException.at("key " + name)
        .expected(expected)
        .found(found == null ? "nothing" : shortened(found.toString()))
        .exception();
  }

  private static String shortened(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
  }

  private <T> T get(String name, Class<T> type, String expected) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw wrong(name, expected, value);
    }
    return type.cast(value);
  }

  Set<String> names() {
    return values.keySet();
  }

  String string(String name) {
    return get(name, String.class, "text");
  }

  boolean bool(String name) {
    return get(name, Boolean.class, "true or false");
  }

  int integer(String name) {
    long value = get(name, Long.class, "a whole number");
    if (value != (int) value) {
      throw wrong(name, "a whole number of 32 bits", value);
    }
    return (int) value;
  }

  /// A whole number between `min` and `max`.
  int integer(String name, int min, int max) {
    Object value = values.get(name);
    if (!(value instanceof Long number) || number < min || number > max) {
      throw wrong(name, "a whole number from " + min + " to " + max, value);
    }
    return number.intValue();
  }

  double number(String name) {
    Object value = values.get(name);
    return Json.number(value).orElseThrow(() -> wrong(name, "a number", value));
  }

  JsonObject object(String name) {
    return of(name, values.get(name));
  }

  List<JsonObject> objects(String name) {
    List<JsonObject> items = new ArrayList<>();
    for (Object item : get(name, List.class, "a list")) {
      items.add(of(name + "." + items.size(), item));
    }
    return items;
  }

  List<String> strings(String name) {
    List<String> items = new ArrayList<>();
    for (Object item : get(name, List.class, "a list")) {
      if (!(item instanceof String string)) {
        throw wrong(name + "." + items.size(), "text", item);
      }
      items.add(string);
    }
    return items;
  }

  List<Double> numbers(String name) {
    List<Double> items = new ArrayList<>();
    for (Object item : get(name, List.class, "a list")) {
      String at = name + "." + items.size();
      items.add(Json.number(item).orElseThrow(() -> wrong(at, "a number", item)));
    }
    return items;
  }
}

package org.jpsi.analysis.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Nearest;

/// Object type: a mapping with known keys.
///
/// @param keys in the order in which they are written
/// @param refused keys that do not exist, each with its reason
/// @param build makes the object from the values
record ObjectType<O>(List<Key<O, ?>> keys, List<Refusal> refused, Function<KeyValues<O>, O> build)
    implements ValueType<O> {

  ObjectType {
    keys = List.copyOf(keys);
    refused = List.copyOf(refused);
  }

  List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  @Override
  public O read(ConfigValue value, KnownTask task) {
    Map<String, ConfigValue> given = value.entries("the keys " + String.join(", ", names()));
    for (Refusal refusal : refused) {
      ConfigValue wrong = given.get(refusal.name());
      if (wrong != null) {
        throw refusal.exception(wrong.where());
      }
    }
    Map<String, ConfigValue> known = new LinkedHashMap<>();
    given.forEach((name, inside) -> {
      Key<O, ?> key = find(name).orElseThrow(() -> unknown(value, name));
      ConfigValue other = known.put(key.name(), inside);
      if (other != null) {
        throw twice(value, key, name);
      }
      if (!name.equals(key.name())) {
        rename(value, inside, name, key.name());
      }
    });
    KeyValues<O> values = new KeyValues<>(this, value, known, task);
    O whole = build.apply(values);
    values.requireAllRead();
    return whole;
  }

  // The location is found under either name.
  private static void rename(ConfigValue whole, ConfigValue inside, String old, String name) {
    ReadContext context = whole.context();
    context.warnings().add(whole.keyWhere(old) + ": " + old + " is now named " + name);
    context
        .locations()
        .put(whole.path().isEmpty() ? name : whole.path() + "." + name, inside.node().at());
  }

  /// The key of this name or alias.
  Optional<Key<O, ?>> find(String name) {
    return keys.stream().filter(key -> key.names().contains(name)).findFirst();
  }

  private InputException unknown(ConfigValue value, String name) {
    InputException.Builder message =
        InputException.at(value.keyWhere(name))
            .expected(keys.isEmpty() ? "no key" : "one of the keys " + String.join(", ", names()))
            .found("`" + name + "`")
            .nearest(name, names());
    List<String> elsewhere = ValueType.paths(value.context().schema(), name);
    return (elsewhere.isEmpty() || !Nearest.of(name, names()).isEmpty()
            ? message
            : message.remedy(
                "there is `"
                    + String.join("`, `", elsewhere.subList(0, Math.min(3, elsewhere.size())))
                    + "`"))
        .exception();
  }

  private InputException twice(ConfigValue value, Key<O, ?> key, String name) {
    String old = name.equals(key.name()) ? String.join(" or ", key.aliases()) : name;
    return InputException.at(value.keyWhere(name))
        .expected("`" + key.name() + "` once")
        .found("its old name `" + old + "` beside it")
        .remedy("remove `" + old + "`")
        .exception();
  }

  @Override
  public YamlNode write(O value, Extent extent, KnownTask task) {
    Map<String, YamlNode> all = new LinkedHashMap<>();
    for (Key<O, ?> key : keys) {
      key.write(value, extent, task).ifPresent(node -> all.put(key.name(), node));
    }
    return YamlNode.map(all);
  }

  @Override
  public Optional<ValueType<?>> inside(String key) {
    return find(key).map(Key::type);
  }

  @Override
  public List<String> names(String key) {
    return find(key).map(Key::names).orElse(List.of(key));
  }
}

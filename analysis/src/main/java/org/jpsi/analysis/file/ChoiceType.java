package org.jpsi.analysis.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;

/// Choice type: one of several options, each with its own settings.
///
/// @param what is chosen, with its article
/// @param refused names that are not options, each with its reason
record ChoiceType<T>(String what, List<NamedOption<? extends T>> options, List<Refusal> refused)
    implements ValueType<T> {

  ChoiceType {
    options = List.copyOf(options);
    refused = List.copyOf(refused);
  }

  List<String> names() {
    return options.stream().map(NamedOption::name).toList();
  }

  @Override
  public T read(ConfigValue value, KnownTask task) {
    for (Refusal refusal : refused) {
      if (names(value, refusal.name())) {
        throw refusal.exception(value.where());
      }
    }
    List<String> old = options.stream().flatMap(o -> o.aliases().stream()).toList();
    if (value.isText()) {
      String name = value.oneOf(what, names(), old);
      warning(value, value.where(), name);
      // no settings: an empty mapping at the same location
      return read(
          name,
          new ConfigValue(YamlNode.none(value.node().at()), value.path(), value.context()),
          task);
    }
    Map<String, ConfigValue> entries = value.entries(what + ": " + String.join(", ", names()));
    if (entries.size() != 1) {
      throw value.wrong(
          "one " + what.substring(what.indexOf(' ') + 1) + " of " + String.join(", ", names()));
    }
    String name = entries.keySet().iterator().next();
    if (option(name).isEmpty()) {
      throw InputException.at(value.keyWhere(name))
          .expected("one of the keys " + String.join(", ", names()))
          .found("`" + name + "`")
          .nearest(name, names())
          .exception();
    }
    warning(value, value.keyWhere(name), name);
    return read(name, entries.values().iterator().next(), task);
  }

  private static boolean names(ConfigValue value, String name) {
    return switch (value.node()) {
      case YamlNode.Scalar scalar -> scalar.text().equals(name);
      case YamlNode.Mapping mapping -> mapping.entries().containsKey(name);
      case YamlNode.Sequence _ -> false;
    };
  }

  private void warning(ConfigValue value, String where, String name) {
    String today = option(name).orElseThrow().name();
    if (!today.equals(name)) {
      value.context().warnings().add(where + ": " + name + " is now named " + today);
    }
  }

  private T read(String name, ConfigValue settings, KnownTask task) {
    return option(name).orElseThrow().settings().read(settings, task);
  }

  /// The option of this name or alias.
  Optional<NamedOption<? extends T>> option(String name) {
    return options.stream().filter(option -> option.hasName(name)).findFirst();
  }

  @Override
  public YamlNode write(T value, Extent extent, KnownTask task) {
    return options.stream()
        .map(option -> option.write(value, extent, task))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(what + ": none of " + value));
  }

  @Override
  public Optional<ValueType<?>> inside(String key) {
    return option(key).map(NamedOption::settings);
  }

  @Override
  public List<String> names(String key) {
    return option(key)
        .map(o -> Stream.concat(Stream.of(o.name()), o.aliases().stream()).toList())
        .orElse(List.of(key));
  }
}

package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A key of the analysis file: its entry in the schema. Reader, writer, messages, the reference and
/// the JSON Schema are made from it.
///
/// @param <O> what the key is a part of
/// @param <T> its value
/// @param aliases names it had before, which stay valid
/// @param defaultValue its value where the file does not say
/// @param get the value of a whole; empty where there is none to be written
/// @param meaning for the reference, in a sentence or two
/// @param block whether it is written with a line for each of its items or keys
record Key<O, T>(
    String name,
    List<String> aliases,
    ValueType<T> type,
    Default<T> defaultValue,
    Function<O, Optional<T>> get,
    String meaning,
    boolean block) {

  /// A key with a default.
  static <O, T> Key<O, T> of(
      String name, ValueType<T> type, T defaultValue, Function<O, T> get, String meaning) {
    return withDefault(
        name,
        type,
        new Default.Fixed<>(defaultValue),
        whole -> Optional.of(get.apply(whole)),
        meaning);
  }

  /// A key whose default is no constant.
  static <O, T> Key<O, T> withDefault(
      String name,
      ValueType<T> type,
      Default<T> defaultValue,
      Function<O, Optional<T>> get,
      String meaning) {
    return new Key<>(name, List.of(), type, defaultValue, get, meaning, false);
  }

  Key<O, T> withAliases(String... old) {
    return new Key<>(name, List.of(old), type, defaultValue, get, meaning, block);
  }

  Key<O, T> inLines() {
    return new Key<>(name, aliases, type, defaultValue, get, meaning, true);
  }

  /// The name and its aliases.
  List<String> names() {
    return Stream.concat(Stream.of(name), aliases.stream()).toList();
  }

  /// The value of this key in a file; empty where it is left out.
  Optional<YamlNode> write(O whole, Extent extent, KnownTask task) {
    Optional<T> value = get.apply(whole);
    if (extent == Extent.DIFFERING && value.equals(defaultValue.value(task))) {
      return Optional.empty();
    }
    return value.map(v -> type.write(v, extent, task));
  }

  /// The default as it would be written, where it is always the same.
  Optional<YamlNode> constant() {
    return defaultValue instanceof Default.Fixed<T>(T value)
        ? Optional.of(type.write(value, Extent.WHOLE, KnownTask.UNKNOWN))
        : Optional.empty();
  }
}

package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Key of the analysis file: an entry of the schema, from which reader, writer, messages, the
/// reference and the JSON Schema follow.
///
/// @param <O> type of the object that has the key
/// @param <T> type of its value
/// @param aliases former names, which stay valid
/// @param defaultValue its value where the file does not have it
/// @param get the value in an object; empty where there is none to write
/// @param meaning description for the reference, in a sentence or two
/// @param block whether it is written in block style, with a line for each item or key
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

  /// A key whose default is not constant.
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
    if (extent == Extent.NON_DEFAULTS && value.equals(defaultValue.value(task))) {
      return Optional.empty();
    }
    return value.map(v -> type.write(v, extent, task));
  }

  /// The default as it would be written, where it is constant.
  Optional<YamlNode> constant() {
    return defaultValue instanceof Default.Fixed<T>(T value)
        ? Optional.of(type.write(value, Extent.ALL_KEYS, KnownTask.UNKNOWN))
        : Optional.empty();
  }
}

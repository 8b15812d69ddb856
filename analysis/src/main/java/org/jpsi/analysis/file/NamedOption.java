package org.jpsi.analysis.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Named option of a choice, with its settings: `adam`, or `{adam: {learningRate: 1e-3}}`.
///
/// @param aliases former names, which stay valid
/// @param cast the value as one of this option; empty where it is of another
/// @param meaning description for the reference, in a sentence
/// @param asWord whether it is written as a word where all settings have their defaults
record NamedOption<S>(
    String name,
    List<String> aliases,
    Function<Object, Optional<S>> cast,
    ObjectType<S> settings,
    String meaning,
    boolean asWord) {

  /// An option with settings.
  ///
  /// @param type of its values, and of no other option's
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  static <S> NamedOption<S> of(
      String name,
      Class<S> type,
      String meaning,
      Function<KeyValues<S>, S> build,
      Key<S, ?>... keys) {
    return new NamedOption<>(
        name,
        List.of(),
        value -> type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty(),
        new ObjectType<>(List.of(keys), List.of(), build),
        meaning,
        false);
  }

  /// An option without settings.
  static <S> NamedOption<S> of(String name, S value, String meaning) {
    return new NamedOption<>(
        name,
        List.of(),
        other -> value.getClass().isInstance(other) ? Optional.of(value) : Optional.empty(),
        new ObjectType<>(List.of(), List.of(), values -> value),
        meaning,
        false);
  }

  NamedOption<S> withAliases(List<String> old) {
    return new NamedOption<>(name, old, cast, settings, meaning, asWord);
  }

  NamedOption<S> refusing(Refusal refusal) {
    return new NamedOption<>(
        name,
        aliases,
        cast,
        new ObjectType<>(settings.keys(), List.of(refusal), settings.build()),
        meaning,
        asWord);
  }

  NamedOption<S> asWordIfDefault() {
    return new NamedOption<>(name, aliases, cast, settings, meaning, true);
  }

  boolean hasName(String word) {
    return name.equals(word) || aliases.contains(word);
  }

  /// A value of this option as it is written; empty for one of another.
  Optional<YamlNode> write(Object value, Extent extent, KnownTask task) {
    return cast.apply(value)
        .map(mine -> {
          YamlNode all = settings.write(mine, extent, task);
          boolean word =
              all.hasNoKeys()
                  || (asWord && settings.write(mine, Extent.NON_DEFAULTS, task).hasNoKeys());
          return word ? YamlNode.word(name) : YamlNode.map(Map.of(name, all));
        });
  }
}

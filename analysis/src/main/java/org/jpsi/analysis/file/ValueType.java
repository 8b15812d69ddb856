package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jpsi.core.errors.InputException;

/// What the value of a key may be. A type is data, from which the reference and the JSON Schema are
/// made, with its reading and its writing side by side.
///
/// @param <T> what is made of a value
sealed interface ValueType<T>
    permits NumberType,
        WholeType,
        TextType,
        ValueType.BooleanType,
        ValueType.WordType,
        ValueType.ListType,
        ValueType.MapType,
        ValueType.ShorthandType,
        ValueType.ConvertedType,
        ObjectType,
        ChoiceType {
  /// @throws InputException with the place, where the value is another
  T read(ConfigValue value, KnownTask task);

  /// The value as it stands in a file.
  YamlNode write(T value, Extent extent, KnownTask task);

  /// The type of what stands under a key inside, or at a place of a list; empty where there is
  /// none.
  default Optional<ValueType<?>> inside(String key) {
    return Optional.empty();
  }

  /// All names of a key inside: the one given alone, unless there are aliases.
  default List<String> names(String key) {
    return List.of(key);
  }

  /// `true` or `false`.
  record BooleanType() implements ValueType<Boolean> {
    static final BooleanType BOOLEAN = new BooleanType();

    @Override
    public Boolean read(ConfigValue value, KnownTask task) {
      return value.truth();
    }

    @Override
    public YamlNode write(Boolean value, Extent extent, KnownTask task) {
      return YamlNode.word(value.toString());
    }
  }

  /// One of some words.
  ///
  /// @param what it is, with its article
  /// @param words with what each stands for
  record WordType<T>(String what, List<Word<T>> words) implements ValueType<T> {
    record Word<T>(String name, T value, String meaning) {}

    List<String> names() {
      return words.stream().map(Word::name).toList();
    }

    @Override
    public T read(ConfigValue value, KnownTask task) {
      String name = value.oneOf(what, names(), List.of());
      return words.stream().filter(w -> w.name.equals(name)).findFirst().orElseThrow().value();
    }

    @Override
    public YamlNode write(T value, Extent extent, KnownTask task) {
      return YamlNode.word(
          words.stream().filter(w -> w.value.equals(value)).findFirst().orElseThrow().name());
    }
  }

  /// A list.
  ///
  /// @param expected what it is, for messages
  /// @param empty whether it may have no item
  /// @param single whether and how one item may stand without a list
  record ListType<T>(String expected, ValueType<T> item, boolean empty, Single single)
      implements ValueType<List<T>> {
    enum Single {
      NO,
      READ,
      READ_AND_WRITTEN
    }

    @Override
    public List<T> read(ConfigValue value, KnownTask task) {
      List<ConfigValue> items =
          single == Single.NO || value.isList() ? value.list(expected) : List.of(value);
      if (items.isEmpty() && !empty) {
        throw value.wrong(expected);
      }
      return items.stream().map(i -> item.read(i, task)).toList();
    }

    @Override
    public YamlNode write(List<T> value, Extent extent, KnownTask task) {
      return single == Single.READ_AND_WRITTEN && value.size() == 1
          ? item.write(value.getFirst(), extent, task)
          : YamlNode.list(value.stream().map(v -> item.write(v, extent, task)).toList());
    }

    @Override
    public Optional<ValueType<?>> inside(String key) {
      return key.matches("[0-9]+") ? Optional.of(item) : item.inside(key);
    }

    @Override
    public List<String> names(String key) {
      return item.names(key);
    }
  }

  /// Values under names of the user's own.
  ///
  /// @param expected what it is, for messages
  /// @param name what a name is, for messages
  /// @param pattern of names, for the JSON Schema
  record MapType<T>(
      String expected, ValueType<T> item, String name, Predicate<String> names, String pattern)
      implements ValueType<Map<String, T>> {
    @Override
    public Map<String, T> read(ConfigValue value, KnownTask task) {
      Map<String, T> all = new LinkedHashMap<>();
      value
          .entries(expected)
          .forEach((key, inside) -> {
            if (!names.test(key)) {
              throw InputException.at(inside.where()).expected(name).found(key).exception();
            }
            all.put(key, item.read(inside, task));
          });
      return all;
    }

    @Override
    public YamlNode write(Map<String, T> value, Extent extent, KnownTask task) {
      return YamlNode.map(
          value.entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey,
                      e -> item.write(e.getValue(), extent, task),
                      (a, b) -> a,
                      LinkedHashMap::new)));
    }

    @Override
    public Optional<ValueType<?>> inside(String key) {
      return Optional.of(item);
    }
  }

  /// Something longer that may be told by a word, as `a.root` for `{files: a.root}`.
  ///
  /// @param of what a text means
  /// @param shortly the text it is written as; empty for the long form
  record ShorthandType<T>(
      TextType text,
      Function<String, T> of,
      Function<T, Optional<String>> shortly,
      ValueType<T> full)
      implements ValueType<T> {
    @Override
    public T read(ConfigValue value, KnownTask task) {
      return value.isText() ? of.apply(text.read(value, task)) : full.read(value, task);
    }

    @Override
    public YamlNode write(T value, Extent extent, KnownTask task) {
      return shortly
          .apply(value)
          .map(short_ -> text.write(short_, extent, task))
          .orElseGet(() -> full.write(value, extent, task));
    }

    @Override
    public Optional<ValueType<?>> inside(String key) {
      return full.inside(key);
    }

    @Override
    public List<String> names(String key) {
      return full.names(key);
    }
  }

  /// A type whose values are kept as something else.
  ///
  /// @param <A> what is read
  record ConvertedType<A, T>(ValueType<A> base, Function<A, T> to, Function<T, A> from)
      implements ValueType<T> {
    @Override
    public T read(ConfigValue value, KnownTask task) {
      return to.apply(base.read(value, task));
    }

    @Override
    public YamlNode write(T value, Extent extent, KnownTask task) {
      return base.write(from.apply(value), extent, task);
    }

    @Override
    public Optional<ValueType<?>> inside(String key) {
      return base.inside(key);
    }

    @Override
    public List<String> names(String key) {
      return base.names(key);
    }
  }

  /// Where a name stands among the keys inside a type, as paths for `--set`.
  static List<String> paths(ValueType<?> type, String name) {
    List<String> found = new ArrayList<>();
    switch (type) {
      case ObjectType<?> object ->
          object
              .keys()
              .forEach(key -> {
                if (key.name().equals(name)) {
                  found.add(name);
                }
                paths(key.type(), name).forEach(path -> found.add(key.name() + "." + path));
              });
      case ChoiceType<?> choice ->
          choice
              .options()
              .forEach(option ->
                  paths(option.settings(), name)
                      .forEach(path -> found.add(option.name() + "." + path)));
      case ListType<?> list ->
          paths(list.item(), name)
              .forEach(path ->
                  found.add(
                      list.single() == ListType.Single.READ_AND_WRITTEN ? path : "0." + path));
      case ShorthandType<?> shorthand -> found.addAll(paths(shorthand.full(), name));
      case ConvertedType<?, ?> converted -> found.addAll(paths(converted.base(), name));
      case NumberType _, WholeType _, TextType _, BooleanType _, WordType<?> _, MapType<?> _ -> {}
    }
    return found;
  }
}

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
import org.jpsi.core.io.Numeral;

/// Value type: what the value of a key may be. A type is data, from which the reference and the
/// JSON Schema are made, with its reading and writing side by side.
///
/// @param <T> the Java type of the value
sealed interface ValueType<T>
    permits NumberType,
        IntegerType,
        TextType,
        ValueType.BooleanType,
        ValueType.WordType,
        ValueType.ListType,
        ValueType.MapType,
        ValueType.ShorthandType,
        ValueType.ConvertedType,
        ObjectType,
        TuneSchema.SpaceType,
        ChoiceType {
  /// @throws InputException with the location, where the value has another type
  T read(ConfigValue value, KnownTask task);

  /// The value as it is written to a file.
  YamlNode write(T value, Extent extent, KnownTask task);

  /// The type under a key, or at an index of a list; empty where there is none.
  default Optional<ValueType<?>> inside(String key) {
    return Optional.empty();
  }

  /// All names of a key: the given one, and its aliases.
  default List<String> names(String key) {
    return List.of(key);
  }

  /// Boolean type: `true` or `false`.
  record BooleanType() implements ValueType<Boolean> {
    static final BooleanType BOOLEAN = new BooleanType();

    @Override
    public Boolean read(ConfigValue value, KnownTask task) {
      return value.bool();
    }

    @Override
    public YamlNode write(Boolean value, Extent extent, KnownTask task) {
      return YamlNode.word(value.toString());
    }
  }

  /// Enumeration type: one of some words.
  ///
  /// @param what is expected, with its article
  /// @param words with their values
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

  /// List type.
  ///
  /// @param expected what it is, for messages
  /// @param empty whether it may be empty
  /// @param single whether one item may be given without a list
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
      return Numeral.isDigits(key) ? Optional.of(item) : item.inside(key);
    }

    @Override
    public List<String> names(String key) {
      return item.names(key);
    }
  }

  /// Map type: values under names that the user chooses.
  ///
  /// @param expected what it is, for messages
  /// @param name what a name has to be, for messages
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

  /// Shorthand type: a scalar may stand for a mapping, as `a.root` for `{files: a.root}`.
  ///
  /// @param <A> Java type of the scalar
  /// @param brief type of the scalar
  /// @param of the value of a scalar
  /// @param shorten the scalar of a value; empty where it has to be written as a mapping
  record ShorthandType<A, T>(
      ValueType<A> brief, Function<A, T> of, Function<T, Optional<A>> shorten, ValueType<T> full)
      implements ValueType<T> {
    @Override
    public T read(ConfigValue value, KnownTask task) {
      return value.isText() ? of.apply(brief.read(value, task)) : full.read(value, task);
    }

    @Override
    public YamlNode write(T value, Extent extent, KnownTask task) {
      return shorten
          .apply(value)
          .map(scalar -> brief.write(scalar, extent, task))
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

  /// Converted type, whose values have another Java type.
  ///
  /// @param <A> Java type of the value that is read
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

  /// The paths, as for `--set`, of all keys of this name in a type.
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
      case ShorthandType<?, ?> shorthand -> found.addAll(paths(shorthand.full(), name));
      case ConvertedType<?, ?> converted -> found.addAll(paths(converted.base(), name));
      case NumberType _,
          IntegerType _,
          TextType _,
          BooleanType _,
          WordType<?> _,
          MapType<?> _,
          TuneSchema.SpaceType _ -> {}
    }
    return found;
  }
}

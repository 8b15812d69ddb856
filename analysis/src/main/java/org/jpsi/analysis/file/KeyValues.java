package org.jpsi.analysis.file;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.errors.InputException;

/// Key values of an object: those in the file, and the defaults of the others.
///
/// @param <O> type of the object
final class KeyValues<O> {
  private final ObjectType<O> type;
  private final ConfigValue object;
  private final Map<String, ConfigValue> given;
  private final Set<String> read = new HashSet<>();
  private KnownTask task;

  KeyValues(
      ObjectType<O> type, ConfigValue object, Map<String, ConfigValue> given, KnownTask task) {
    this.type = type;
    this.object = object;
    this.given = given;
    this.task = task;
  }

  /// Sets the task that defaults depend on.
  void assume(KnownTask other) {
    task = other;
  }

  KnownTask task() {
    return task;
  }

  /// The value, or its default; empty where there is none.
  <T> Optional<T> find(Key<O, T> key) {
    read.add(key.name());
    return isSet(key)
        ? Optional.of(key.type().read(value(key), task))
        : key.defaultValue().value(task);
  }

  /// The value, or its default, which must exist.
  <T> T get(Key<O, T> key) {
    return find(key).orElseThrow();
  }

  private Optional<?> find(String name) {
    return find(type.find(name).orElseThrow());
  }

  double number(String name) {
    return ((Number) find(name).orElseThrow()).doubleValue();
  }

  int integer(String name) {
    return Math.toIntExact((Long) find(name).orElseThrow());
  }

  boolean bool(String name) {
    return (Boolean) find(name).orElseThrow();
  }

  /// Whether the file has it.
  boolean isSet(Key<O, ?> key) {
    return given.containsKey(key.name());
  }

  private ConfigValue value(Key<O, ?> key) {
    return Optional.ofNullable(given.get(key.name())).orElseThrow();
  }

  /// The location of the object, for messages.
  String where() {
    return object.where();
  }

  /// The location of a key, for messages; of one that the file does not have, that of the object.
  String where(Key<O, ?> key) {
    return where(key.name());
  }

  String where(String name) {
    ConfigValue value = given.get(name);
    if (value != null) {
      return value.where();
    }
    String path = object.path().isEmpty() ? name : object.path() + "." + name;
    return context().locations().get(object.path()) + " " + path;
  }

  /// The location of an item of a list, for messages.
  String where(Key<O, ?> key, int item) {
    String path = object.path().isEmpty() ? key.name() : object.path() + "." + key.name();
    String at = context().locations().getOrDefault(path + "." + item, "");
    return at.isEmpty() ? where(key) : at + " " + path + "." + item;
  }

  /// The exception that the object is not as expected.
  InputException wrong(String expected) {
    return object.wrong(expected);
  }

  ReadContext context() {
    return object.context();
  }

  /// Checks that no key was ignored.
  void requireAllRead() {
    for (String name : given.keySet()) {
      if (!read.contains(name)) {
        throw new IllegalStateException(object.path() + " ignores its key " + name);
      }
    }
  }
}

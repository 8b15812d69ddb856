package org.jpsi.analysis.file;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.errors.InputException;

/// The values of an object's keys: those the file says, and the defaults of the others.
///
/// @param <O> what is made of them
final class KeyValues<O> {
  private final ObjectType<O> type;
  private final ConfigValue whole;
  private final Map<String, ConfigValue> said;
  private final Set<String> read = new HashSet<>();
  private KnownTask task;

  KeyValues(ObjectType<O> type, ConfigValue whole, Map<String, ConfigValue> said, KnownTask task) {
    this.type = type;
    this.whole = whole;
    this.said = said;
    this.task = task;
  }

  /// From here on, defaults are those of this task.
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

  /// The value, or its default, which is there.
  <T> T get(Key<O, T> key) {
    return find(key).orElseThrow();
  }

  private Optional<?> find(String name) {
    return find(type.find(name).orElseThrow());
  }

  double number(String name) {
    return ((Number) find(name).orElseThrow()).doubleValue();
  }

  int whole(String name) {
    return Math.toIntExact((Long) find(name).orElseThrow());
  }

  boolean flag(String name) {
    return (Boolean) find(name).orElseThrow();
  }

  /// Whether the file says it.
  boolean isSet(Key<O, ?> key) {
    return said.containsKey(key.name());
  }

  private ConfigValue value(Key<O, ?> key) {
    return Optional.ofNullable(said.get(key.name())).orElseThrow();
  }

  /// The place of the whole, for messages.
  String where() {
    return whole.where();
  }

  /// The place of a key, for messages; of one that the file does not say, that of the whole.
  String where(Key<O, ?> key) {
    return where(key.name());
  }

  String where(String name) {
    ConfigValue value = said.get(name);
    if (value != null) {
      return value.where();
    }
    String path = whole.path().isEmpty() ? name : whole.path() + "." + name;
    return context().places().get(whole.path()) + " " + path;
  }

  /// The place of an item of a list, for messages.
  String where(Key<O, ?> key, int item) {
    String path = whole.path().isEmpty() ? key.name() : whole.path() + "." + key.name();
    String at = context().places().getOrDefault(path + "." + item, "");
    return at.isEmpty() ? where(key) : at + " " + path + "." + item;
  }

  /// The whole is not as expected.
  InputException wrong(String expected) {
    return whole.wrong(expected);
  }

  ReadContext context() {
    return whole.context();
  }

  /// No key is read and ignored.
  void demandAllRead() {
    for (String name : said.keySet()) {
      if (!read.contains(name)) {
        throw new IllegalStateException(whole.path() + " makes nothing of its key " + name);
      }
    }
  }
}

package org.jpsi.analysis.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Something with settings of its own: `adam`, or `{adam: {learningRate: 1e-3}}`.
record Choice(String name, Optional<Value> settings) {
  static Choice of(Value value, String what, List<String> names) {
    if (value.isText()) {
      return new Choice(value.oneOf(what, names), Optional.empty());
    }
    Map<String, Value> entries = value.entries(what + ": " + String.join(", ", names));
    if (entries.size() != 1) {
      throw value.wrong(
          "one " + what.replaceFirst("^an? ", "") + " of " + String.join(", ", names));
    }
    value.keys(names.toArray(String[]::new));
    Map.Entry<String, Value> entry = entries.entrySet().iterator().next();
    return new Choice(entry.getKey(), Optional.of(entry.getValue()));
  }

  Keys keys(String... known) {
    return new Keys(settings.map(v -> v.keys(known)));
  }

  /// Settings of which none need be there.
  record Keys(Optional<Value.Keys> all) {
    double find(String key, ToDoubleFunction<Value> read, double unsaid) {
      Optional<Value> value = all.flatMap(keys -> keys.find(key));
      return value.isPresent() ? read.applyAsDouble(value.get()) : unsaid;
    }

    boolean truth(String key) {
      return find(key, v -> v.truth() ? 1 : 0, 0) != 0;
    }
  }

  static double belowOne(Value value) {
    return value.number("a number from 0 to below 1", x -> x >= 0 && x < 1);
  }

  static double toOne(Value value) {
    return value.number("a number from 0 to 1", x -> x >= 0 && x <= 1);
  }

  static double aboveZeroToOne(Value value) {
    return value.number("a number above 0, up to 1", x -> x > 0 && x <= 1);
  }

  static double betweenZeroAndOne(Value value) {
    return value.number("a number above 0 and below 1", x -> x > 0 && x < 1);
  }

  static double positive(Value value) {
    return value.number("a number greater than 0", x -> x > 0 && x < 1e6);
  }

  static double notNegative(Value value) {
    return value.number("a number of 0 or more", x -> x >= 0 && x < 1e6);
  }
}

package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;

/// A value of the file under its key, taken as what it should be.
///
/// @param path the key, as for `--set`
/// @param places filled with where each key stands
record Value(YamlNode node, String path, Map<String, String> places) {
  private static final String NUMBER = "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?";

  Value {
    places.put(path, node.at());
  }

  String where() {
    return (node.at() + " " + path).strip();
  }

  InputException wrong(String expected) {
    return InputException.at(where()).expected(expected).found(node.words()).exception();
  }

  private Value inside(String key, YamlNode value) {
    return new Value(value, path.isEmpty() ? key : path + "." + key, places);
  }

  boolean isText() {
    return node instanceof YamlNode.Scalar;
  }

  boolean isList() {
    return node instanceof YamlNode.Sequence;
  }

  boolean isMapping() {
    return node instanceof YamlNode.Mapping;
  }

  String text(String expected) {
    if (node instanceof YamlNode.Scalar scalar && !scalar.nothing() && !scalar.text().isBlank()) {
      return scalar.text();
    }
    throw wrong(expected);
  }

  /// A class, whose name may be a number.
  String className(String expected) {
    String text = text(expected);
    return text.matches(NUMBER) ? Expression.format(Double.parseDouble(text)) : text;
  }

  /// The text of an expression that can be read.
  String expression() {
    String text = text("an expression");
    Expression.parse(where(), text);
    return text;
  }

  boolean truth() {
    String text = text("true or false");
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong("true or false");
    }
    return text.equals("true");
  }

  double number(String expected, DoublePredicate right) {
    String text = text(expected);
    boolean plain = node instanceof YamlNode.Scalar scalar && scalar.plain();
    if (!plain || !text.matches(NUMBER)) {
      throw wrong(expected);
    }
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number) || !right.test(number)) {
      throw wrong(expected);
    }
    return number;
  }

  int whole(int least, int most) {
    String expected =
        most == Integer.MAX_VALUE
            ? "a whole number of " + least + " or more"
            : "a whole number from " + least + " to " + most;
    return (int) number(expected, x -> x == Math.rint(x) && x >= least && x <= most);
  }

  /// Any whole number of 64 bits, exactly.
  long wholeLong() {
    String expected = "a whole number";
    try {
      return Long.parseLong(text(expected));
    } catch (NumberFormatException e) {
      throw wrong(expected);
    }
  }

  String oneOf(String what, List<String> names) {
    String text = text(what);
    if (names.contains(text)) {
      return text;
    }
    throw InputException.at(where())
        .expected(what + ": " + String.join(", ", names))
        .found(node.words())
        .nearest(text, names)
        .exception();
  }

  List<Value> list(String expected) {
    if (node instanceof YamlNode.Sequence sequence) {
      List<Value> items = new ArrayList<>();
      for (YamlNode item : sequence.items()) {
        items.add(inside(Integer.toString(items.size()), item));
      }
      return items;
    }
    throw wrong(expected);
  }

  /// A list, or one value as a list of one.
  List<Value> oneOrMore(String expected) {
    List<Value> items = isList() ? list(expected) : List.of(this);
    if (items.isEmpty()) {
      throw wrong(expected);
    }
    return items;
  }

  /// Keys of any name.
  Map<String, Value> entries(String expected) {
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping.entries().entrySet().stream()
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey,
                  e -> inside(e.getKey(), e.getValue().value()),
                  (a, b) -> a,
                  java.util.LinkedHashMap::new));
    }
    throw wrong(expected);
  }

  /// Keys of which only these are known.
  Keys keys(String... known) {
    List<String> names = Arrays.asList(known);
    Map<String, Value> all = entries("the keys " + String.join(", ", names));
    if (node instanceof YamlNode.Mapping mapping) {
      mapping
          .entries()
          .forEach((name, entry) -> {
            if (!names.contains(name)) {
              throw InputException.at((entry.keyAt() + " " + path).strip())
                  .expected(
                      names.isEmpty()
                          ? "nothing to be set"
                          : "one of the keys " + String.join(", ", names))
                  .found("`" + name + "`")
                  .nearest(name, names)
                  .exception();
            }
          });
    }
    return new Keys(this, all);
  }

  /// The values of known keys.
  record Keys(Value whole, Map<String, Value> all) {
    Optional<Value> find(String key) {
      return Optional.ofNullable(all.get(key));
    }

    /// The place of a key that is there.
    String where(String key) {
      return find(key).orElseThrow().where();
    }
  }
}

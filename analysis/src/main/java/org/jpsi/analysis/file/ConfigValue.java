package org.jpsi.analysis.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.io.Numeral;

/// Config value: a value of the file under its key, before its type is checked.
///
/// @param path of the key, as for `--set`
record ConfigValue(YamlNode node, String path, ReadContext context) {
  ConfigValue {
    context.locations().put(path, node.at());
  }

  String where() {
    return (node.at() + " " + path).strip();
  }

  InputException wrong(String expected) {
    return InputException.at(where()).expected(expected).found(node.describe()).exception();
  }

  private ConfigValue inside(String key, YamlNode value) {
    return new ConfigValue(value, path.isEmpty() ? key : path + "." + key, context);
  }

  boolean isText() {
    return node instanceof YamlNode.Scalar;
  }

  boolean isList() {
    return node instanceof YamlNode.Sequence;
  }

  String text(String expected) {
    if (node instanceof YamlNode.Scalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
      return scalar.text();
    }
    throw wrong(expected);
  }

  /// A class, whose name may be a number.
  String className(String expected) {
    String text = text(expected);
    return Numeral.isDecimal(text) ? Expression.format(Double.parseDouble(text)) : text;
  }

  /// The text of an expression, whose syntax is checked.
  String expression() {
    String text = text("an expression");
    Expression.parse(where(), text);
    return text;
  }

  boolean bool() {
    String text = text("true or false");
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong("true or false");
    }
    return text.equals("true");
  }

  /// A finite number, without quotes.
  double number(String expected) {
    String text = text(expected);
    boolean plain = node instanceof YamlNode.Scalar scalar && scalar.plain();
    if (!plain || !Numeral.isDecimal(text) || !Double.isFinite(Double.parseDouble(text))) {
      throw wrong(expected);
    }
    double number = Double.parseDouble(text);
    // A number of an event as a constant: rounded, no event would have it.
    if (Numeral.isWhole(text) && new BigDecimal(text).compareTo(new BigDecimal(number)) != 0) {
      throw InputException.at(where())
          .expected("a number that float64 holds exactly")
          .found(text)
          .remedy("write it into the expressions, where integers are exact")
          .exception();
    }
    return number;
  }

  /// One of some words.
  ///
  /// @param what is expected, with its article
  /// @param others accepted too, but not listed in the message
  String oneOf(String what, List<String> names, List<String> others) {
    String text = text(what);
    if (names.contains(text) || others.contains(text)) {
      return text;
    }
    throw InputException.at(where())
        .expected(what + ": " + String.join(", ", names))
        .found(node.describe())
        .nearest(text, names)
        .exception();
  }

  List<ConfigValue> list(String expected) {
    if (node instanceof YamlNode.Sequence sequence) {
      List<ConfigValue> items = new ArrayList<>();
      for (YamlNode item : sequence.items()) {
        items.add(inside(Integer.toString(items.size()), item));
      }
      return items;
    }
    throw wrong(expected);
  }

  /// A mapping with keys of any name.
  Map<String, ConfigValue> entries(String expected) {
    if (node instanceof YamlNode.Mapping mapping) {
      Map<String, ConfigValue> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> entries.put(key, inside(key, entry.value())));
      return entries;
    }
    throw wrong(expected);
  }

  /// The location of the name of a key, for messages about the name.
  String keyWhere(String key) {
    String at =
        node instanceof YamlNode.Mapping mapping && mapping.entries().containsKey(key)
            ? mapping.entries().get(key).keyAt()
            : node.at();
    return (at + " " + path).strip();
  }
}

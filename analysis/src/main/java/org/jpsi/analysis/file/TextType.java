package org.jpsi.analysis.file;

import java.util.function.Function;
import java.util.function.Predicate;

/// Text type. Numbers and words of YAML are text too, so that a class may be named 1 and a weight
/// be 2.
///
/// @param what is expected, with its article
/// @param reader checks the text
/// @param pattern of allowed texts, for the JSON Schema; empty for any
/// @param word the only allowed text; empty for any
record TextType(String what, Function<ConfigValue, String> reader, String pattern, String word)
    implements ValueType<String> {
  static final TextType EXPRESSION = of("an expression", ConfigValue::expression);
  static final TextType CLASS =
      of("the name of a class", value -> value.className("the name of a class"));

  static TextType of(String what) {
    return of(what, value -> value.text(what));
  }

  /// @param reader checks the text
  static TextType of(String what, Function<ConfigValue, String> reader) {
    return new TextType(what, reader, "", "");
  }

  /// A single word.
  ///
  /// @param expected for messages
  static TextType word(String word, String expected) {
    return new TextType(
        "`" + word + "`",
        value -> {
          if (!value.text(expected).equals(word)) {
            throw value.wrong(expected);
          }
          return word;
        },
        "",
        word);
  }

  /// Text of a form.
  ///
  /// @param what for messages about a missing text
  /// @param pattern of the form, for the JSON Schema
  /// @param expected for messages about another text
  static TextType matching(String what, Predicate<String> form, String pattern, String expected) {
    return new TextType(
        what,
        value -> {
          String text = value.text(what);
          if (!form.test(text)) {
            throw value.wrong(expected);
          }
          return text;
        },
        "^" + pattern + "$",
        "");
  }

  @Override
  public String read(ConfigValue value, KnownTask task) {
    return reader.apply(value);
  }

  @Override
  public YamlNode write(String value, Extent extent, KnownTask task) {
    return YamlNode.text(value);
  }
}

package org.jpsi.analysis.file;

import java.util.function.Function;

/// A text. YAML's numbers and words are one too, so that a class may be called 1 and a weight be 2.
///
/// @param what it is, with its article
/// @param reader refuses others
/// @param pattern of all that is allowed, for the JSON Schema; empty for any
/// @param word the only one; empty for many
record TextType(String what, Function<ConfigValue, String> reader, String pattern, String word)
    implements ValueType<String> {
  static final TextType EXPRESSION = of("an expression", ConfigValue::expression);
  static final TextType CLASS =
      of("the name of a class", value -> value.className("the name of a class"));

  static TextType of(String what) {
    return of(what, value -> value.text(what));
  }

  /// @param reader refuses others
  static TextType of(String what, Function<ConfigValue, String> reader) {
    return new TextType(what, reader, "", "");
  }

  /// This word alone.
  ///
  /// @param expected what is, for messages
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
  /// @param what it is, for one who left it out
  /// @param expected what it is, for one whose text is another
  static TextType matching(String what, String pattern, String expected) {
    return new TextType(
        what,
        value -> {
          String text = value.text(what);
          if (!text.matches(pattern)) {
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

package org.jpsi.analysis.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// YAML node with its location: `higgs.yaml:3:12`.
sealed interface YamlNode {
  String at();

  /// Scalar.
  ///
  /// @param plain without quotes
  record Scalar(String text, boolean plain, String at) implements YamlNode {
    boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }
  }

  record Sequence(List<YamlNode> items, String at) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// Mapping.
  ///
  /// @param entries by key, in the order of the file
  record Mapping(Map<String, Entry> entries, String at) implements YamlNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  record Entry(String keyAt, YamlNode value) {}

  /// A number or a word, written without quotes.
  static YamlNode word(String text) {
    return new Scalar(text, true, "");
  }

  /// A text, written in quotes where YAML would read it as another type.
  static YamlNode text(String text) {
    return new Scalar(text, false, "");
  }

  static YamlNode list(List<YamlNode> items) {
    return new Sequence(items, "");
  }

  static YamlNode map(Map<String, YamlNode> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(key, new Entry("", value)));
    return new Mapping(entries, "");
  }

  /// No keys.
  static YamlNode none(String at) {
    return new Mapping(Map.of(), at);
  }

  /// Whether it is a mapping without keys.
  default boolean hasNoKeys() {
    return this instanceof Mapping mapping && mapping.entries.isEmpty();
  }

  /// A description for messages.
  default String describe() {
    return switch (this) {
      case Scalar s when s.isNull() -> "nothing";
      case Scalar s -> s.plain ? shortened(s.text) : "the text \"" + shortened(s.text) + "\"";
      case Sequence s -> "a list of " + s.items.size();
      case Mapping m ->
          m.entries.isEmpty() ? "{}" : "the keys " + String.join(", ", m.entries.keySet());
    };
  }

  private static String shortened(String text) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    StringBuilder line = new StringBuilder();
    shown.chars().forEach(c -> line.append(c < 0x20 || c == 0x7F ? ' ' : (char) c));
    return line.toString();
  }
}

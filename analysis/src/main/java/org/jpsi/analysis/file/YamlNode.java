package org.jpsi.analysis.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A piece of YAML with its place: `higgs.yaml:3:12`.
sealed interface YamlNode {
  String at();

  /// @param plain without quotes
  record Scalar(String text, boolean plain, String at) implements YamlNode {
    boolean nothing() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }
  }

  record Sequence(List<YamlNode> items, String at) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// @param entries by key, in the order of the file
  record Mapping(Map<String, Entry> entries, String at) implements YamlNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  record Entry(String keyAt, YamlNode value) {}

  /// What it is, for messages.
  default String words() {
    return switch (this) {
      case Scalar s when s.nothing() -> "nothing";
      case Scalar s -> s.plain ? shortened(s.text) : "the text \"" + shortened(s.text) + "\"";
      case Sequence s -> "a list of " + s.items.size();
      case Mapping m ->
          m.entries.isEmpty() ? "{}" : "the keys " + String.join(", ", m.entries.keySet());
    };
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }
}

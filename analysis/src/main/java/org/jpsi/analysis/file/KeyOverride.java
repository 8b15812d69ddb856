package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.core.io.Numeral;

/// Key override: one `--set key=value` of the command line, applied to the YAML tree of the file.
/// The schema decides whether a part of the path is a key, an index of a list or an option, and
/// which alias of a key the value replaces.
///
/// @param path of the key, in parts
/// @param value empty to reset the key to its default
record KeyOverride(List<String> path, Optional<YamlNode> value) {
  private static final String AT = "--set";

  static KeyOverride of(String text) {
    int equals = text.indexOf('=');
    String key = equals < 0 ? text : text.substring(0, equals).strip();
    if (equals < 1 || key.startsWith(".") || key.endsWith(".") || key.contains("..")) {
      throw InputException.at(AT)
          .expected("key=value, as in training.epochs=5")
          .found(text)
          .exception();
    }
    List<String> path = List.of(key.split("\\."));
    if (path.size() > Yaml.MAX_DEPTH) {
      throw InputException.at(AT)
          .expected("a key of at most " + Yaml.MAX_DEPTH + " parts")
          .found(path.size() + " parts")
          .exception();
    }
    return new KeyOverride(path, value(text.substring(equals + 1).strip()));
  }

  /// Lists, mappings and quoted text are YAML. The rest is plain text, since many expressions are
  /// not valid YAML, as those that begin with `!` or a backtick.
  private static Optional<YamlNode> value(String text) {
    boolean quoted = isQuoted(text);
    if (quoted || text.startsWith("[") || text.startsWith("{")) {
      return Yaml.value(AT, text);
    }
    YamlNode.Scalar plain = new YamlNode.Scalar(text, true, AT);
    return plain.isNull() ? Optional.empty() : Optional.of(plain);
  }

  private static boolean isQuoted(String text) {
    char quote = text.isEmpty() ? ' ' : text.charAt(0);
    return (quote == '"' || quote == '\'')
        && text.length() > 1
        && text.indexOf(quote, 1) == text.length() - 1;
  }

  YamlNode.Mapping apply(YamlNode.Mapping root) {
    return (YamlNode.Mapping) put(root, Optional.of(AnalysisSchema.FILE), 0);
  }

  private InputException wrong(String expected, String found) {
    return InputException.at(new Place.Named(AT), new Place.Key(String.join(".", path)))
        .expected(expected)
        .found(found)
        .exception();
  }

  /// @param type of the node, where the schema knows it
  private YamlNode put(YamlNode node, Optional<ValueType<?>> type, int depth) {
    String key = path.get(depth);
    return switch (node) {
      case YamlNode.Mapping mapping ->
          new YamlNode.Mapping(entries(mapping, type, depth), mapping.at());
      case YamlNode.Sequence sequence -> {
        int size = sequence.items().size();
        if (key.length() > 6 || !Numeral.isDigits(key) || Integer.parseInt(key) > size) {
          throw wrong("an index from 0 to " + size + " of the list", key);
        }
        int index = Integer.parseInt(key);
        List<YamlNode> items = new ArrayList<>(sequence.items());
        YamlNode old = index < size ? items.remove(index) : nullNode();
        if (depth < path.size() - 1 || value.isPresent()) {
          items.add(index, below(old, inside(type, key), depth));
        }
        yield new YamlNode.Sequence(items, sequence.at());
      }
      case YamlNode.Scalar scalar -> {
        // `optimizer: adam` is `optimizer: {adam: {}}`
        if (scalar.isNull() || names(type, key).contains(scalar.text())) {
          yield put(new YamlNode.Mapping(Map.of(), scalar.at()), type, depth);
        }
        throw wrong(
            "keys in " + String.join(".", path.subList(0, depth)),
            scalar.describe() + " (" + scalar.at() + ")");
      }
    };
  }

  private Map<String, YamlNode.Entry> entries(
      YamlNode.Mapping mapping, Optional<ValueType<?>> type, int depth) {
    String key = path.get(depth);
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    String at = AT;
    YamlNode old = nullNode();
    for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
      if (!names(type, key).contains(entry.getKey())) {
        entries.put(entry.getKey(), entry.getValue());
        continue;
      }
      old = entry.getValue().value();
      if (entry.getKey().equals(key)) {
        at = entry.getValue().keyAt();
      }
      // keeps its position among the keys
      entries.put(key, entry.getValue());
    }
    if (depth == path.size() - 1 && value.isEmpty()) {
      entries.remove(key);
    } else {
      entries.put(key, new YamlNode.Entry(at, below(old, inside(type, key), depth)));
    }
    return entries;
  }

  private YamlNode below(YamlNode old, Optional<ValueType<?>> type, int depth) {
    return depth == path.size() - 1
        ? value.orElseGet(KeyOverride::nullNode)
        : put(old, type, depth + 1);
  }

  private static Optional<ValueType<?>> inside(Optional<ValueType<?>> type, String key) {
    return type.flatMap(known -> known.inside(key));
  }

  private static List<String> names(Optional<ValueType<?>> type, String key) {
    return type.map(known -> known.names(key)).orElse(List.of(key));
  }

  private static YamlNode nullNode() {
    return new YamlNode.Scalar("", true, AT);
  }
}

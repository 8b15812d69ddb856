package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;

/// One `--set key=value` of the command line, put into the tree that the file gave.
///
/// @param path the parts of the key
/// @param value empty to take the default again
record Setting(List<String> path, Optional<YamlNode> value) {
  private static final String AT = "--set";

  static Setting of(String text) {
    int equals = text.indexOf('=');
    String key = equals < 0 ? text : text.substring(0, equals).strip();
    if (equals < 1 || key.startsWith(".") || key.endsWith(".") || key.contains("..")) {
      throw InputException.at(AT)
          .expected("key=value, as in training.epochs=5")
          .found(text)
          .exception();
    }
    return new Setting(List.of(key.split("\\.")), value(text.substring(equals + 1).strip()));
  }

  /// Lists, keys and quoted text are YAML. The rest is taken as it is, since expressions often are
  /// none, as those that begin with `!` or a backtick.
  private static Optional<YamlNode> value(String text) {
    boolean quoted = text.matches("(?s)\"[^\"]*\"|'[^']*'");
    if (quoted || text.startsWith("[") || text.startsWith("{")) {
      return Yaml.value(AT, text);
    }
    YamlNode.Scalar plain = new YamlNode.Scalar(text, true, AT);
    return plain.nothing() ? Optional.empty() : Optional.of(plain);
  }

  YamlNode.Mapping apply(YamlNode.Mapping root) {
    return (YamlNode.Mapping) put(root, 0);
  }

  private InputException wrong(String expected, String found) {
    return InputException.at(new Place.Named(AT), new Place.Key(String.join(".", path)))
        .expected(expected)
        .found(found)
        .exception();
  }

  private YamlNode put(YamlNode node, int depth) {
    String key = path.get(depth);
    return switch (node) {
      case YamlNode.Mapping mapping -> {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(mapping.entries());
        if (depth == path.size() - 1 && value.isEmpty()) {
          entries.remove(key);
        } else {
          YamlNode.Entry old = entries.get(key);
          YamlNode below = below(old == null ? nothing() : old.value(), depth);
          entries.put(key, new YamlNode.Entry(old == null ? AT : old.keyAt(), below));
        }
        yield new YamlNode.Mapping(entries, mapping.at());
      }
      case YamlNode.Sequence sequence -> {
        int size = sequence.items().size();
        if (!key.matches("[0-9]{1,6}") || Integer.parseInt(key) > size) {
          throw wrong("a place from 0 to " + size + " in the list", key);
        }
        int place = Integer.parseInt(key);
        List<YamlNode> items = new ArrayList<>(sequence.items());
        YamlNode old = place < size ? items.remove(place) : nothing();
        if (depth < path.size() - 1 || value.isPresent()) {
          items.add(place, below(old, depth));
        }
        yield new YamlNode.Sequence(items, sequence.at());
      }
      case YamlNode.Scalar scalar -> {
        // `optimizer: adam` is `optimizer: {adam: {}}`
        if (scalar.nothing() || scalar.text().equals(key)) {
          yield put(new YamlNode.Mapping(Map.of(), scalar.at()), depth);
        }
        throw wrong(
            "keys in " + String.join(".", path.subList(0, depth)),
            scalar.words() + " (" + scalar.at() + ")");
      }
    };
  }

  private YamlNode below(YamlNode old, int depth) {
    return depth == path.size() - 1 ? value.orElseGet(Setting::nothing) : put(old, depth + 1);
  }

  private static YamlNode nothing() {
    return new YamlNode.Scalar("", true, AT);
  }
}

package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jpsi.core.errors.ProblemText;

/// Draft of an analysis file: keys with their values, between comments that say why they are so.
/// Values are text, numbers, truth values, lists and mappings of these; what is text is quoted
/// where YAML would read another type. A comment stays one, whatever names from event files are in
/// it.
public final class AnalysisDraft {
  private static final int WIDTH = 100;
  private static final int MAX_COMMENT = 2000;

  private final StringBuilder text = new StringBuilder();

  /// Item of a list, with the comment above it; none where that is empty.
  public record Item(Object value, String comment) {}

  /// Adds a comment, in lines of at most 100 characters where its words allow.
  public AnalysisDraft comment(String words) {
    return comment("# ", words);
  }

  private AnalysisDraft comment(String mark, String words) {
    String shown = words.length() > MAX_COMMENT ? words.substring(0, MAX_COMMENT) + " ..." : words;
    List<String> each = Stream.of(shown.split(" ")).map(ProblemText::escaped).toList();
    text.append(wrapped(each, mark, " ")).append('\n');
    return this;
  }

  /// Adds an empty line.
  public AnalysisDraft gap() {
    text.append('\n');
    return this;
  }

  /// Adds a key with its value.
  public AnalysisDraft key(String key, Object value) {
    text.append(YamlText.line(key, node(value)));
    return this;
  }

  /// Adds a key with a list of texts, in as many lines as they need.
  public AnalysisDraft texts(String key, List<String> values) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      words.add(YamlText.flow(YamlNode.text(values.get(i))) + (i + 1 < values.size() ? "," : ""));
    }
    String line = key + ": [" + String.join(" ", words) + "]";
    text.append(
        line.length() <= WIDTH
            ? line + "\n"
            : key + ":\n  [\n" + wrapped(words, "    ", " ") + "\n  ]\n");
    return this;
  }

  /// Adds a key with a list, a line for each item.
  public AnalysisDraft items(String key, List<Item> items) {
    text.append(key).append(":\n");
    for (Item item : items) {
      if (!item.comment().isEmpty()) {
        comment("  # ", item.comment());
      }
      text.append("  - ").append(YamlText.flow(node(item.value()))).append('\n');
    }
    return this;
  }

  /// Adds a key that is commented out, to be taken by who knows better.
  public AnalysisDraft option(String key, Object value) {
    text.append("# ").append(YamlText.line(key, node(value)));
    return this;
  }

  /// The draft as YAML.
  public String text() {
    return text.toString();
  }

  private static String wrapped(List<String> words, String begin, String between) {
    StringBuilder lines = new StringBuilder(begin);
    int length = begin.length();
    boolean first = true;
    for (String word : words) {
      if (!first && length + between.length() + word.length() > WIDTH) {
        lines.append('\n').append(begin);
        length = begin.length();
        first = true;
      }
      lines.append(first ? "" : between).append(word);
      length += (first ? 0 : between.length()) + word.length();
      first = false;
    }
    return lines.toString();
  }

  private static YamlNode node(Object value) {
    return switch (value) {
      case String word -> YamlNode.text(word);
      case Double number -> YamlNode.word(YamlText.number(number));
      case Number number -> YamlNode.word(number.toString());
      case Boolean truth -> YamlNode.word(truth.toString());
      case List<?> list -> YamlNode.list(list.stream().map(AnalysisDraft::node).toList());
      case Map<?, ?> map -> {
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        map.forEach((key, one) -> nodes.put(YamlText.text(key.toString()), node(one)));
        yield YamlNode.map(nodes);
      }
      default -> throw new IllegalArgumentException("no YAML of " + value.getClass());
    };
  }
}

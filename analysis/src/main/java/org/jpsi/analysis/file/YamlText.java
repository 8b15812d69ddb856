package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.io.Numeral;

/// YAML writer: nodes as text.
final class YamlText {
  private YamlText() {}

  /// Flow style, in one line.
  static String flow(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar.plain() ? scalar.text() : text(scalar.text());
      case YamlNode.Sequence list ->
          list.items().stream().map(YamlText::flow).collect(Collectors.joining(", ", "[", "]"));
      case YamlNode.Mapping map ->
          map.entries().entrySet().stream()
              .map(e -> text(e.getKey()) + ": " + flow(e.getValue().value()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  /// A key and its value in block style, with a line for each item or key, in flow style itself.
  static String lines(String key, YamlNode node) {
    List<String> lines = new ArrayList<>();
    switch (node) {
      case YamlNode.Sequence list when !list.items().isEmpty() ->
          list.items().forEach(item -> lines.add("  - " + flow(item)));
      case YamlNode.Mapping map when !map.entries().isEmpty() ->
          map.entries()
              .forEach((name, entry) -> lines.add("  " + text(name) + ": " + flow(entry.value())));
      default -> {
        return line(key, node);
      }
    }
    return key + ":\n" + String.join("\n", lines) + "\n";
  }

  static String line(String key, YamlNode node) {
    return key + ": " + flow(node) + "\n";
  }

  /// The values of a mapping by their keys.
  static Map<String, YamlNode> values(YamlNode node) {
    Map<String, YamlNode> values = new java.util.LinkedHashMap<>();
    if (node instanceof YamlNode.Mapping mapping) {
      mapping.entries().forEach((key, entry) -> values.put(key, entry.value()));
    }
    return values;
  }

  static String number(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e15
        ? Long.toString((long) x)
        : Double.toString(x).replace(".0E", "E").replace('E', 'e');
  }

  /// Without quotes where no reader could take it for something else.
  static String text(String text) {
    boolean word =
        isWords(text)
            && !List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n")
                .contains(text.toLowerCase(Locale.ROOT));
    if (isNumber(text) || word || text.equals(AnalysisFile.ALL_EVENTS)) {
      return text;
    }
    List<String> letters = new ArrayList<>();
    text.codePoints().forEach(c -> letters.add(letter(c)));
    return "\"" + String.join("", letters) + "\"";
  }

  // up to 15 digits before and after a point, which float64 holds
  private static boolean isNumber(String text) {
    int whole = Numeral.digits(text, 0);
    boolean point = whole < text.length() && text.charAt(whole) == '.';
    int part = point ? Numeral.digits(text, whole + 1) : 0;
    return whole >= 1
        && whole <= 15
        && part <= 15
        && (point ? part > 0 && whole + 1 + part == text.length() : whole == text.length());
  }

  // words of letters, digits and signs that mean nothing to YAML, a blank between them
  private static boolean isWords(String text) {
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
      boolean sign = c >= '0' && c <= '9' || "./()+*<>=-".indexOf(c) >= 0;
      if (!(letter || (i > 0 && (sign || (c == ' ' && !blank))))) {
        return false;
      }
      blank = c == ' ';
    }
    return !blank;
  }

  private static String letter(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default ->
          ProblemText.isPlain(c)
              ? Character.toString(c)
              : String.format(Locale.ROOT, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    };
  }
}

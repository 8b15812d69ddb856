package org.jpsi.core.errors;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Formatter of a {@link Problem}: `[where] expected ..., found ...; did you mean ...?; do ...`. No
/// other code formats problems. Text from files and command lines (names, cells, paths) is escaped
/// here, so that it can neither control a terminal nor imitate output of Jpsi.
public final class ProblemText {
  // characters of a long line that an excerpt shows
  private static final int EXCERPT_LENGTH = 72;

  private ProblemText() {}

  public static String of(Problem problem) {
    StringBuilder text = new StringBuilder();
    if (!problem.where().isEmpty()) {
      text.append('[').append(where(problem.where())).append("] ");
    }
    text.append(
        joined(
            "; ",
            statement(problem),
            problem.nearest().isEmpty()
                ? ""
                : "did you mean " + String.join(" or ", problem.nearest()) + "?",
            problem.remedy()));
    return escaped(text.toString().stripTrailing()) + excerpt(problem.excerpt());
  }

  // From the outside in: `higgs.yaml:9:11 training.epochs`.
  private static String where(List<Place> places) {
    StringBuilder text = new StringBuilder();
    for (Place place : places) {
      text.append(
          switch (place) {
            case Place.Named(String name) -> (text.isEmpty() ? "" : ": ") + name;
            case Place.Position(int line, int column) ->
                ":" + line + (column == 0 ? "" : ":" + column);
            case Place.Key(String path) -> (text.isEmpty() ? "" : " ") + path;
            case Place.Line(long number) -> (text.isEmpty() ? "" : ", ") + "line " + number;
            case Place.OnTable(String table) -> " on " + table;
          });
    }
    return text.toString();
  }

  /// The message of an exception of a library or of the system, in one line; the class name where
  /// it has none.
  public static String messageOf(Throwable foreign) {
    String message = foreign.getMessage();
    return message == null || message.isBlank()
        ? foreign.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElse("").strip();
  }

  /// The name of an exception and its message, in one line: `IllegalArgumentException: no bins`.
  public static String nameAndMessage(Throwable foreign) {
    String message = foreign.getMessage();
    String name = foreign.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + messageOf(foreign);
  }

  /// The text with control characters, line breaks, bidirectional controls and unpaired surrogates
  /// escaped as in Java source.
  public static String escaped(String text) {
    return text.codePoints().mapToObj(ProblemText::escaped).collect(Collectors.joining());
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> plain(c) ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04x", c);
    };
  }

  private static boolean plain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> !direction(c);
      default -> true;
    };
  }

  // Unicode's bidirectional controls: with them a text shows in another order than it has.
  private static boolean direction(int c) {
    return (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200E
        || c == 0x200F;
  }

  private static String statement(Problem problem) {
    String instead =
        joined(
            ", ",
            problem.expected().isEmpty() ? "" : "expected " + problem.expected(),
            problem.found().isEmpty() ? "" : "found " + problem.found());
    return joined(": ", problem.says(), instead);
  }

  private static String joined(String separator, String... parts) {
    return List.of(parts).stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(separator));
  }

  // The line below the message, with a caret under the character. Of a long line the surroundings.
  private static String excerpt(Problem.Excerpt excerpt) {
    if (excerpt.equals(Problem.Excerpt.NONE)) {
      return "";
    }
    String line = excerpt.line();
    int from = Math.min(line.length(), Math.max(0, excerpt.position() - EXCERPT_LENGTH / 2));
    int to = Math.min(line.length(), from + EXCERPT_LENGTH);
    String before = from > 0 ? "..." : "";
    String after = to < line.length() ? "..." : "";
    // as blanks, so that the caret stays in its column
    String part =
        line.substring(from, to)
            .codePoints()
            .map(c -> plain(c) ? c : ' ')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String blanks =
        " ".repeat(before.length() + Math.min(excerpt.position(), line.length()) - from);
    return "\n  " + before + part + after + "\n  " + blanks + "^";
  }
}

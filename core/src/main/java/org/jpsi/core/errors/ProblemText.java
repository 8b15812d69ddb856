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

  // characters of a part of a message: what is longer is a list of all there is, or an attack
  private static final int MAX_PART = 800;

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
                : shortened("did you mean " + String.join(" or ", problem.nearest()) + "?"),
            shortened(problem.remedy())));
    return escaped(text.toString().stripTrailing()) + excerpt(problem.excerpt());
  }

  // From the outside in: `higgs.yaml:9:11 training.epochs`.
  private static String where(List<Place> places) {
    StringBuilder text = new StringBuilder();
    for (Place place : places) {
      text.append(
          switch (place) {
            case Place.Named(String name) -> (text.isEmpty() ? "" : ": ") + shortened(name);
            case Place.Position(int line, int column) ->
                ":" + line + (column == 0 ? "" : ":" + column);
            case Place.Key(String path) -> (text.isEmpty() ? "" : " ") + shortened(path);
            case Place.Line(long number) -> (text.isEmpty() ? "" : ", ") + "line " + number;
            case Place.OnTable(String table) -> " on " + shortened(table);
          });
    }
    return shortened(text.toString());
  }

  /// A text of any length as a part of a message: of a long one its begin and its end.
  private static String shortened(String text) {
    if (text.length() <= MAX_PART) {
      return text;
    }
    return text.substring(0, MAX_PART / 2)
        + "... ("
        + text.length()
        + " characters) ..."
        + text.substring(text.length() - MAX_PART / 4);
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

  /// The text with control characters, line breaks, controls of direction, letters without width
  /// and unpaired surrogates escaped as in Java source.
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
              if (isPlain(c)) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
              }
            }
          }
        });
    return escaped.toString();
  }

  /// Whether a code point shows as itself, where it stands: a control character steers a terminal,
  /// a control of direction shows a text in another order than it has, and what has no width makes
  /// two names look like one. The joiners of Unicode, which scripts and emojis need, are plain.
  public static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> codePoint == 0x200C || codePoint == 0x200D;
      default -> true;
    };
  }

  private static String statement(Problem problem) {
    String instead =
        joined(
            ", ",
            problem.expected().isEmpty() ? "" : "expected " + shortened(problem.expected()),
            problem.found().isEmpty() ? "" : "found " + shortened(problem.found()));
    return joined(": ", shortened(problem.says()), instead);
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
            .map(c -> isPlain(c) ? c : ' ')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String blanks =
        " ".repeat(before.length() + Math.min(excerpt.position(), line.length()) - from);
    return "\n  " + before + part + after + "\n  " + blanks + "^";
  }
}

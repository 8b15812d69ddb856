package org.jpsi.analysis.file;

import java.util.List;
import java.util.Locale;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;

/// Remedies for text that is not YAML, by what stands where the parser failed and before it.
final class YamlRemedy {
  private static final String BLANK = "write a blank behind the colon, as in `label: y`";

  private YamlRemedy() {}

  /// The remedy, as an imperative.
  ///
  /// @param mark where the parser failed
  static String of(MarkedYamlEngineException e, String text, Mark mark) {
    List<String> lines = text.lines().limit(mark.getLine() + 1L).toList();
    for (int i = 0; i < lines.size(); i++) {
      int indent = typographicBlank(lines.get(i));
      if (indent >= 0) {
        return "write plain blanks: line "
            + (i + 1)
            + " is indented by others, U+"
            + String.format(Locale.ROOT, "%04X", (int) lines.get(i).charAt(indent));
      }
    }
    String line = lines.size() > mark.getLine() ? lines.get(mark.getLine()) : "";
    String problem = String.valueOf(e.getProblem());
    boolean scanned = e instanceof ScannerException && mark.getColumn() < line.length();
    if (problem.startsWith("found unknown escape character")) {
      return "write paths with / instead of \\, or in single quotes";
    }
    if (problem.startsWith("expected ',' or") && !problem.contains("stream end")) {
      return "put commas between items in brackets, and close every bracket and quote";
    }
    return switch (scanned ? line.charAt(mark.getColumn()) : ' ') {
      case '`', '@', '%' -> "quote text that begins with a backtick, @ or %: \"`jet1_b-tag`\"";
      case '\t' ->
          line.substring(0, mark.getColumn()).isBlank()
              ? "indent with blanks, not with tabs"
              : "write blanks, not tabs";
      case ':' -> "indent keys of one mapping equally; quote text with a colon";
      default ->
          problem.startsWith("could not find expected ':'")
                  && lines.stream().anyMatch(YamlRemedy::lacksBlank)
              ? BLANK
              : "close every bracket and quote, and indent keys of one mapping equally";
    };
  }

  /// The place of a blank in the indentation that YAML does not know, as word processors write
  /// them; -1 for none.
  private static int typographicBlank(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    boolean other =
        at < line.length()
            && (Character.isSpaceChar(line.charAt(at)) || line.charAt(at) == '\u200B');
    return other ? at : -1;
  }

  /// Whether a line is a key and a value without a blank between: `label:y`.
  private static boolean lacksBlank(String line) {
    String s = line.strip();
    int colon = s.indexOf(':');
    return colon > 0
        && colon < s.length() - 1
        && s.charAt(colon + 1) != ' '
        && s.chars()
            .limit(colon)
            .allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }
}

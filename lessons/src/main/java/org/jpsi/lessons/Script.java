package org.jpsi.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jspecify.annotations.Nullable;

/// Script: a lesson's program as cells. A line `// %%` begins a cell (the "percent format" of
/// Jupytext):
///
/// ```java
/// // %% [markdown]
/// // # Prose, behind two slashes
/// // %%
/// import static org.jpsi.lessons.Lesson.*;
///
/// void main() {
///   // %%
///   say("code");
///   // %% [exercise]
///   double answer = Double.NaN; // what the reader changes
///   // %% [solution]
///   // double answer = 42;
/// }
/// ```
///
/// The lines that open and close `main` belong to no cell. Cells inside are unindented. A solution
/// replaces the exercise before it.
///
/// @param name for messages
/// @param cells in order
public record Script(String name, List<Cell> cells) {
  private static final Pattern MARK = Pattern.compile("\\s*// %%(?: \\[(\\w+)])?\\s*");
  private static final Pattern MAIN = Pattern.compile("void main\\(\\)( throws [\\w., ]+)? \\{");

  /// Type of a cell.
  public enum ScriptCellType {
    /// Prose.
    MARKDOWN,
    /// Code.
    CODE,
    /// Code that a notebook folds.
    HELPER,
    /// Code for the reader to change.
    EXERCISE,
    /// Solution of the exercise before it, folded.
    SOLUTION
  }

  /// Cell of a script.
  ///
  /// @param text without comment markers where it is prose or a solution
  public record Cell(ScriptCellType type, String text) {}

  public Script {
    cells = List.copyOf(cells);
  }

  /// Parses a program.
  ///
  /// @throws InputException where a cell is of an unknown type, or prose is not in `//` comments
  public static Script parse(String name, String source) {
    List<Cell> cells = new ArrayList<>();
    ScriptCellType type = null;
    List<String> lines = new ArrayList<>();
    List<String> all = source.lines().toList();
    int begin = 0;
    for (int n = 0; n < all.size(); n++) {
      String line = all.get(n);
      Matcher mark = MARK.matcher(line);
      if (mark.matches()) {
        end(name, begin, type, lines, cells);
        type = type(name, n + 1, mark.group(1));
        begin = n + 2;
      } else if (line.strip().startsWith("// %%")) {
        throw InputException.at(new Place.Named(name), new Place.Position(n + 1, 0))
            .expected("`// %%` alone, or with a type after it as in `// %% [markdown]`")
            .found(line.strip())
            .exception();
      } else if (!MAIN.matcher(line).matches()) {
        if (type == null && !line.isBlank()) {
          throw InputException.at(new Place.Named(name), new Place.Position(n + 1, 0))
              .expected("`// %%` before the first line of a lesson")
              .found(line.strip())
              .exception();
        }
        lines.add(line);
      }
    }
    end(name, begin, type, lines, cells);
    return new Script(name, cells);
  }

  /// The first heading, without its number: `The perceptron`.
  public String title() {
    return cells.stream()
        .filter(cell -> cell.type == ScriptCellType.MARKDOWN)
        .flatMap(cell -> cell.text.lines())
        .filter(line -> line.startsWith("# "))
        .map(line -> line.substring(2).replaceFirst("^\\d+\\. ", ""))
        .findFirst()
        .orElse(name);
  }

  private static ScriptCellType type(String name, int line, @Nullable String word) {
    if (word == null) {
      return ScriptCellType.CODE;
    }
    try {
      return ScriptCellType.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw InputException.at(new Place.Named(name), new Place.Position(line, 0))
          .expected("a cell of type markdown, code, helper, exercise or solution")
          .found(word)
          .nearest(word, List.of("markdown", "code", "helper", "exercise", "solution"))
          .cause(e)
          .exception();
    }
  }

  private static void end(
      String name, int begin, @Nullable ScriptCellType type, List<String> lines, List<Cell> cells) {
    List<String> content = List.copyOf(lines);
    lines.clear();
    if (type == null) {
      return;
    }
    // The brace that closes main is unindented.
    content = unindented(withoutClosingBrace(content));
    if (type == ScriptCellType.MARKDOWN || type == ScriptCellType.SOLUTION) {
      List<String> prose = new ArrayList<>();
      for (int i = 0; i < content.size(); i++) {
        prose.add(uncommented(name, begin + i, content.get(i)));
      }
      content = prose;
    }
    String text = String.join("\n", content).strip();
    if (!text.isEmpty()) {
      cells.add(new Cell(type, text));
    }
  }

  private static List<String> withoutClosingBrace(List<String> lines) {
    int last = lines.size() - 1;
    while (last >= 0 && lines.get(last).isBlank()) {
      last--;
    }
    boolean inside =
        last >= 0
            && lines.get(last).equals("}")
            && lines.subList(0, last).stream()
                .allMatch(line -> line.isBlank() || line.startsWith("  "));
    return inside ? lines.subList(0, last) : lines;
  }

  private static List<String> unindented(List<String> lines) {
    int indent =
        lines.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    return lines.stream()
        .map(line -> line.isBlank() ? "" : line.substring(indent).stripTrailing())
        .toList();
  }

  private static String uncommented(String name, int at, String line) {
    if (line.isBlank() || line.equals("//")) {
      return "";
    }
    if (line.startsWith("// ")) {
      return line.substring(3);
    }
    throw InputException.at(new Place.Named(name), new Place.Position(at, 0))
        .expected("prose and solutions in `// ` comments")
        .found(line)
        .remedy("begin the code with a line `// %%`")
        .exception();
  }
}

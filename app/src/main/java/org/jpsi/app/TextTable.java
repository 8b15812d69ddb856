package org.jpsi.app;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.ProblemText;

/// Text table with aligned columns: numbers to the right, words to the left. Empty columns are left
/// out.
final class TextTable {
  // characters of a cell: names of members of nested objects are long, a longer one is an attack
  private static final int MAX_CELL = 240;

  private final List<String> heads;
  private final String alignment;
  private final List<List<String>> rows = new ArrayList<>();

  /// @param alignment one letter per column: `l` or `r`
  TextTable(String alignment, String... heads) {
    this.alignment = alignment;
    this.heads = List.of(heads);
  }

  void row(String... cells) {
    if (cells.length != heads.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + heads.size() + " columns");
    }
    // Names in a file of any origin must not steer the terminal.
    rows.add(Arrays.stream(cells).map(c -> ProblemText.escaped(shortened(c, MAX_CELL))).toList());
  }

  /// The text, or the begin of a long one and how long it is.
  static String shortened(String text, int characters) {
    if (text.length() <= characters) {
      return text;
    }
    int end = characters - (Character.isHighSurrogate(text.charAt(characters - 1)) ? 1 : 0);
    return text.substring(0, end) + "... (" + text.length() + " characters)";
  }

  void print(PrintStream out) {
    int[] widths = new int[heads.size()];
    for (int i = 0; i < widths.length; i++) {
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
      widths[i] = widths[i] == 0 ? 0 : Math.max(widths[i], width(heads.get(i)));
    }
    out.println(line(heads, widths));
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > 0) {
        String blank = " ".repeat(widths[i] - width(cells.get(i)));
        boolean right = alignment.charAt(i) == 'r';
        line.append("  ").append(right ? blank + cells.get(i) : cells.get(i) + blank);
      }
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}

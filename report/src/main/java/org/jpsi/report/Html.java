package org.jpsi.report;

import org.jpsi.core.errors.ProblemText;

/// HTML escaping: text made safe to stand in a page or an SVG.
final class Html {
  private Html() {}

  /// For text and for attributes in double quotes. Characters that XML does not know, and controls
  /// of direction, become a question mark in a box.
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  /// Characters that XML does not know, which lets-plot lets through, become a question mark in a
  /// box.
  static String legible(String text) {
    if (text.codePoints().allMatch(Html::known)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(known(c) ? c : 0xFFFD));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> {
        if (known(c)) {
          out.appendCodePoint(c);
        } else {
          out.append('\uFFFD');
        }
      }
    }
  }

  private static boolean known(int c) {
    boolean character = c < 0xFFFE || c >= 0x10000;
    return c == '\t' || c == '\n' || (character && ProblemText.isPlain(c));
  }
}

package org.jpsi.core.nn;

import java.util.List;
import java.util.regex.Pattern;

/// Blocks of a page or of a source: the first group of each match of a pattern, without its
/// indentation.
public final class TextBlocks {
  private TextBlocks() {}

  public static List<String> of(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(found -> found.group(1).stripTrailing().stripIndent())
        .toList();
  }
}

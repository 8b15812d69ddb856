package org.jpsi.formats.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Dialect of a CSV file, found out from its first lines: the separator, whether quotes stand
/// behind blanks, and the line of comment above the first row, which may be the header.
///
/// The separator is that of comma, semicolon, tab and `|` which the first two rows have equally
/// often, else the one the first has most of; where it has none but tabs, blanks, if both rows have
/// as many words; else comma.
///
/// @param separator of cells; a blank stands for any run of blanks and tabs
/// @param trimsQuotes whether blanks may stand before a quote
/// @param comment the last line of comment before the first row, without `#`
record CsvDialect(char separator, boolean trimsQuotes, Optional<String> comment) {
  static final char COMMENT = '#';
  private static final int MAX_HEAD = 1 << 20;
  private static final char[] SEPARATORS = {';', '\t', '|', ','};

  static CsvDialect of(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    Optional<String> comment = Optional.empty();
    try (Reader in = new BufferedReader(CsvText.open(file))) {
      int left = MAX_HEAD;
      while (rows.size() < 2 && left > 0) {
        Optional<String> line = line(in, left);
        if (line.isEmpty()) {
          break;
        }
        String text = line.get();
        left -= text.length() + 1;
        if (text.startsWith("#")) {
          comment = rows.isEmpty() ? Optional.of(afterMarks(text)) : comment;
        } else if (!text.isBlank()) {
          rows.add(text);
        }
      }
    }
    String first = rows.isEmpty() ? "" : rows.getFirst();
    String second = rows.size() < 2 ? "" : rows.get(1);
    char separator = separator(first, second);
    boolean trims = quotesBehindBlanks(first, separator) || quotesBehindBlanks(second, separator);
    return new CsvDialect(separator, trims && separator != ' ', comment);
  }

  private static String afterMarks(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) == COMMENT) {
      at++;
    }
    return line.substring(at).strip();
  }

  /// The next line, in which quotes may hold line ends; empty at the end.
  private static Optional<String> line(Reader in, int most) throws IOException {
    StringBuilder line = new StringBuilder();
    boolean quoted = false;
    boolean comment = false;
    for (int c = in.read(); line.length() < most; c = in.read()) {
      if (c < 0) {
        return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
      }
      if (!quoted && (c == '\n' || c == '\r')) {
        return Optional.of(line.toString());
      }
      comment |= line.isEmpty() && c == COMMENT;
      quoted ^= c == '"' && !comment;
      line.append((char) c);
    }
    return Optional.of(line.toString());
  }

  private static char separator(String first, String second) {
    char most = ',';
    char same = 0;
    for (char c : SEPARATORS) {
      int count = count(first, c);
      most = count > count(first, most) ? c : most;
      if (count > 0 && count == count(second, c) && (same == 0 || count > count(first, same))) {
        same = c;
      }
    }
    if (same != 0 || (count(first, most) > 0 && most != '\t')) {
      return same == 0 ? most : same;
    }
    // one more where lines begin with a row's name, as R writes them
    int words = words(second).size();
    int names = namesOf(first).size();
    boolean blanks = words > 1 && (names == words || (names > 1 && names == words - 1));
    return blanks ? ' ' : most;
  }

  /// How often a character stands outside quotes.
  private static int count(String line, char what) {
    boolean quoted = false;
    int count = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      count += !quoted && c == what ? 1 : 0;
    }
    return count;
  }

  private static boolean quotesBehindBlanks(String line, char separator) {
    char before = separator;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && before == separator && i > 0 && line.charAt(i - 1) == ' ') {
        return true;
      }
      before = c == ' ' ? before : c;
    }
    return false;
  }

  /// The cells of the comment above the first row, if they can be the names of so many columns:
  /// separated as the rows are, or by blanks, or by any other separator.
  Optional<List<String>> commentCells(int columns) {
    if (comment.isEmpty()) {
      return Optional.empty();
    }
    List<List<String>> ways = new ArrayList<>();
    ways.add(separator == ' ' ? namesOf(comment.get()) : cells(comment.get(), separator));
    for (char c : SEPARATORS) {
      ways.add(cells(comment.get(), c));
    }
    ways.add(namesOf(comment.get()));
    return ways.stream().filter(cells -> cells.size() == columns).findFirst();
  }

  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    for (int at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, from)) {
      cells.add(line.substring(from, at).strip());
      from = at + 1;
    }
    cells.add(line.substring(from).strip());
    return cells;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    boolean quoted = false;
    int from = -1;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : ' ';
      boolean ends = !quoted && (c == ' ' || c == '\t') || i == line.length();
      if (ends && from >= 0) {
        words.add(line.substring(from, i));
        from = -1;
      } else if (!ends) {
        from = from < 0 ? i : from;
        quoted ^= c == '"';
      }
    }
    return words;
  }

  /// The words of a line, of which a unit belongs to the name before it: `pt [GeV]`.
  private static List<String> namesOf(String line) {
    return withUnits(words(line));
  }

  /// Names, of which a unit belongs to the one before it: `pt`, `[GeV]`.
  static List<String> withUnits(List<String> words) {
    List<String> names = new ArrayList<>();
    for (String word : words) {
      boolean unit = word.startsWith("[") && word.endsWith("]") && !names.isEmpty();
      names.add(unit ? names.removeLast() + " " + word : word);
    }
    return names;
  }
}

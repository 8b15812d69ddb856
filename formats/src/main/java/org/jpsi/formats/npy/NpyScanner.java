package org.jpsi.formats.npy;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jpsi.core.errors.InputException;

/// Scanner of the text of an NPY header, a dictionary of Python with three entries, in one pass.
final class NpyScanner {
  private static final String DESCR = "descr";
  private static final String ORDER = "fortran_order";
  private static final String SHAPE = "shape";

  private final String text;
  private final InputException.Builder wrong;
  private int at;

  private NpyScanner(String text, InputException.Builder wrong) {
    this.text = text;
    this.wrong = wrong;
  }

  /// Entries of a header.
  ///
  /// @param descr the letters of the type; `[` where it is a list of fields
  /// @param shape the sizes as they are written, without parentheses
  record Entries(String descr, boolean fortran, String shape) {}

  /// The entries of a header.
  ///
  /// @param wrong the begun message about another header
  static Entries entries(String text, InputException.Builder wrong) {
    return new NpyScanner(text, wrong).entries();
  }

  private Entries entries() {
    Map<String, String> values = new TreeMap<>();
    Map<String, Function<String, String>> readers =
        Map.of(DESCR, this::descr, ORDER, this::order, SHAPE, this::shape);
    demand('{');
    while (!accept('}')) {
      String key = quoted("a key");
      demand(':');
      Function<String, String> reader = readers.get(key);
      if (reader == null || values.put(key, reader.apply(key)) != null) {
        throw other();
      }
      if (key.equals(DESCR) && "[".equals(values.get(DESCR))) {
        // what the fields are does not matter
        return new Entries("[", false, "");
      }
      if (!accept(',')) {
        demand('}');
        break;
      }
    }
    skipBlanks();
    if (at < text.length()) {
      throw other();
    }
    return new Entries(
        entry(values, DESCR), entry(values, ORDER).equals("True"), entry(values, SHAPE));
  }

  private String entry(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw missing(key);
    }
    return value;
  }

  private String descr(String key) {
    return accept('[') ? "[" : quoted(key);
  }

  private String order(String key) {
    skipBlanks();
    for (String word : new String[] {"True", "False"}) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word;
      }
    }
    throw missing(key);
  }

  private String shape(String key) {
    if (!accept('(')) {
      throw missing(key);
    }
    int from = at;
    while (at < text.length() && isOfSizes(text.charAt(at))) {
      at++;
    }
    String sizes = text.substring(from, at);
    if (at == text.length() || text.charAt(at++) != ')') {
      throw missing(key);
    }
    return sizes;
  }

  // Python 2 wrote 3L
  private static boolean isOfSizes(char c) {
    return c >= '0' && c <= '9' || c == 'L' || c == ',' || isBlank(c);
  }

  private String quoted(String key) {
    skipBlanks();
    char quote = at < text.length() ? text.charAt(at) : ' ';
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw missing(key);
    }
    String inside = text.substring(at + 1, end);
    at = end + 1;
    return inside;
  }

  private void demand(char sign) {
    if (!accept(sign)) {
      throw other();
    }
  }

  private boolean accept(char sign) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == sign) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private InputException missing(String key) {
    return key.equals("a key")
        ? other()
        : wrong.expected("`" + key + "` in the header").found(text.strip()).exception();
  }

  private InputException other() {
    return wrong
        .expected("a header of `descr`, `fortran_order` and `shape`, each once")
        .found(text.strip())
        .exception();
  }
}

package org.jpsi.core.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.errors.ProblemText;
import org.jspecify.annotations.Nullable;

/// JSON parser and writer (RFC 8259) with plain maps, lists, strings, booleans, longs and doubles
/// as values: just enough for the header of a model file, because `core` has no dependency. Strict
/// on reading: duplicate keys, depth over 64, more than a million values (a value of two characters
/// takes fifty times as much in memory) and anything after the value are refused.
// Nullable is for the compiler alone; the module requires it statically.
@SuppressWarnings("exports")
public final class Json {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_VALUES = 1_000_000;
  private static final List<String> NOT_FINITE = List.of("NaN", "Infinity", "-Infinity");

  private final String text;
  private int at;
  private int values;

  private Json(String text) {
    this.text = text;
  }

  /// Syntax error of a JSON text, with its position; the caller adds the file.
  public static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    SyntaxException(String message, int at) {
      super(message + " at character " + at);
    }
  }

  public static @Nullable Object parse(String text) throws SyntaxException {
    Json json = new Json(text);
    Object value = json.value(0);
    json.skipWhitespace();
    if (json.at < text.length()) {
      throw json.wrong("expected the end");
    }
    return value;
  }

  public static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case String s -> quote(s, out);
      case Map<?, ?> map -> {
        out.append('{');
        String separator = "";
        for (var entry : map.entrySet()) {
          out.append(separator);
          quote((String) entry.getKey(), out);
          out.append(':');
          write(entry.getValue(), out);
          separator = ",";
        }
        out.append('}');
      }
      case Iterable<?> list -> {
        out.append('[');
        String separator = "";
        for (Object item : list) {
          out.append(separator);
          write(item, out);
          separator = ",";
        }
        out.append(']');
      }
      case Double d when !Double.isFinite(d) ->
          quote(d.toString(), out); // JSON has no NaN; `number` reads the string back
      case Boolean b -> out.append(b);
      case Number n -> out.append(n);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  /// A number, or one of the strings NaN, Infinity and -Infinity that {@link #write} writes for
  /// one; empty for anything else.
  public static Optional<Double> number(@Nullable Object value) {
    return switch (value) {
      case Number n -> Optional.of(n.doubleValue());
      case String s when NOT_FINITE.contains(s) -> Optional.of(Double.valueOf(s));
      case null, default -> Optional.empty();
    };
  }

  private static void quote(String s, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (Character.isSurrogate(c) || !ProblemText.isPlain(c)) {
            out.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private @Nullable Object value(int depth) throws SyntaxException {
    if (depth > MAX_DEPTH) {
      throw wrong("more than " + MAX_DEPTH + " levels");
    }
    if (++values > MAX_VALUES) {
      throw wrong("more than " + MAX_VALUES + " values");
    }
    skipWhitespace();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> numeral();
    };
  }

  private Map<String, @Nullable Object> object(int depth) throws SyntaxException {
    // most objects are small, and there may be many
    Map<String, @Nullable Object> map = new LinkedHashMap<>(4);
    at++;
    skipWhitespace();
    if (peek() == '}') {
      at++;
      return map;
    }
    while (true) {
      skipWhitespace();
      int start = at;
      String key = string();
      skipWhitespace();
      expect(':');
      if (map.containsKey(key)) {
        at = start;
        throw wrong("key \"" + key + "\" a second time");
      }
      map.put(key, value(depth + 1));
      skipWhitespace();
      if (peek() == '}') {
        at++;
        return map;
      }
      expect(',');
    }
  }

  private List<@Nullable Object> array(int depth) throws SyntaxException {
    List<@Nullable Object> list = new ArrayList<>(2);
    at++;
    skipWhitespace();
    if (peek() == ']') {
      at++;
      return list;
    }
    while (true) {
      list.add(value(depth + 1));
      skipWhitespace();
      if (peek() == ']') {
        at++;
        return list;
      }
      expect(',');
    }
  }

  private String string() throws SyntaxException {
    expect('"');
    int from = at;
    int plain = from;
    while (plain < text.length() && text.charAt(plain) != '\\' && text.charAt(plain) >= 0x20) {
      if (text.charAt(plain) == '"') {
        at = plain + 1;
        return text.substring(from, plain);
      }
      plain++;
    }
    at = plain;
    StringBuilder out = new StringBuilder(text.substring(from, plain));
    while (true) {
      char c = next();
      if (c == '"') {
        return out.toString();
      }
      if (c < 0x20) {
        throw wrong("a control character inside a string");
      }
      out.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() throws SyntaxException {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(next(), 16);
          if (digit < 0) {
            throw wrong("expected four hexadecimal digits");
          }
          code = code * 16 + digit;
        }
        yield (char) code;
      }
      default -> throw wrong("unknown escape \\" + c);
    };
  }

  private Object numeral() throws SyntaxException {
    int start = at;
    while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String numeral = text.substring(start, at);
    if (!isNumber(numeral)) {
      at = start;
      throw wrong("expected a value");
    }
    if (!Numeral.isWhole(numeral)) {
      return Double.valueOf(numeral);
    }
    try {
      return Long.valueOf(numeral);
    } catch (NumberFormatException beyondInt64) {
      return Double.valueOf(numeral);
    }
  }

  /// Whether a text is a number of JSON, of up to 31 digits, 40 after the point and 4 in the
  /// exponent.
  static boolean isNumber(String s) {
    int from = s.startsWith("-") ? 1 : 0;
    int whole = Numeral.digits(s, from);
    if (whole == 0 || whole > 31 || (whole > 1 && s.charAt(from) == '0')) {
      return false;
    }
    int at = from + whole;
    if (at < s.length() && s.charAt(at) == '.') {
      int part = Numeral.digits(s, at + 1);
      if (part == 0 || part > 40) {
        return false;
      }
      at += 1 + part;
    }
    int end = Numeral.exponentEnd(s, at);
    boolean signed = end > at && !Character.isDigit(s.charAt(at + 1));
    return end == s.length() && end - at <= (signed ? 6 : 5);
  }

  private @Nullable Object word(String word, @Nullable Object meaning) throws SyntaxException {
    if (!text.startsWith(word, at)) {
      throw wrong("expected a value");
    }
    at += word.length();
    return meaning;
  }

  private void skipWhitespace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws SyntaxException {
    if (at >= text.length()) {
      throw wrong("the text ends");
    }
    return text.charAt(at);
  }

  private char next() throws SyntaxException {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char c) throws SyntaxException {
    if (next() != c) {
      at--;
      throw wrong("expected " + c);
    }
  }

  private SyntaxException wrong(String what) {
    return new SyntaxException(what, at);
  }
}

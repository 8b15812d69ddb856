package org.jpsi.formats.csv;

import java.io.IOException;
import java.io.Reader;

/// Text in which a run of blanks and tabs between words is one blank, and those at the ends of
/// lines are none: so columns that are aligned by blanks are separated by one. Quoted text and
/// lines of comment stay as they are.
final class BlankRuns extends Reader {
  private final Reader in;
  private final char[] buffer = new char[1 << 13];
  private int at;
  private int filled;
  private boolean lineStart = true;
  private boolean wordStart = true;
  private boolean blank;
  private boolean quoted;
  // behind a quote that ends a text, or is the first of two within it
  private boolean closed;
  private boolean comment;
  // what is given behind a blank; -1 for nothing
  private int held = -1;

  BlankRuns(Reader in) {
    this.in = in;
  }

  @Override
  public int read(char[] to, int from, int length) throws IOException {
    int n = 0;
    while (n < length) {
      int c = next();
      if (c < 0) {
        return n == 0 && length > 0 ? -1 : n;
      }
      to[from + n++] = (char) c;
    }
    return n;
  }

  private int next() throws IOException {
    if (held >= 0) {
      int c = held;
      held = -1;
      return c;
    }
    int c = raw();
    while (!quoted && !comment && (c == ' ' || c == '\t')) {
      blank = true;
      c = raw();
    }
    if (!quoted && (c < 0 || c == '\n' || c == '\r')) {
      lineStart = true;
      wordStart = true;
      blank = false;
      comment = false;
      return c;
    }
    boolean between = blank && !lineStart;
    follow(c, between);
    if (between) {
      held = c;
      return ' ';
    }
    return c;
  }

  private void follow(int c, boolean between) {
    comment |= lineStart && c == '#';
    boolean mark = c == '"' && !comment;
    boolean opens = !quoted && (wordStart || between || closed);
    closed = quoted && mark;
    quoted = mark ? opens : quoted;
    wordStart = false;
    lineStart = false;
    blank = false;
  }

  private int raw() throws IOException {
    if (at == filled) {
      at = 0;
      filled = Math.max(0, in.read(buffer, 0, buffer.length));
      if (filled == 0) {
        return -1;
      }
    }
    return buffer[at++];
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

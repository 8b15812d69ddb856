package org.jpsi.app;

import java.io.PrintStream;
import org.jpsi.core.errors.ProblemText;

/// Output stream that nothing printed can steer: what is not plain, but for line breaks, is escaped
/// as in Java source. Names in a file of any origin end here, whatever way they came.
final class SafeOutput extends PrintStream {
  private SafeOutput(PrintStream to) {
    super(to, true, to.charset());
  }

  static SafeOutput of(PrintStream to) {
    return to instanceof SafeOutput safe ? safe : new SafeOutput(to);
  }

  /// Prints a sequence that is meant to steer the terminal.
  void control(String sequence) {
    super.print(sequence);
  }

  @Override
  public void print(String text) {
    super.print(safe(String.valueOf(text)));
  }

  @Override
  public void print(char c) {
    print(String.valueOf(c));
  }

  @Override
  public void print(char[] text) {
    print(String.valueOf(text));
  }

  @Override
  public void print(Object thing) {
    print(String.valueOf(thing));
  }

  private static String safe(String text) {
    int end = text.indexOf('\n');
    if (end < 0) {
      return ProblemText.escaped(text);
    }
    StringBuilder safe = new StringBuilder();
    int from = 0;
    for (; end >= 0; end = text.indexOf('\n', from)) {
      safe.append(ProblemText.escaped(text.substring(from, end))).append('\n');
      from = end + 1;
    }
    return safe.append(ProblemText.escaped(text.substring(from))).toString();
  }
}

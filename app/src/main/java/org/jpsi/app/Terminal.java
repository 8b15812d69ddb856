package org.jpsi.app;

import java.io.PrintStream;
import java.util.Map;
import org.jpsi.core.errors.ProblemText;

/// Output streams of a command, the only way to the terminal: what is printed cannot steer it.
///
/// @param out results
/// @param err errors
/// @param live whether it is a terminal, where a line may be overwritten
/// @param unicode whether the output can show block characters
record Terminal(PrintStream out, PrintStream err, boolean live, boolean unicode) {
  Terminal {
    out = SafeOutput.of(out);
    err = SafeOutput.of(err);
  }

  /// Prints one line of results: a line break in it is escaped too.
  void line(String text) {
    out.println(ProblemText.escaped(text));
  }

  /// Prints a sequence that steers the terminal.
  void control(String sequence) {
    SafeOutput.of(out).control(sequence);
  }

  /// Prints the last line of a command that is ended at once, to the stream of errors: whatever
  /// other threads print later, on either stream, is dropped.
  void last(String text) {
    SafeOutput.of(out).end();
    err.println(text);
    SafeOutput.of(err).end();
  }

  static Terminal standard() {
    Map<String, String> environment = System.getenv();
    boolean live =
        System.console() != null
            && System.console().isTerminal()
            && !"dumb".equals(environment.get("TERM"));
    boolean unicode = System.out.charset().newEncoder().canEncode('\u2588');
    return new Terminal(System.out, System.err, live, unicode);
  }
}

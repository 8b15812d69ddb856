package org.jpsi.app;

import java.io.PrintStream;
import java.util.Map;

/// Output streams of a command.
///
/// @param out results
/// @param err errors
/// @param live whether it is a terminal, where a line may be overwritten
/// @param unicode whether the output can show block characters
record Terminal(PrintStream out, PrintStream err, boolean live, boolean unicode) {
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

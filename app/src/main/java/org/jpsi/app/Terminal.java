package org.jpsi.app;

import java.io.PrintStream;
import java.util.Map;

/// Where a command prints.
///
/// @param out what the command was asked for
/// @param err what is wrong
/// @param live whether a person watches, so that a line may be written over
/// @param unicode whether the output can show bars of eight heights
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

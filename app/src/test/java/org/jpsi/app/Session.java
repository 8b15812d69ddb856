package org.jpsi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/// One command as a user runs it.
record Session(int status, String out, String err) {
  static Session of(String... words) {
    return of(Services.ANALYSIS, words);
  }

  static Session of(Services services, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, true);
    int status = Main.run(terminal, services, words);
    return new Session(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  List<String> lines() {
    return out.lines().toList();
  }
}

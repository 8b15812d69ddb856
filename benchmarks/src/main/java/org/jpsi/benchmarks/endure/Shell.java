package org.jpsi.benchmarks.endure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Commands of the system.
final class Shell {
  private Shell() {}

  /// Runs a command. The output is given where it failed; empty where it did not.
  static String run(String... words) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int status = process.waitFor();
      return status == 0 ? "" : text.isEmpty() ? words[0] + ": status " + status : text;
    } catch (IOException absent) {
      return String.valueOf(absent.getMessage());
    }
  }
}

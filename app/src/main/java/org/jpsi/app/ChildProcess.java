package org.jpsi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Small programs that are asked something.
final class ChildProcess {
  private static final int SECONDS = 10;
  // What these print fits into a pipe; nobody else's output is kept whole.
  private static final int MOST = 60_000;

  private ChildProcess() {}

  /// Output of a program, of both its streams; empty where it cannot be started, or has not ended
  /// after ten seconds.
  static Optional<String> output(List<String> command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    try (var out = process.getInputStream()) {
      process.getOutputStream().close();
      return process.waitFor(SECONDS, TimeUnit.SECONDS)
          ? Optional.of(new String(out.readNBytes(MOST), UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }
}

package org.jpsi.app;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Version of a Python.
record Python(int major, int minor) {
  // as `python3 --version` prints it
  private static final Pattern LINE = Pattern.compile("Python (\\d{1,3})\\.(\\d{1,3})(?!\\d).*");

  /// Version of a command; empty where it cannot be started or is no Python.
  static Optional<Python> version(String command) {
    return ChildProcess.output(List.of(command, "--version")).flatMap(Python::parse);
  }

  static Optional<Python> parse(String line) {
    Matcher parts = LINE.matcher(line.strip());
    return parts.matches()
        ? Optional.of(
            new Python(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  /// Whether the version is new enough for JupyterLab and the kernel.
  boolean isEnough() {
    return major > 3 || major == 3 && minor >= 10;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}

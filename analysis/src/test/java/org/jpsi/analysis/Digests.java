package org.jpsi.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jpsi.core.tensor.Engine;

/// Digests by name, as lines `name: hex`; computed in a process of its own, so that the environment
/// can choose the vectors. The same as those of the library's tests.
final class Digests {
  private static final String KERNELS = "kernels in use: ";

  private final Map<String, Digest> lines = new LinkedHashMap<>();

  /// The digest of a new line.
  Digest line(String name) {
    Digest digest = new Digest();
    if (!name.matches("[a-zA-Z0-9.-]+") || lines.put(name, digest) != null) {
      throw new IllegalArgumentException("a second line, or no name: " + name);
    }
    return digest;
  }

  /// The lines so far.
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    lines.forEach((name, digest) -> values.put(name, digest.toString()));
    return values;
  }

  /// Output of a process.
  ///
  /// @param kernels as it described them
  record Printed(String kernels, Map<String, String> lines) {}

  /// Prints the kernels in use, and all lines.
  void print() {
    System.out.println(KERNELS + Engine.vectors());
    values().forEach((name, value) -> System.out.println(name + ": " + value));
  }

  /// Runs a class whose `main` prints digests; empty where this machine has no vectors so wide.
  ///
  /// @param width as `JPSI_VECTOR` takes it, empty for none, or `no module` to leave the vector
  ///   module out
  static Optional<Printed> of(Class<?> main, String width)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    if (!width.equals("no module")) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.add(main.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JPSI_VECTOR");
    if (!width.equals("no module") && !width.isEmpty()) {
      builder.environment().put("JPSI_VECTOR", width);
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (output.contains("the widest vectors of this machine")) {
      return Optional.empty();
    }
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(main.getName() + " with vectors " + width + ":\n" + output);
    }
    String kernels =
        output.lines().filter(line -> line.startsWith(KERNELS)).findFirst().orElseThrow();
    return Optional.of(new Printed(kernels.substring(KERNELS.length()), read(output)));
  }

  /// Lines that differ from those that are kept, each as it would have to be written there on
  /// purpose.
  ///
  /// @param kept a resource of `main`
  static List<String> differences(Map<String, String> found, Class<?> main, String kept)
      throws IOException {
    Map<String, String> expected;
    try (InputStream file = Objects.requireNonNull(main.getResourceAsStream(kept), kept)) {
      expected = read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String here = found.get(name);
      String there = expected.get(name);
      if (here == null) {
        differences.add(name + ": is in " + kept + ", and nothing computes it any more");
      } else if (!here.equals(there)) {
        differences.add(
            "%s: %s   (%s)".formatted(name, here, there == null ? "a new line" : "was " + there));
      }
    }
    return differences;
  }

  private static Map<String, String> read(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    text.lines()
        .filter(line -> line.matches("[a-zA-Z0-9.-]+: [0-9a-f]{8}"))
        .map(line -> line.split(": "))
        .forEach(line -> {
          if (lines.put(line[0], line[1]) != null) {
            throw new AssertionError("two lines " + line[0]);
          }
        });
    return lines;
  }
}

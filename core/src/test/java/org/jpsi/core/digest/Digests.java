package org.jpsi.core.digest;

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

/// Named digests, as lines `name: hex`; computed in a separate process, so that the environment can
/// choose the vector width.
public final class Digests {
  private static final String KERNELS = "kernels in use: ";

  private final Map<String, Digest> lines = new LinkedHashMap<>();

  /// A new, empty digest of this name.
  public Digest line(String name) {
    Digest digest = new Digest();
    if (!name.matches("[a-zA-Z0-9.-]+") || lines.put(name, digest) != null) {
      throw new IllegalArgumentException("a duplicate or invalid name: " + name);
    }
    return digest;
  }

  /// Adds all lines of `others`.
  public void addAll(Digests others) {
    others.lines.forEach((name, digest) -> {
      if (lines.put(name, digest) != null) {
        throw new IllegalArgumentException("a duplicate name: " + name);
      }
    });
  }

  /// The digests by name.
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    lines.forEach((name, digest) -> values.put(name, digest.toString()));
    return values;
  }

  /// Digests printed by a process.
  ///
  /// @param kernels the kernels in use, as the process described them
  public record PrintedDigests(String kernels, Map<String, String> lines) {}

  /// Prints the kernels in use, and all lines.
  public void print() {
    System.out.println(KERNELS + Engine.vectors());
    values().forEach((name, value) -> System.out.println(name + ": " + value));
  }

  /// Runs a class whose `main` prints digests; empty where this machine has no vectors of this
  /// width.
  ///
  /// @param width value of `JPSI_VECTOR`, empty for none, or `no module` to leave the vector module
  ///   out
  public static Optional<PrintedDigests> of(Class<?> main, String width)
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
    return Optional.of(new PrintedDigests(kernels.substring(KERNELS.length()), read(output)));
  }

  /// Differences from the reference lines, each as it would have to be written for an intended
  /// change.
  ///
  /// @param reference a resource of `main`
  public static List<String> differences(Map<String, String> found, Class<?> main, String reference)
      throws IOException {
    Map<String, String> expected;
    try (InputStream file =
        Objects.requireNonNull(main.getResourceAsStream(reference), reference)) {
      expected = read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String here = found.get(name);
      String there = expected.get(name);
      if (here == null) {
        differences.add(name + ": is in " + reference + ", but is no longer computed");
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
            throw new AssertionError("duplicate line " + line[0]);
          }
        });
    return lines;
  }
}

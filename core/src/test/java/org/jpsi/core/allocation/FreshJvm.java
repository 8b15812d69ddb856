package org.jpsi.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/// A JVM of its own in which the bytes that a call allocates are counted.
///
/// What C2 keeps off the heap depends on what was compiled before what, and when a thread of the
/// compiler got a processor: so nothing else runs here, a call waits for its compiler, and small
/// methods are inlined whatever the size of their code.
public final class FreshJvm {
  private static final String VECTORS = "jdk.incubator.vector";
  private static final int CALLS = 20_000;
  private static final int MAX_ROUNDS = 30;

  private FreshJvm() {}

  /// The bytes a call by the names that `program` gives to [#print].
  public static Map<String, Double> bytesPerCall(Class<?> program) {
    Map<String, Double> found = new LinkedHashMap<>();
    run(program, Map.of()).stream()
        .filter(line -> line.startsWith("bytes "))
        .map(line -> line.split(" ", 3))
        .forEach(parts -> found.put(parts[2], Double.valueOf(parts[1])));
    return found;
  }

  /// What a program prints, by lines.
  public static List<String> run(Class<?> program, Map<String, String> environment) {
    try {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      if (ModuleLayer.boot().findModule(VECTORS).isPresent()) {
        command.add("--add-modules=" + VECTORS);
      }
      command.addAll(List.of("-XX:+UseSerialGC", "-Xbatch", "-XX:InlineSmallCode=1000000"));
      command.add(program.getName());
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      return output.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Prints the bytes that one of many calls allocates, when they are compiled.
  public static void print(String name, IntConsumer call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double bytes = Double.MAX_VALUE;
    for (int round = 0; round < MAX_ROUNDS && bytes >= 1; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.accept(i);
      }
      bytes = (threads.getCurrentThreadAllocatedBytes() - before) / (double) CALLS;
    }
    System.out.println("bytes " + bytes + " " + name);
  }
}

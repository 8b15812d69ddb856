package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Each in a process of its own, since flags and environment decide.
class EngineTest {
  /// Prints what the engine says of itself.
  static void main() {
    Engine.warmUp();
    System.out.println(Engine.describe());
  }

  @Test
  void withVectorsItTellsTheirWidthTheThreadsAndTheJdk() throws Exception {
    assertThat(describe("3", "", "--add-modules=jdk.incubator.vector"))
        .matches("vectors of (128|256|512) bits, 3 threads, JDK .*")
        .endsWith(", JDK " + Runtime.version());
    assertThat(describe("1", "128", "--add-modules=jdk.incubator.vector"))
        .startsWith("vectors of 128 bits, 1 thread, JDK ");
  }

  @Test
  void withoutThemItTellsWhyAndWhatToDo() throws Exception {
    assertThat(describe("1", ""))
        .startsWith(
            "scalar (this JVM runs without its vector module; start it with --add-modules"
                + " jdk.incubator.vector), 1 thread, JDK ");
    assertThat(describe("2", "off", "--add-modules=jdk.incubator.vector"))
        .startsWith("scalar (JPSI_VECTOR is off; unset it to use vectors), 2 threads, JDK ");
  }

  private static String describe(String threads, String vector, String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Collections.addAll(command, flags);
    Collections.addAll(command, "-cp", System.getProperty("java.class.path"));
    command.add(EngineTest.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JPSI_THREADS", threads);
    builder.environment().put("JPSI_VECTOR", vector);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return out.strip();
  }
}

package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bits of the machine at hand, in processes of their own, beside those that every machine must
/// give.
class SameBitsTest {
  // A change of a line there means that models and scores change, which a release has to say.
  private static final String DIGESTS = "/engine/digests.txt";

  @ParameterizedTest
  @ValueSource(strings = {"", "off", "128", "256", "512"})
  void theWholeEngineComputesTheSameBitsWithVectorsOfAnyWidthAndAnyThreads(String width)
      throws Exception {
    Assumptions.assumeTrue(
        !width.matches("\\d+") || Integer.parseInt(width) <= VectorWidth.widest(),
        "this machine has no vectors of " + width + " bits");
    List<String> lines = run(width, true);
    assertThat(lines.subList(1, lines.size())).isEqualTo(expected());
    if (!width.isEmpty()) {
      assertThat(lines.getFirst())
          .isEqualTo(width.equals("off") ? "scalar" : "vectors of " + width + " bits");
    }
  }

  @Test
  void andWithoutTheVectorModule() throws Exception {
    List<String> lines = run("512", false);
    assertThat(lines.getFirst()).isEqualTo("scalar");
    assertThat(lines.subList(1, lines.size())).isEqualTo(expected());
  }

  /// What the engine gives, and what training does, for each number of threads the same.
  private static List<String> expected() throws IOException {
    try (var file = SameBitsTest.class.getResourceAsStream(DIGESTS)) {
      byte[] bytes = Objects.requireNonNull(file).readAllBytes();
      List<String> both = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      List<String> lines = new ArrayList<>(both.subList(0, 1));
      for (int threads : Digest.THREADS) {
        lines.add("with " + threads + " threads " + both.get(1));
      }
      return lines;
    }
  }

  @Test
  void aWidthNobodyHasIsTheUsersError() throws Exception {
    assertThat(run("avx", true).getLast())
        .contains(
            "InputException: [environment JPSI_VECTOR] expected off, 128, 256, 512, found `avx`");
    assertThatThrownBy(() -> VectorWidth.check(1024))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the widest vectors of this machine, found 1024");
  }

  /// The lines that are no stack trace.
  private static List<String> run(String width, boolean module)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (module) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Digest.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JPSI_VECTOR");
    if (!width.isEmpty()) {
      builder.environment().put("JPSI_VECTOR", width);
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return output
        .lines()
        .filter(line -> !line.startsWith("\t") && !line.startsWith("WARNING"))
        .toList();
  }
}

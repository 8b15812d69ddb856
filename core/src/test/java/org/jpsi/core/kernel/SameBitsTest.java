package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jpsi.core.input.InputException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameBitsTest {
  // Of every machine: a change means that models and scores change, which a release has to say.
  private static final String DIGEST = "593910ea";

  @ParameterizedTest
  @ValueSource(strings = {"", "off", "128", "256", "512"})
  void theWholeEngineComputesTheSameBitsWithVectorsOfAnyWidth(String width) throws Exception {
    Assumptions.assumeTrue(
        !width.matches("\\d+") || Integer.parseInt(width) <= VectorWidth.widest(),
        "this machine has no vectors of " + width + " bits");
    String line = run(width, true);
    assertThat(line).endsWith(": " + DIGEST);
    if (!width.isEmpty()) {
      assertThat(line).startsWith(width.equals("off") ? "scalar" : "vectors of " + width + " bits");
    }
  }

  @Test
  void andWithoutTheVectorModule() throws Exception {
    assertThat(run("", false)).isEqualTo("scalar: " + DIGEST);
    assertThat(run("512", false)).isEqualTo("scalar: " + DIGEST);
  }

  @Test
  void aWidthNobodyHasIsTheUsersError() throws Exception {
    assertThat(run("avx", true))
        .contains(
            "InputException: [environment JPSI_VECTOR] expected off, 128, 256, 512, found `avx`");
    assertThatThrownBy(() -> VectorWidth.check(1024))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the widest vectors of this machine, found 1024");
  }

  /// The last line that is no stack trace.
  private static String run(String width, boolean module) throws IOException, InterruptedException {
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
        .toList()
        .getLast();
  }
}

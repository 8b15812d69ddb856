package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every layer and loss computes the same bits on every machine, with vectors of any width.
class LayerBitsTest {
  // A change means that models change, which a release has to say.
  private static final String DIGEST = "ad904126";

  @ParameterizedTest
  @ValueSource(strings = {"no module", "off", "128", "256", "512"})
  void layersAndLossesComputeTheSameBits(String width) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    boolean module = !width.equals("no module");
    if (module) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LayerDigest.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JPSI_VECTOR");
    if (module) {
      builder.environment().put("JPSI_VECTOR", width);
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    Assumptions.assumeFalse(
        output.contains("the widest vectors of this machine"), "this machine has no such vectors");
    assertThat(output.lines().toList().getLast())
        .isEqualTo(
            (width.matches("\\d+") ? "vectors of " + width + " bits" : "scalar") + ": " + DIGEST);
  }
}

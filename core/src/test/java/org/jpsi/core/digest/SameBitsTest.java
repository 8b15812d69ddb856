package org.jpsi.core.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Reproducibility test: the digests of this machine, computed in separate processes, equal those
/// of every machine.
class SameBitsTest {
  private static final String REFERENCE = "/engine/digests.txt";

  // By default, kernels change from scalar to vector while they run.
  static final List<String> WIDTHS = List.of("", "no module", "off", "128", "256", "512");

  @ParameterizedTest
  @FieldSource("WIDTHS")
  void digestsAreTheSameForEveryVectorWidthAndNumberOfThreads(String width) throws Exception {
    Optional<Digests.PrintedDigests> found = Digests.of(AllDigests.class, width);
    Assumptions.assumeTrue(found.isPresent(), "this machine has no vectors of " + width + " bits");
    assertThat(Digests.differences(found.orElseThrow().lines(), AllDigests.class, REFERENCE))
        .as(
            "lines of "
                + REFERENCE
                + " for an intended change, which CHANGES lists with the reason")
        .isEmpty();
    if (!width.isEmpty()) {
      assertThat(found.orElseThrow().kernels())
          .isEqualTo(width.matches("\\d+") ? "vectors of " + width + " bits" : "scalar");
    }
  }

  @Test
  void anUnknownVectorWidthIsAnInputError() {
    assertThatThrownBy(() -> Digests.of(AllDigests.class, "avx"))
        .hasMessageContaining(
            "InputException: [environment JPSI_VECTOR] expected off, 128, 256, 512, found `avx`");
  }

  @Test
  void missingSurplusAndChangedLinesAreReported() throws Exception {
    Digests digests = new Digests();
    digests.line("kernel.exp").add(1f);
    digests.line("new").add(2f);
    assertThat(Digests.differences(digests.values(), AllDigests.class, REFERENCE))
        .anyMatch(line -> line.matches("kernel\\.exp: [0-9a-f]{8} {3}\\(was [0-9a-f]{8}\\)"))
        .anyMatch(line -> line.matches("new: [0-9a-f]{8} {3}\\(a new line\\)"))
        .contains("kernel.log: is in " + REFERENCE + ", but is no longer computed");
  }
}

package org.jpsi.core.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The bits of the machine at hand, in processes of their own, beside those that every machine must
/// give.
class SameBitsTest {
  private static final String KEPT = "/engine/digests.txt";

  // Where nothing is asked for, the kernels change over while they run.
  static final List<String> WIDTHS = List.of("", "no module", "off", "128", "256", "512");

  @ParameterizedTest
  @FieldSource("WIDTHS")
  void whatMustNotChangeHasNotWithVectorsOfAnyWidthAndAnyThreads(String width) throws Exception {
    Optional<Digests.Printed> found = Digests.of(AllDigests.class, width);
    Assumptions.assumeTrue(found.isPresent(), "this machine has no vectors of " + width + " bits");
    assertThat(Digests.differences(found.orElseThrow().lines(), AllDigests.class, KEPT))
        .as("lines of " + KEPT + " as they would have to be; CHANGES then says which and why")
        .isEmpty();
    if (!width.isEmpty()) {
      assertThat(found.orElseThrow().kernels())
          .isEqualTo(width.matches("\\d+") ? "vectors of " + width + " bits" : "scalar");
    }
  }

  @Test
  void aWidthNobodyHasIsTheUsersError() {
    assertThatThrownBy(() -> Digests.of(AllDigests.class, "avx"))
        .hasMessageContaining(
            "InputException: [environment JPSI_VECTOR] expected off, 128, 256, 512, found `avx`");
  }

  @Test
  void aMissingASurplusAndAChangedLineAreTold() throws Exception {
    Digests digests = new Digests();
    digests.line("kernel.exp").add(1f);
    digests.line("new").add(2f);
    assertThat(Digests.differences(digests.values(), AllDigests.class, KEPT))
        .anyMatch(line -> line.matches("kernel\\.exp: [0-9a-f]{8} {3}\\(was [0-9a-f]{8}\\)"))
        .anyMatch(line -> line.matches("new: [0-9a-f]{8} {3}\\(a new line\\)"))
        .contains("kernel.log: is in " + KEPT + ", and nothing computes it any more");
  }
}

package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Bits of runs of `jpsi train`, in processes of their own, beside what every machine must make of
/// it.
class RunBitsTest {
  private static final String KEPT = "/engine/digests.txt";

  static final List<String> WIDTHS = List.of("", "no module", "off", "128", "256", "512");

  @ParameterizedTest
  @FieldSource("WIDTHS")
  void aRunHasTheSameBitsWithVectorsOfAnyWidthAndAnyThreads(String width) throws Exception {
    Optional<Digests.Printed> found = Digests.of(RunDigests.class, width);
    Assumptions.assumeTrue(found.isPresent(), "this machine has no vectors of " + width + " bits");
    assertThat(Digests.differences(found.orElseThrow().lines(), RunDigests.class, KEPT))
        .as("lines of " + KEPT + " as they would have to be; CHANGES then says which and why")
        .isEmpty();
  }
}

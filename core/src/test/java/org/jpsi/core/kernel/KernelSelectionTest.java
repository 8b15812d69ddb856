package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelSelectionTest {
  @Test
  void whyKernelsAreScalarIsSaidWithWhatToDo() {
    assertThat(KernelSelection.scalarReason(0, true, true)).isEmpty();
    assertThat(KernelSelection.scalarReason(256, true, true)).isEmpty();
    assertThat(KernelSelection.scalarReason(0, false, true))
        .contains(
            "this JVM runs without its vector module; start it with --add-modules"
                + " jdk.incubator.vector");
    assertThat(KernelSelection.scalarReason(512, false, false))
        .contains("this JDK has no module jdk.incubator.vector; take one that has");
    assertThat(KernelSelection.scalarReason(-1, true, true))
        .contains("JPSI_VECTOR is off; unset it to use vectors");
  }

  @Test
  void kernelsAreScalarExactlyWhereThereIsAReason() {
    assertThat(Kernels.INSTANCE.describe().equals("scalar"))
        .isEqualTo(Kernels.scalarReason().isPresent());
  }
}

package org.jpsi.analysis.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.junit.jupiter.api.Test;

class ExpectedWorkTest {
  @Test
  void itIsThreeProductsForEachWeightEventAndEpoch() {
    AnalysisFile analysis =
        generated(
            "samples.0.events=1000",
            "training.epochs=2",
            "network.layers=[64, 32]",
            "features=[m_bb, m_wbb]");
    assertThat(ExpectedWork.multiplications(analysis))
        .isEqualTo(3.0 * (2 * 64 + 64 * 32) * 1000 * 2);
  }

  @Test
  void aTrainingOfAMomentIsNotWorthCompilingForAndTheDefaultIs() {
    assertThat(ExpectedWork.multiplications(generated("samples.0.events=500", "training.epochs=2")))
        .isLessThan(ExpectedWork.ENOUGH);
    assertThat(ExpectedWork.multiplications(generated())).isGreaterThan(ExpectedWork.ENOUGH);
  }

  @Test
  void modelsWithoutANetworkNeedNoProducts() {
    assertThat(ExpectedWork.multiplications(generated("model=boosted-trees"))).isZero();
  }

  @Test
  void scalarKernelsAreToldOfWhereTheyCostTime() {
    Optional<String> reason = Optional.of("start it with --add-modules x");
    assertThat(ExpectedWork.caution(ExpectedWork.ENOUGH, reason))
        .contains(
            "training on scalar kernels, some 6 times slower than on vectors: start it with"
                + " --add-modules x");
    assertThat(ExpectedWork.caution(ExpectedWork.ENOUGH / 2, reason)).isEmpty();
    assertThat(ExpectedWork.caution(ExpectedWork.ENOUGH, Optional.empty())).isEmpty();
  }

  private static AnalysisFile generated(String... settings) {
    return AnalysisReader.generated("higgs", Path.of("").toAbsolutePath(), List.of(settings))
        .analysis();
  }
}

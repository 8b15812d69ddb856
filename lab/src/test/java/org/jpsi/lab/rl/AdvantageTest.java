package org.jpsi.lab.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The limits in which the estimate is known.
class AdvantageTest {
  private static final double[] REWARDS = {1, -2, 3, 0.5};
  private static final double[] VALUES = {0.3, -0.1, 0.7, 2, 10};
  private static final boolean[] ENDS = {false, true, false, false};

  @Test
  void withTraceOneItIsTheReturnLessWhatWasExpected() {
    double[] a = Advantage.of(REWARDS, VALUES, ENDS, 0.9, 1);
    assertThat(a)
        .containsExactly(
            new double[] {
              1 + 0.9 * -2 - 0.3, -2 + 0.1, 3 + 0.9 * 0.5 + 0.81 * 10 - 0.7, 0.5 + 0.9 * 10 - 2
            },
            within(1e-12));
  }

  @Test
  void withTraceZeroItIsTheSurpriseOfOneStep() {
    double[] a = Advantage.of(REWARDS, VALUES, ENDS, 0.9, 0);
    assertThat(a)
        .containsExactly(
            new double[] {1 - 0.9 * 0.1 - 0.3, -2 + 0.1, 3 + 0.9 * 2 - 0.7, 0.5 + 0.9 * 10 - 2},
            within(1e-12));
  }

  @Test
  void standardizedItHasMeanZeroAndVarianceOne() {
    double[] x = {1, 2, 4};
    Advantage.standardize(x);
    assertThat(x[0] + x[1] + x[2]).isCloseTo(0, within(1e-12));
    assertThat((x[0] * x[0] + x[1] * x[1] + x[2] * x[2]) / 3).isCloseTo(1, within(1e-6));
  }
}

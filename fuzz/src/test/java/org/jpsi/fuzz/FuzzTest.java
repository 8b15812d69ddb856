package org.jpsi.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every format against inputs that nobody should have made: an answer or a message, in memory and
/// work that grow with the file.
class FuzzTest {
  private static final int INPUTS = 500;

  @TempDir Path folder;

  static List<FuzzTarget> targets() {
    return FuzzTargets.ALL;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void inputsOfChanceAreAnsweredOrTold(FuzzTarget target) {
    FuzzRunner.Outcome outcome = new FuzzRunner(folder).random(target, 0, INPUTS);
    assertThat(outcome.faults()).as(target.name()).isEmpty();
    assertThat(outcome.answered())
        .as("%s: some inputs are right, some wrong", target.name())
        .isBetween(1L, INPUTS - INPUTS / 20L);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void inputsAtTheLimitsAreAnsweredOrTold(FuzzTarget target) {
    FuzzRunner.Outcome outcome = new FuzzRunner(folder).extremes(target);
    assertThat(outcome.faults()).as(target.name()).isEmpty();
  }
}

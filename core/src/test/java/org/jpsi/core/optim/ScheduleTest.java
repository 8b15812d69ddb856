package org.jpsi.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.core.tensor.Fixture;
import org.junit.jupiter.api.Test;

/// Schedules against `oracles/optimizers.py`.
class ScheduleTest {
  private static final Fixture PYTORCH = Fixture.named("schedules");

  @Test
  void overAHundredStepsTheyArePyTorchs() {
    Map.of(
            "exponential", new Schedule.Exponential(0.01),
            "steps", new Schedule.StepDecay(4, 0.5),
            "cosine", new Schedule.Cosine(0, 0.01),
            "one-cycle", new Schedule.OneCycle(),
            "one-cycle-linear", new Schedule.OneCycle(0.2, 0.1, 1e-3))
        .forEach((name, schedule) -> {
          double[] theirs = PYTORCH.array(name);
          for (int step = 0; step < 100; step++) {
            assertThat(schedule.factor(step, 100))
                .as(name + " " + step)
                .isCloseTo(theirs[step], within(1e-12));
          }
          assertThat(schedule.reduction(List.of(1.0, 2.0))).isEqualTo(1);
        });
  }

  @Test
  void onAPlateauTheRateFallsAsPyTorchs() {
    List<Double> losses = Arrays.stream(PYTORCH.array("losses")).boxed().toList();
    Map.of(
            "plateau", new Schedule.OnPlateau(0.5, 2, 0),
            "plateau-least", new Schedule.OnPlateau(0.5, 0, 0.05))
        .forEach((name, schedule) -> {
          double[] ours =
              IntStream.rangeClosed(1, losses.size())
                  .mapToDouble(n -> schedule.reduction(losses.subList(0, n)))
                  .toArray();
          assertThat(ours).containsExactly(PYTORCH.array(name), within(1e-12));
          assertThat(schedule.factor(3, 5)).isEqualTo(1);
        });
  }

  @Test
  void aLossBelowZeroCanStillGetBetter() {
    assertThat(new Schedule.OnPlateau(0.5, 0, 0).reduction(List.of(-1.0, -1.1, -1.2))).isEqualTo(1);
    assertThat(new Schedule.OnPlateau(0.5, 0, 0).reduction(List.of(-1.0, -1.0))).isEqualTo(0.5);
  }

  @Test
  void theCosineRisesAndFalls() {
    Schedule cosine = new Schedule.Cosine(0.1, 0.01);
    assertThat(cosine.factor(0, 100)).isCloseTo(1 / 11.0, within(1e-12));
    assertThat(cosine.factor(10, 100)).isEqualTo(1);
    assertThat(cosine.factor(55, 100)).isCloseTo(0.505, within(1e-12));
    assertThat(cosine.factor(100, 100)).isCloseTo(0.01, within(1e-12));
    assertThat(new Schedule.ConstantRate().factor(3, 4)).isEqualTo(1);
  }

  @Test
  void stepsMultiplyAfterEachPart() {
    Schedule steps = new Schedule.StepDecay(4, 0.5);
    assertThat(Stream.of(0L, 24L, 25L, 50L, 99L, 100L).map(s -> steps.factor(s, 100)))
        .containsExactly(1.0, 1.0, 0.5, 0.25, 0.125, 0.125);
  }

  @Test
  void trainingsOfOneStepHaveARate() {
    for (Schedule schedule :
        List.of(
            new Schedule.OneCycle(),
            new Schedule.Cosine(),
            new Schedule.Exponential(),
            new Schedule.StepDecay(3, 0.1))) {
      assertThat(schedule.factor(0, 1)).isGreaterThan(0).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void settingsOutOfBoundsAreNamed() {
    assertThatThrownBy(() -> new Schedule.Exponential(0))
        .hasMessage("[exponential schedule] expected `end` in (0, 1], found 0.0");
    assertThatThrownBy(() -> new Schedule.OneCycle(1, 0.1, 0.1))
        .hasMessage("[one-cycle schedule] expected `rise` in (0, 1), found 1.0");
    assertThatThrownBy(() -> new Schedule.OnPlateau(1, 1, 0))
        .hasMessage("[plateau schedule] expected `factor` in (0, 1), found 1.0");
  }
}

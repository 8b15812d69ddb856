package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.junit.jupiter.api.Test;

/// Training weights: classes of the same sum, and a mean magnitude of 1.
class TrainingWeightsTest {
  private static final List<String> CLASSES = List.of("background", "signal");

  @Test
  void classesGetTheSameSumAndEventsAMeanMagnitudeOfOne() {
    int[] classOf = {0, 0, 0, 1, 1};
    double[] weights = {2, 3, -1, 0.1, 0.3};
    double[] factors = TrainingWeights.factors("weight", classOf, weights, CLASSES);
    assertThat(factors[0] * (2 + 3 - 1)).isCloseTo(factors[1] * 0.4, within(1e-15));
    double magnitude = (factors[0] * 6 + factors[1] * 0.4) / 5;
    assertThat(magnitude).isCloseTo(1, within(1e-15));
  }

  @Test
  void sumsAreThoseOfBlocks() {
    int events = 3 * EventBlocks.SIZE + 5;
    int[] classOf = new int[events];
    double[] weights = new double[events];
    for (int i = 0; i < events; i++) {
      classOf[i] = i % 2;
      weights[i] = Rng.of(1).uniform(i) - 0.2;
    }
    double[] factors = TrainingWeights.factors("weight", classOf, weights, CLASSES);
    double background = EventBlocks.sum(events, i -> i % 2 == 0 ? weights[i] : 0);
    double signal = EventBlocks.sum(events, i -> i % 2 == 1 ? weights[i] : 0);
    double size =
        EventBlocks.sum(events, i -> i % 2 == 0 ? Math.abs(weights[i]) : 0) * (1 / background)
            + EventBlocks.sum(events, i -> i % 2 == 1 ? Math.abs(weights[i]) : 0) * (1 / signal);
    assertThat(factors)
        .containsExactly(1 / background * (events / size), 1 / signal * (events / size));
  }

  @Test
  void aClassWithoutAPositiveSumIsRefused() {
    assertThatThrownBy(() ->
            TrainingWeights.factors("weight", new int[] {0, 1}, new double[] {1, -1}, CLASSES))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[weight] expected weights of class signal with a positive sum in the training part,"
                + " found a sum of -1.0; check `weight:`, or select events so that positive weights"
                + " prevail");
  }
}

package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureDistributionTest {
  private static final int EVENTS = 1600;
  private static final int[] ALL = IntStream.range(0, EVENTS).toArray();

  @Test
  void fractionsAreThoseOfTheClassesByNumberAndByWeight() {
    double[] values = IntStream.range(0, EVENTS).mapToDouble(i -> i * 0.01).toArray();
    int[] labels = IntStream.range(0, EVENTS).map(i -> i < 800 ? 0 : 1).toArray();
    double[] weights = IntStream.range(0, EVENTS).mapToDouble(i -> i % 2 == 0 ? 3 : -1).toArray();
    weights[0] = 30;
    FeatureDistribution distribution = FeatureDistribution.of(values, labels, weights, ALL);
    assertThat(distribution.cuts())
        .containsExactly(
            1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0);
    assertThat(distribution.groups()).hasSize(4);
    assertThat(distribution.groups().get(0).events()).isEqualTo(800);
    assertThat(distribution.groups().get(0).below().subList(0, 8))
        .containsExactly(0.1262, 0.2512, 0.3762, 0.5012, 0.6262, 0.7512, 0.8762, 1.0);
    // 51 even events of weight 3, one of them 30, and 50 odd ones of magnitude 1, of 1627 in all
    assertThat(distribution.groups().get(1).below().getFirst()).isEqualTo(0.1414);
    assertThat(distribution.groups().get(1).events())
        .isEqualTo(Math.rint(1627.0 * 1627 / (900 + 399 * 9 + 400)));
    assertThat(distribution.groups().get(2).below().subList(0, 8))
        .containsExactly(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0012);
  }

  @Test
  void valuesOfOneKindHaveOneCut() {
    FeatureDistribution distribution =
        FeatureDistribution.of(new double[EVENTS], new int[EVENTS], new double[EVENTS], ALL);
    assertThat(distribution.cuts()).containsExactly(0.0);
    assertThat(distribution.groups())
        .containsExactly(
            new FeatureDistribution.Group(EVENTS, List.of(1.0)),
            new FeatureDistribution.Group(0, List.of(0.0)));
  }

  @Test
  void cutsOfLargeAndOfHugeNumbersAreKept() {
    double[] times = IntStream.range(0, EVENTS).mapToDouble(i -> 1.7e18 + i * 1e6).toArray();
    double[] ones = IntStream.range(0, EVENTS).mapToDouble(_ -> 1).toArray();
    List<Double> cuts = FeatureDistribution.of(times, new int[EVENTS], ones, ALL).cuts();
    assertThat(cuts).hasSize(15);
    assertThat(cuts.get(7)).isEqualTo(1.7e18 + 8e8);
    double[] huge = IntStream.range(0, EVENTS).mapToDouble(i -> (i - 800) * 2e305).toArray();
    assertThat(FeatureDistribution.of(huge, new int[EVENTS], ones, ALL).cuts()).hasSize(15);
  }

  @Test
  void noEventsHaveNoKnownDistribution() {
    assertThat(FeatureDistribution.of(new double[0], new int[0], new double[0], new int[0]).known())
        .isFalse();
  }

  @Test
  void whatIsNoDistributionIsNotMade() {
    FeatureDistribution.Group group = new FeatureDistribution.Group(1, List.of(0.5));
    assertThatThrownBy(() -> new FeatureDistribution(List.of(1.0, 1.0), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FeatureDistribution(List.of(Double.NaN), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FeatureDistribution(List.of(1.0, 2.0), List.of(group)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FeatureDistribution.Group(1, List.of(0.5, 0.4)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FeatureDistribution.Group(-1, List.of(0.5)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

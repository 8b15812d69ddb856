package org.jpsi.analysis.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

class ColumnStatisticsTest {
  private final ColumnStatistics statistics = new ColumnStatistics();

  @Test
  void itKnowsRangeMeanAndWhatIsNotFinite() {
    for (double value : new double[] {2, -1, Double.NaN, 5, Double.POSITIVE_INFINITY, Double.NaN}) {
      statistics.add(value);
    }
    assertThat(statistics.min()).isEqualTo(-1);
    assertThat(statistics.max()).isEqualTo(5);
    assertThat(statistics.mean()).isEqualTo(2);
    assertThat(statistics.nan()).isEqualTo(2);
    assertThat(statistics.infinite()).isEqualTo(1);
  }

  @Test
  void uniformNumbersFillAllBarsAlike() {
    Rng rng = Rng.of(1).child("profile");
    for (int i = 0; i < 100_000; i++) {
      statistics.add(-3 + 10 * rng.uniform(i));
    }
    double[] bars = statistics.bars(16);
    assertThat(Arrays.stream(bars).boxed())
        .allSatisfy(bar -> assertThat(bar).isCloseTo(100_000 / 16.0, within(400.0)));
    assertThat(Arrays.stream(bars).sum()).isCloseTo(99_000, within(300.0));
  }

  @Test
  void aFarValueDoesNotSqueezeTheOthers() {
    Rng rng = Rng.of(1).child("profile");
    for (int i = 0; i < 10_000; i++) {
      statistics.add(rng.normal(i));
    }
    statistics.add(100);
    assertThat(Arrays.stream(statistics.bars(8)).boxed())
        .allSatisfy(bar -> assertThat(bar).isPositive());
    assertThat(statistics.max()).isEqualTo(100);
  }

  @Test
  void theSmallestAndTheGreatestNumbersHaveTheirPlace() {
    for (double value : new double[] {0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE}) {
      statistics.add(value);
    }
    assertThat(Arrays.stream(statistics.bars(4)).sum()).isPositive();
  }
}

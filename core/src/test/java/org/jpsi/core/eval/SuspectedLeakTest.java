package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.junit.jupiter.api.Test;

/// Quantities that alone nearly tell the answer.
class SuspectedLeakTest {
  private static final Rng RNG = Rng.of(2);

  /// Of `n` events, the classes alternate.
  private static Optional<String> of(int n, int classes, IntToDoubleFunction value) {
    double[] weights = new double[n];
    Arrays.setAll(weights, i -> i % 10 == 0 ? -0.5 : 1);
    return SuspectedLeak.ofClasses(
        NumberColumn.of("x", "", IntStream.range(0, n).mapToDouble(value).toArray()),
        IntStream.range(0, n).map(i -> i % classes).toArray(),
        classes,
        weights);
  }

  @Test
  void oneOverlappingEventHidesNoLeak() {
    for (int sign : new int[] {1, -1}) {
      assertThat(of(20_000, 2, i -> sign * (i == 7 ? 0.48 : i % 2 + 0.5 * RNG.uniform(i))))
          .get()
          .asString()
          .startsWith("its AUC alone is 0.99");
    }
    // a signal event far among the background
    assertThat(of(4000, 2, i -> i == 7 ? 0.2 : i % 2 + 0.5 * RNG.uniform(i))).isPresent();
  }

  @Test
  void aCodeThatNamesTheClassIsFoundThoughItsOrderSaysNothing() {
    // odd and even codes, with two wrong events of 3000: (0.5 / 1350 + 1 / 1500) / 2
    assertThat(of(3000, 2, i -> 2 * RNG.integer(20, i) + (i < 2 ? 1 - i % 2 : i % 2)))
        .contains("its value alone names the class of 99.95 % of the events");
    // the second class is in the middle
    assertThat(of(20_000, 2, i -> i % 2 == 0 ? Math.abs(RNG.normal(i)) % 1 : 3 * (i % 4 - 2)))
        .isPresent();
    assertThat(of(3000, 3, i -> i == 4 ? Double.NaN : i % 3 == 0 ? Double.NaN : i % 3)).isPresent();
  }

  @Test
  void goodFeaturesAreNotSuspected() {
    // AUC 0.983 and 0.9977
    assertThat(of(20_000, 2, i -> RNG.normal(i) + 3.0 * (i % 2))).isEmpty();
    assertThat(of(20_000, 2, i -> RNG.normal(i) + 4.0 * (i % 2))).isEmpty();
    assertThat(of(3000, 3, i -> RNG.normal(i) + 3.0 * (i % 3))).isEmpty();
    assertThat(of(3000, 2, i -> RNG.integer(1000, i))).isEmpty();
  }

  @Test
  void fewEventsAreNotSuspectedByChance() {
    assertThat(of(60, 2, i -> i == 7 ? 0.2 : i % 2 + 0.5 * RNG.uniform(i))).isEmpty();
    assertThat(of(18, 2, i -> i % 2)).isEmpty();
  }

  @Test
  void aCopyOfTheTargetIsFoundAndAMeasurementOfItIsNot() {
    int n = 3000;
    double[] target = IntStream.range(0, n).mapToDouble(i -> 100 * RNG.uniform(i)).toArray();
    NumberColumn truth = NumberColumn.of("t", "", target);
    for (IntToDoubleFunction copy :
        new IntToDoubleFunction[] {
          i -> target[i],
          i -> -Math.log(1 + target[i]),
          i -> (float) (target[i] * target[i]),
          i -> target[i] + (i == 5 ? 0.1 : 0)
        }) {
      assertThat(
              SuspectedLeak.ofTarget(
                  NumberColumn.of("x", "", IntStream.range(0, n).mapToDouble(copy).toArray()),
                  truth))
          .get()
          .asString()
          .startsWith("its rank correlation with the target is ");
    }
    double[] measured =
        IntStream.range(0, n).mapToDouble(i -> target[i] * (1 + 0.01 * RNG.normal(i))).toArray();
    assertThat(SuspectedLeak.ofTarget(NumberColumn.of("x", "", measured), truth)).isEmpty();
    assertThat(SuspectedLeak.ofTarget(NumberColumn.of("x", "", new double[n]), truth)).isEmpty();
  }

  /// The example of Wikipedia's page on Spearman's coefficient: IQ and hours of television.
  @Test
  void theRankCorrelationIsThatOfTheTextbook() {
    double[] iq = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
    double[] hours = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
    assertThat(SuspectedLeak.spearman(iq, hours)).isCloseTo(-29 / 165.0, within(1e-15));
    // ties have the mean of their ranks: Pearson's of (0.5, 0.5, 2, 3) and (0, 1, 2.5, 2.5)
    assertThat(SuspectedLeak.spearman(new double[] {1, 1, 2, 3}, new double[] {1, 2, 7, 7}))
        .isCloseTo(4.0 / 4.5, within(1e-15));
  }
}

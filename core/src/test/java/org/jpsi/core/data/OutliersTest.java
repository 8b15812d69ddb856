package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// What is an outlier, and what is the tail of a distribution.
class OutliersTest {
  private static final int N = 20_000;
  private static final double[] ONES = ones(N);
  private static final Rng RNG = Rng.of(7);

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] drawn(IntToDoubleFunction value) {
    return IntStream.range(0, N).mapToDouble(value).toArray();
  }

  private static double[] normal() {
    return drawn(i -> 125 + 10 * RNG.normal(i));
  }

  private static Optional<Outliers> find(double[] values) {
    return find(values, ONES);
  }

  private static Optional<Outliers> find(double[] values, double[] weights) {
    return Outliers.find(values, weights, Outliers.sample(values.length, RNG));
  }

  private static ColumnFit fit(double[] values) {
    return ColumnFit.feature(values, ONES, Outliers.sample(values.length, RNG));
  }

  @Test
  void theTailsOfPhysicsAreNoOutliers() {
    assertThat(find(normal())).isEmpty();
    assertThat(find(drawn(i -> -StrictMath.log(RNG.openUniform(i))))).as("exponential").isEmpty();
    assertThat(find(drawn(i -> StrictMath.exp(RNG.normal(i))))).as("log-normal").isEmpty();
    // transverse momentum: a power law, 20 GeV and more
    assertThat(find(drawn(i -> 20 * StrictMath.pow(RNG.openUniform(i), -0.25)))).isEmpty();
    // a Breit-Wigner mass has 2 % of its events more than 20 robust deviations away
    double[] resonance =
        drawn(i -> 91.2 + 1.25 * StrictMath.tan(Math.PI * (RNG.openUniform(i) - 0.5)));
    double[] window = Arrays.stream(resonance).filter(m -> m > 0 && m < 1000).toArray();
    assertThat(Arrays.stream(window).filter(m -> Math.abs(m - 91.2) > 20 * 1.85).count())
        .isGreaterThan(N / 100);
    assertThat(find(window, ones(window.length))).isEmpty();
  }

  @Test
  void aCodeOfOnePercentIsAnOutlierAndTheOthersAreFittedAsWithoutIt() {
    double[] clean = normal();
    double[] spoiled = clean.clone();
    for (int i = 0; i < N; i += 100) {
      spoiled[i] = 9999;
    }
    double[] others =
        IntStream.range(0, N).filter(i -> i % 100 != 0).mapToDouble(i -> clean[i]).toArray();
    ColumnFit fit = fit(spoiled);
    Outliers found = fit.outliers().orElseThrow();
    assertThat(found.count()).isEqualTo(N / 100);
    assertThat(found.above()).isEqualTo(N / 100);
    assertThat(found.example()).isEqualTo(9999);
    assertThat(found.farthest()).isCloseTo((9999 - 125) / 10.0, within(20.0));
    assertThat(found.inside()).isBetween(3.5, 5.0);
    ColumnPreprocessing plain = ColumnFit.plain(others, ones(others.length));
    assertThat(fit.column().standardization().mean())
        .isCloseTo(plain.standardization().mean(), within(1e-12));
    assertThat(fit.column().standardization().deviation())
        .isCloseTo(plain.standardization().deviation(), within(1e-12));
    // all other values are those of the plain fit, to the bit; a code is the largest of them
    for (double value : others) {
      assertThat(fit.column().apply(value)).isEqualTo(fit.column().standardization().apply(value));
    }
    assertThat(fit.column().apply(9999)).isEqualTo(fit.column().apply(1e30)).isBetween(3.0, 5.0);
    assertThat(fit.column().apply(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(fit.column().apply(Double.NaN)).isNaN();
    assertThat(fit.column().high()).isEqualTo(9999);
  }

  @Test
  void withoutOutliersTheFitIsThePlainOne() {
    double[] clean = normal();
    assertThat(fit(clean)).isEqualTo(new ColumnFit(ColumnFit.plain(clean, ONES), Optional.empty()));
  }

  @Test
  void aTargetIsScaledByTheOthersAndNeverClipped() {
    double[] spoiled = normal();
    spoiled[5] = 1e9;
    ColumnFit fit = ColumnFit.target(spoiled, ONES, Outliers.sample(N, RNG));
    assertThat(fit.outliers()).isPresent();
    assertThat(fit.column().standardization().deviation()).isCloseTo(10, within(0.2));
    assertThat(fit.column().inverse(fit.column().apply(1e9))).isCloseTo(1e9, within(1e-6));
  }

  @Test
  void outliersThatTheSampleMissesAreFound() {
    // 3 of 200,000 events, in the sample of a third of them or not
    int n = 10 * N;
    double[] values = IntStream.range(0, n).mapToDouble(RNG::normal).toArray();
    for (int i = 1; i <= 3; i++) {
      values[i * 50_000] = -1e12;
    }
    Outliers found = find(values, ones(n)).orElseThrow();
    assertThat(found.below()).isEqualTo(3);
    assertThat(found.above()).isZero();
  }

  @Test
  void aCodeMayBeFrequentButManyDifferentValuesFarAwayAreADistribution() {
    double[] missing = normal();
    double[] second = normal();
    for (int i = 0; i < N; i++) {
      missing[i] = i % 8 == 0 ? -9999 : missing[i];
      second[i] = i % 8 == 0 ? 9000 + second[i] : second[i];
    }
    assertThat(find(missing)).map(Outliers::below).hasValue(N / 8);
    assertThat(find(second)).isEmpty();
  }

  @Test
  void aRareClassWithTheWeightOfTheOtherIsNoOutlier() {
    // 2 % of the events, a resonance at 3000 GeV: training gives both classes one weight
    double[] mass = normal();
    double[] weights = ONES.clone();
    for (int i = 0; i < N; i += 50) {
      mass[i] += 3000;
      weights[i] = 49;
    }
    assertThat(find(mass)).isPresent();
    assertThat(find(mass, weights)).isEmpty();
  }

  @Test
  void aCodeInAnyFractionOfTheEventsLeavesTheOthersTheirScale() {
    for (int percent : new int[] {1, 10, 30, 60, 95}) {
      double[] values = normal();
      for (int i = 0; i < N; i++) {
        values[i] = i % 100 < percent ? -999 : values[i];
      }
      ColumnFit fit = fit(values);
      assertThat(fit.outliers())
          .as("%d %%", percent)
          .map(Outliers::below)
          .hasValue(N / 100 * percent);
      assertThat(fit.column().standardization().mean()).isCloseTo(125, within(2.0));
      assertThat(fit.column().standardization().deviation()).isCloseTo(10, within(1.0));
      assertThat(fit.column().apply(-999)).isBetween(-6.0, -2.0);
    }
  }

  @Test
  void codesAtBothEndsAreFoundTogether() {
    double[] values = normal();
    for (int i = 0; i < N; i++) {
      values[i] = i % 10 < 3 ? -999 : i % 10 < 5 ? 9999 : values[i];
    }
    Outliers found = find(values).orElseThrow();
    assertThat(found.below()).isEqualTo(3 * N / 10);
    assertThat(found.above()).isEqualTo(2 * N / 10);
  }

  @Test
  void aFrequentSmallestValueThatIsNotFarIsNoOutlier() {
    double[] padded = drawn(i -> i % 10 < 7 ? 0 : 30 - 40 * StrictMath.log(RNG.openUniform(i)));
    assertThat(find(padded)).as("momentum of a jet that only some events have").isEmpty();
    assertThat(find(drawn(i -> i % 10 < 5 ? 0 : i % 10 < 8 ? 1.09 : 2.17))).as("b tag").isEmpty();
    assertThat(find(drawn(i -> i % 2 == 0 ? -1 : 1))).as("charge").isEmpty();
    padded[4] = 99_999;
    assertThat(find(padded)).map(Outliers::above).hasValue(1);
  }

  @Test
  void whereHalfOfTheEventsHaveOneValueAmongTheOthersNothingIsFar() {
    double[] mostlyZero = drawn(i -> i % 4 == 0 ? RNG.normal(i) : 0);
    mostlyZero[4] = 9999;
    assertThat(find(mostlyZero)).isEmpty();
    assertThat(find(new double[] {1, 2, 3, 4, 9999}, ones(5))).as("few events").isEmpty();
  }
}

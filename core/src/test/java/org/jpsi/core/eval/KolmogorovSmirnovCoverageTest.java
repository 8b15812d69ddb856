package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The p-value of the Kolmogorov-Smirnov test where both samples are of one distribution: uniform.
class KolmogorovSmirnovCoverageTest {
  private static final int TOYS = 400;
  private static final int FIRST = 120;
  private static final int SECOND = 80;

  private enum Weights {
    EQUAL,
    POSITIVE,
    SIGNED,
    SIGNED_BY_VALUE;

    double of(double value, Rng rng, int i) {
      double u = rng.uniform(i);
      return switch (this) {
        case EQUAL -> 1;
        case POSITIVE -> 0.2 + 2 * u * u;
        case SIGNED -> u < 0.2 ? -1 : 1 + u;
        case SIGNED_BY_VALUE -> u < 0.1 + 0.3 / (1 + value * value) ? -1 : 1 + Math.abs(value);
      };
    }
  }

  private static double[] values(Rng rng, int n) {
    double[] values = new double[n];
    Arrays.setAll(values, rng::normal);
    return values;
  }

  private static double[] weights(Weights how, double[] values, Rng rng) {
    double[] weights = new double[values.length];
    Arrays.setAll(weights, i -> how.of(values[i], rng, i));
    return weights;
  }

  private static KolmogorovSmirnov toy(Weights how, Rng rng, double shift) {
    double[] first = values(rng.child("first"), FIRST);
    double[] second = values(rng.child("second"), SECOND);
    double[] moved = Arrays.stream(second).map(x -> x + shift).toArray();
    return KolmogorovSmirnov.of(
        first,
        weights(how, first, rng.child("first weights")),
        moved,
        weights(how, second, rng.child("second weights")));
  }

  /// 400 toys know a fraction of 0.1 to 0.015, of 0.5 to 0.025; the bounds are three of these, and
  /// the asymptotic distribution is known to be on the safe side by some percent at 100 events.
  @ParameterizedTest
  @EnumSource
  void theChanceOfADistanceIsUniformWhereBothSamplesAreOfOneDistribution(Weights how) {
    double[] p = new double[TOYS];
    Arrays.setAll(p, t -> toy(how, Rng.of(3).child(t), 0).pValue().orElseThrow());
    for (double level : new double[] {0.05, 0.1, 0.25, 0.5, 0.75}) {
      double below = Arrays.stream(p).filter(x -> x <= level).count() / (double) TOYS;
      double bound = 3 * Math.sqrt(level * (1 - level) / TOYS);
      double safe = how == Weights.EQUAL || how == Weights.POSITIVE ? 0.06 : 0;
      assertThat(below).as(how + " below " + level).isBetween(level - bound - safe, level + bound);
    }
  }

  @ParameterizedTest
  @EnumSource
  void samplesThatDifferAreFound(Weights how) {
    assertThat(toy(how, Rng.of(4), 1.5).pValue().orElseThrow()).isLessThan(0.01);
  }

  @Test
  void permutationsAreCountedAndTheDistanceIsTheSameWithoutThem() {
    KolmogorovSmirnov signed = toy(Weights.SIGNED, Rng.of(8), 0);
    assertThat(signed.permutations()).isEqualTo(999);
    assertThat(signed).isEqualTo(toy(Weights.SIGNED, Rng.of(8), 0));
    assertThat(toy(Weights.POSITIVE, Rng.of(8), 0).permutations()).isZero();
    double[] value = {1, 2, 3};
    double[] weight = {1, -0.5, 1};
    double[] one = {1, 1, 1};
    // F1 - F2 after 3, 2: 2/3 - 1/3, 1/3 - 2/3
    assertThat(KolmogorovSmirnov.distance(value, weight, value, one))
        .isCloseTo(1.0 / 3, within(1e-15));
    assertThat(KolmogorovSmirnov.of(value, weight, value, one).distance())
        .isEqualTo(KolmogorovSmirnov.distance(value, weight, value, one));
  }

  @Test
  void thereIsNoChanceWhereSumsOfWeightsAreNearZero() {
    double[] value = {1, 2, 3, 4};
    double[] weight = {1, -1, 1, -0.9};
    KolmogorovSmirnov found = KolmogorovSmirnov.of(value, weight, value, weight);
    assertThat(found.pValue()).isEmpty();
    assertThat(found.permutations()).isZero();
  }
}

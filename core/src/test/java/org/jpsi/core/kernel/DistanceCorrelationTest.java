package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.jpsi.core.tensor.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The distance correlation beside the formula that DisCo's authors published, of n^2 distances,
/// and PyTorch's gradient of it; without weights beside dcor (`oracles/disco.py`).
class DistanceCorrelationTest {
  private static final Fixture ORACLE = Fixture.named("disco");

  private static double squared(double[] x, double[] y, double... w) {
    return DistanceCorrelation.of(x, y, w).squared();
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "far", "levels"})
  void valueAndGradientAreThoseOfAllPairs(String name) {
    DistanceCorrelation found =
        DistanceCorrelation.of(
            ORACLE.array("score"), ORACLE.array(name + ".y"), ORACLE.array("weight"));
    assertThat(found.squared()).isCloseTo(ORACLE.array(name + ".squared")[0], within(1e-11));
    assertThat(found.gradient()).containsExactly(ORACLE.array(name + ".gradient"), within(1e-10));
  }

  @Test
  void withoutWeightsItIsThatOfDcor() {
    double[] x = ORACLE.array("score");
    assertThat(squared(x, ORACLE.array("mass"), ones(x.length)))
        .isCloseTo(ORACLE.array("unweighted")[0], within(1e-12));
  }

  @Test
  void anEventOfWeightThreeIsThreeEventsAndTheScaleOfWeightsIsNone() {
    double[] x = {1, 4, 2, 8, 5, 7};
    double[] y = {3, 1, 9, 2, 6, 5};
    double thrice = squared(x, y, 1, 1, 3, 1, 1, 1);
    double[] longX = {1, 4, 2, 8, 5, 7, 2, 2};
    double[] longY = {3, 1, 9, 2, 6, 5, 9, 9};
    assertThat(squared(longX, longY, ones(8))).isCloseTo(thrice, within(1e-14));
    assertThat(squared(x, y, 2, 2, 6, 2, 2, 2)).isCloseTo(thrice, within(1e-14));
  }

  @Test
  void linearDependenceIsOneEitherWayUpAndScalesAndShiftsChangeNothing() {
    double[] x = {0.1, 0.7, 0.3, 0.9, 0.35};
    double[] y = Arrays.stream(x).map(v -> 1e5 - 30 * v).toArray();
    assertThat(squared(x, y, ones(5))).isCloseTo(1, within(1e-9));
    double[] other = {3, 1, 4, 1, 5};
    double[] far = Arrays.stream(other).map(v -> -1e3 * v + 7).toArray();
    assertThat(squared(x, far, ones(5))).isCloseTo(squared(x, other, ones(5)), within(1e-12));
  }

  /// Where squares depend on each other and values do not correlate.
  @Test
  void itSeesWhatTheCorrelationDoesNot() {
    double[] x = {-2, -1, 0, 1, 2};
    double[] y = {4, 1, 0, 1, 4};
    assertThat(squared(x, y, ones(5))).isGreaterThan(0.2);
  }

  @Test
  void whatIsConstantOrWithoutWeightHasNone() {
    double[] x = {0.1, 0.1, 0.1};
    double[] y = {1, 2, 3};
    for (DistanceCorrelation found :
        new DistanceCorrelation[] {
          DistanceCorrelation.of(x, y, ones(3)),
          DistanceCorrelation.of(y, x, ones(3)),
          DistanceCorrelation.of(y, y, new double[3]),
          DistanceCorrelation.of(y, y, new double[] {1, 0, 0}),
          DistanceCorrelation.of(y, new double[] {Double.NaN, Double.NaN, Double.NaN}, ones(3))
        }) {
      assertThat(found.squared()).isZero();
      assertThat(found.gradient()).containsExactly(0, 0, 0);
    }
    assertThat(DistanceCorrelation.of(new double[0], new double[0], new double[0]).squared())
        .isZero();
  }

  @Test
  void anEventWithoutTheVariableDoesNotCount() {
    double[] x = {1, 4, 2, 8};
    double[] y = {3, 1, 9, 2};
    double without = squared(new double[] {1, 4, 8}, new double[] {3, 1, 2}, ones(3));
    y[2] = Double.NaN;
    DistanceCorrelation found = DistanceCorrelation.of(x, y, ones(4));
    assertThat(found.squared()).isEqualTo(without);
    assertThat(found.gradient()[2]).isZero();
    x[1] = Double.NaN;
    assertThat(squared(x, y, ones(4))).isNaN();
  }

  @Test
  void aHundredThousandEventsTakeNoMinutes() {
    int n = 100_000;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i * 0.618033988749895 % 1;
      y[i] = i * 0.414213562373095 % 1;
    }
    // of independent variables about 1/n
    assertThat(squared(x, y, ones(n))).isBetween(0.0, 1e-4);
  }
}

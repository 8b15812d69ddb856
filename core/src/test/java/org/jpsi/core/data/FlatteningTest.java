package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// Factors that give classes the same distribution of some variables.
class FlatteningTest {
  private static final int N = 20_000;
  private static final int[] CLASS = IntStream.range(0, N).map(i -> i % 2).toArray();
  private static final double[] ONE = ones();

  private static double[] ones() {
    double[] ones = new double[N];
    Arrays.fill(ones, 1);
    return ones;
  }

  /// Of class 1 uniform in [0, 1], of class 0 with the density 2 (1 - x), NaN in some.
  private static double[] x(double missing) {
    double[] x = new double[N];
    for (int i = 0; i < N; i++) {
      double u = Rng.of(4).uniform(i);
      x[i] = CLASS[i] == 1 ? u : 1 - Math.sqrt(u);
      x[i] = Rng.of(5).uniform(i) < missing * (1 + CLASS[i]) ? Double.NaN : x[i];
    }
    return x;
  }

  private static double sum(double[] weights, int of) {
    return IntStream.range(0, N).filter(i -> CLASS[i] == of).mapToDouble(i -> weights[i]).sum();
  }

  /// The largest difference of the cumulative distributions on a grid.
  private static double distance(double[] x, double[] weights) {
    double largest = 0;
    for (int k = 1; k < 200; k++) {
      double[] below = new double[2];
      for (int i = 0; i < N; i++) {
        below[CLASS[i]] += x[i] < k / 200.0 ? weights[i] : 0;
      }
      double difference = below[0] / sum(weights, 0) - below[1] / sum(weights, 1);
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }

  @Test
  void aClassGetsTheDistributionOfAnotherOneAndKeepsItsSum() {
    double[][] x = {x(0)};
    Flattening flattening = Flattening.of(x, CLASS, ONE, 2, 1);
    double[] factors = flattening.factors(x, CLASS);
    assertThat(distance(x[0], ONE)).isGreaterThan(0.22);
    assertThat(distance(x[0], factors)).isLessThan(0.04);
    assertThat(sum(factors, 0)).isCloseTo(N / 2.0, within(1e-6));
    for (int i = 0; i < N; i++) {
      if (CLASS[i] == 1) {
        assertThat(factors[i]).isEqualTo(1);
      } else if (x[0][i] > 0.01 && x[0][i] < 0.9) {
        // the ratio of the densities, 1 / (2 (1 - x)), but for the width of a bin
        assertThat(factors[i] * 2 * (1 - x[0][i])).isBetween(0.6, 1.6);
      }
    }
  }

  @Test
  void ofSeveralVariablesTheJointDistributionAgreesMissingValuesToo() {
    double[] y = x(0.1);
    double[] z = x(0);
    for (int i = 0; i < N; i++) {
      z[i] = CLASS[i] == 0 ? Rng.of(6).uniform(i) : z[i] * Rng.of(6).uniform(i);
    }
    double[][] both = {y, z};
    double[] factors = Flattening.of(both, CLASS, ONE, 2, 1).factors(both, CLASS);
    assertThat(distance(z, ONE)).isGreaterThan(0.3);
    assertThat(distance(z, factors)).isLessThan(0.05);
    assertThat(distance(y, factors)).isLessThan(0.05);
    double[] missing = new double[2];
    for (int i = 0; i < N; i++) {
      missing[CLASS[i]] += Double.isNaN(y[i]) ? factors[i] : 0;
    }
    assertThat(missing[0]).isCloseTo(missing[1], within(0.03 * missing[1]));
  }

  @Test
  void aFlatDistributionIsThatOfAllClasses() {
    double[][] x = {x(0)};
    Flattening flattening = Flattening.of(x, CLASS, ONE, 2, Flattening.FLAT);
    double[] factors = flattening.factors(x, CLASS);
    assertThat(distance(x[0], factors)).isLessThan(0.02);
    double[] sums = new double[flattening.edges()[0].length + 1];
    for (int i = 0; i < N; i++) {
      int at = Arrays.binarySearch(flattening.edges()[0], x[0][i]);
      sums[at >= 0 ? at + 1 : -at - 1] += factors[i];
    }
    // none below and above all
    assertThat(sums).hasSize(22).startsWith(0).endsWith(0);
    for (int bin = 1; bin <= 20; bin++) {
      assertThat(sums[bin]).isCloseTo(N / 20.0, within(0.01 * N / 20));
    }
  }

  @Test
  void factorsAreLimitedAndNegativeSumsLeaveWeightsAsTheyAre() {
    double[] values = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2};
    int[] classes = {0, 0, 0, 0, 0, 1, 1, 1, 1, 0};
    double[] weights = {100, 100, 100, 99, 1, 1, 1, 1, 1, -5};
    double[][] x = {values};
    Flattening flattening = Flattening.of(x, classes, weights, 2, 1);
    double[] factors = flattening.factors(x, classes);
    // in the bin of 1 three quarters are wanted, of 395, and 1 is there
    assertThat(factors[4] / factors[9]).isCloseTo(10, within(1e-12));
    assertThat(factors[0]).isZero();
    assertThat(flattening.limited()[0]).isCloseTo(6 / 405.0, within(1e-15));
    assertThat(flattening.limited()[1]).isZero();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += classes[i] == 0 ? weights[i] * factors[i] : 0;
    }
    assertThat(sum).isCloseTo(395, within(1e-9));
  }

  @Test
  void noVariableAndManyAreRefused() {
    assertThatThrownBy(() -> Flattening.of(new double[0][], CLASS, ONE, 2, 1))
        .hasMessage("Flattening: expected 1 to 3 variables, found 0");
    assertThatThrownBy(() -> Flattening.of(new double[4][N], CLASS, ONE, 2, 1))
        .hasMessage("Flattening: expected 1 to 3 variables, found 4");
  }
}

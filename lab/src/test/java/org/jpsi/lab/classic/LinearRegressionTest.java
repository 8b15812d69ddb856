package org.jpsi.lab.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

class LinearRegressionTest {
  private static final Oracle ORACLE = Oracle.of("regression.txt");
  private static final double[][] X = ORACLE.rows("x", 3);
  private static final double[] Y = ORACLE.numbers("y");
  private static final double[] WEIGHT = ORACLE.numbers("w");

  private static Offset<Double> relative(double expected, double share) {
    return within(share * Math.abs(expected));
  }

  private static void same(LinearRegression fit, double[] expected) {
    assertThat(fit.bias()).isCloseTo(expected[0], relative(expected[0], 1e-10));
    for (int i = 0; i < fit.inputs(); i++) {
      assertThat(fit.weight(i)).isCloseTo(expected[i + 1], relative(expected[i + 1], 1e-10));
    }
  }

  private static void same(double[][] matrix, double[] expected, double share) {
    int n = matrix.length;
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double scale = Math.sqrt(expected[a * n + a] * expected[b * n + b]);
        assertThat(matrix[a][b]).isCloseTo(expected[a * n + b], within(share * scale));
      }
    }
  }

  @Test
  void agreesWithScikitLearnAndNumpy() {
    LinearRegression fit = LinearRegression.fit(X, Y);
    same(fit, ORACLE.numbers("fit"));
    assertThat(fit.residualSumOfSquares()).isCloseTo(ORACLE.numbers("squares")[0], within(1e-9));
    assertThat(fit.degreesOfFreedom()).isEqualTo(76);
    assertThat(fit.predict(X)[5]).isEqualTo(fit.predict(X[5]));
  }

  @Test
  void takesWeightsOfEitherSign() {
    same(LinearRegression.fit(X, Y, WEIGHT), ORACLE.numbers("fit.w"));
    same(LinearRegression.fit(X, Y, ORACLE.numbers("signed")), ORACLE.numbers("fit.signed"));
  }

  @Test
  void knowsTheCovarianceOfItsParametersAsScipyDoes() {
    LinearRegression fit = LinearRegression.fit(X, Y, WEIGHT);
    same(fit.covariance(), ORACLE.numbers("covariance"), 1e-5);
    same(fit.covarianceOfKnownErrors(), ORACLE.numbers("covariance.known"), 1e-5);
  }

  /// The Longley data of NIST's Statistical Reference Datasets (J. Am. Stat. Assoc. 62 (1967) 819)
  /// with its certified values: a condition number of 5e9.
  @Test
  void keepsElevenDigitsOfNistsLongleyData() {
    double[][] rows = {
      {60323, 83.0, 234289, 2356, 1590, 107608, 1947},
      {61122, 88.5, 259426, 2325, 1456, 108632, 1948},
      {60171, 88.2, 258054, 3682, 1616, 109773, 1949},
      {61187, 89.5, 284599, 3351, 1650, 110929, 1950},
      {63221, 96.2, 328975, 2099, 3099, 112075, 1951},
      {63639, 98.1, 346999, 1932, 3594, 113270, 1952},
      {64989, 99.0, 365385, 1870, 3547, 115094, 1953},
      {63761, 100.0, 363112, 3578, 3350, 116219, 1954},
      {66019, 101.2, 397469, 2904, 3048, 117388, 1955},
      {67857, 104.6, 419180, 2822, 2857, 118734, 1956},
      {68169, 108.4, 442769, 2936, 2798, 120445, 1957},
      {66513, 110.8, 444546, 4681, 2637, 121950, 1958},
      {68655, 112.6, 482704, 3813, 2552, 123366, 1959},
      {69564, 114.2, 502601, 3931, 2514, 125368, 1960},
      {69331, 115.7, 518173, 4806, 2572, 127852, 1961},
      {70551, 116.9, 554894, 4007, 2827, 130081, 1962}
    };
    double[][] x = new double[rows.length][6];
    double[] y = new double[rows.length];
    for (int j = 0; j < rows.length; j++) {
      y[j] = rows[j][0];
      System.arraycopy(rows[j], 1, x[j], 0, 6);
    }
    LinearRegression fit = LinearRegression.fit(x, y);
    double[] certified = {
      -3482258.63459582,
      15.0618722713733,
      -0.358191792925910E-01,
      -2.02022980381683,
      -1.03322686717359,
      -0.511041056535807E-01,
      1829.15146461355
    };
    double[] errors = {
      890420.383607373,
      84.9149257747669,
      0.334910077722432E-01,
      0.488399681651699,
      0.214274163161675,
      0.226073200069370,
      455.478499142212
    };
    assertThat(fit.bias()).isCloseTo(certified[0], relative(certified[0], 1e-11));
    for (int i = 0; i < 6; i++) {
      assertThat(fit.weight(i)).isCloseTo(certified[i + 1], relative(certified[i + 1], 1e-11));
    }
    for (int a = 0; a < 7; a++) {
      assertThat(Math.sqrt(fit.covariance()[a][a])).isCloseTo(errors[a], relative(errors[a], 1e-8));
    }
  }

  /// Toys: events weighed by a factor of their own, and the slope's pull in the robust error.
  @Test
  void theRobustErrorIsRightForWeightedEvents() {
    double squares = 0;
    double naive = 0;
    int toys = 400;
    for (int toy = 0; toy < toys; toy++) {
      Rng rng = Rng.of(toy).child("toys of a weighted fit");
      int n = 200;
      double[][] x = new double[n][1];
      double[] y = new double[n];
      double[] weight = new double[n];
      for (int j = 0; j < n; j++) {
        x[j][0] = rng.uniform(3L * j);
        weight[j] = rng.uniform(3L * j + 1) < 0.1 ? 8 : 1;
        y[j] = 1 + 2 * x[j][0] + 0.3 * rng.child(1).normal(j);
      }
      LinearRegression fit = LinearRegression.fit(x, y, weight);
      double off = fit.weight(0) - 2;
      squares += off * off / fit.robustCovariance()[1][1];
      naive += off * off / fit.covarianceOfKnownErrors()[1][1];
    }
    // a sample of 400 knows a width to 3.5 %
    assertThat(Math.sqrt(squares / toys)).isBetween(0.9, 1.12);
    assertThat(Math.sqrt(naive / toys)).isLessThan(0.9);
  }

  @Test
  void refusesWhatNoDataCanTell() {
    double[][] sum = new double[X.length][];
    double[][] constant = new double[X.length][];
    for (int j = 0; j < X.length; j++) {
      sum[j] = new double[] {X[j][0], X[j][1], X[j][0] - 0.1 * X[j][1] + 3};
      constant[j] = new double[] {X[j][0], 0.1};
    }
    assertThatThrownBy(() -> LinearRegression.fit(sum, Y))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[linear regression] expected inputs of which none is a linear combination of the"
                + " others, found input 2, counted from 0, which is a combination of those"
                + " before it; leave it out; its weight cannot be determined");
    assertThatThrownBy(() -> LinearRegression.fit(constant, Y))
        .hasMessageContaining("the same value in every event for input 1")
        .hasMessageContaining("leave it out");
    assertThatThrownBy(() -> LinearRegression.fit(new double[][] {{1}}, new double[] {1}))
        .hasMessageContaining("at least as many events as parameters, 2, found 1");
    assertThatThrownBy(
            () -> LinearRegression.fit(new double[] {1, Double.NaN, 2}, new double[] {1, 2, 3}))
        .hasMessageContaining(
            "finite numbers, found inputs [NaN], target 2.0, weight 1.0 in event");
    double[] negative = new double[Y.length];
    java.util.Arrays.fill(negative, -1);
    assertThatThrownBy(() -> LinearRegression.fit(X, Y, negative))
        .hasMessageContaining("weights with a sum above 0, found -80.0");
  }
}

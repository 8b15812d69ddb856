package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import org.assertj.core.data.Percentage;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.histogram.HistogramFiller;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChiSquareTest {
  private static final Properties EXPECTED = expected();
  private static final double[] DATA = {18, 35, 41, 22, 61, 70, 12, 33};
  private static final double[] SIMULATION = {22.5, 30.25, 38.0, 27.5, 55.0, 64.75, 15.0, 39.0};

  /// Reference values by `oracles/comparisons.py`.
  private static Properties expected() {
    try (InputStream in = ChiSquareTest.class.getResourceAsStream("comparisons.properties")) {
      Properties all = new Properties();
      all.load(Objects.requireNonNull(in));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double of(String key) {
    return Double.parseDouble(Objects.requireNonNull(EXPECTED.getProperty(key), key));
  }

  private static Histogram histogram(double[] sum, double[] squares) {
    double total = Arrays.stream(sum).sum();
    return new Histogram(new Binning(0, 1, sum.length), sum, squares, 0, 0, total);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 24, 25, 400})
  void theSurvivalFunctionIsScipys(int degrees) {
    for (double x : new double[] {1e-8, 0.1, 1, 3.84, 24, 60, 400, 1400}) {
      double expected =
          of("survival." + degrees + "." + (x == 1e-8 ? "1e-08" : Double.toString(x)));
      double found = ChiSquareDistribution.survival(x, degrees);
      if (expected < 1e-300) {
        assertThat(found).isLessThan(1e-299);
      } else {
        assertThat(found).isCloseTo(expected, Percentage.withPercentage(1e-8));
      }
    }
    assertThat(ChiSquareDistribution.survival(0, degrees)).isEqualTo(1);
    assertThat(ChiSquareDistribution.survival(-1, degrees)).isEqualTo(1);
  }

  @Test
  void withoutAnErrorOfTheSimulationItIsPearsonsTest() {
    double scale = Arrays.stream(DATA).sum() / Arrays.stream(SIMULATION).sum();
    Histogram data = histogram(DATA, DATA);
    Histogram simulation = histogram(SIMULATION, new double[8]).times(scale);
    ChiSquare found = ChiSquare.of(data, simulation, true).orElseThrow();
    assertThat(found.value()).isCloseTo(of("pearson.value"), within(1e-12));
    assertThat(found.degrees()).isEqualTo(7);
    assertThat(found.pValue()).isCloseTo(of("pearson.p"), within(1e-12));
  }

  @Test
  void theErrorOfTheSimulationAddsToThatOfTheData() {
    double[] squares = Arrays.stream(SIMULATION).map(m -> m / 2).toArray();
    ChiSquare found =
        ChiSquare.of(histogram(DATA, DATA), histogram(SIMULATION, squares), false).orElseThrow();
    assertThat(found.value()).isCloseTo(of("weighted.value"), within(1e-12));
    assertThat(found.degrees()).isEqualTo(8);
    assertThat(found.pValue()).isCloseTo(of("weighted.p"), within(1e-12));
  }

  @Test
  void binsOfFewExpectedEventsAreJoined() {
    double[] m = {4, 4, 4, 30, -2, 20, 3, 2};
    double[] n = {5, 3, 4, 31, 0, 17, 2, 3};
    ChiSquare found =
        ChiSquare.of(histogram(n, n), histogram(m, new double[8]), false).orElseThrow();
    // 12 | 30 | the rest: -2 + 20 is enough, 3 + 2 left is not
    assertThat(found.degrees()).isEqualTo(3);
    assertThat(found.value()).isCloseTo(0 + 1 / 30.0 + 1 / 23.0, within(1e-12));
    assertThat(ChiSquare.of(histogram(n, n), histogram(new double[8], new double[8]), false))
        .isEmpty();
    double[] few = {3, 3, 3, 0, 0, 0, 0, 2};
    assertThat(ChiSquare.of(histogram(n, n), histogram(few, few), false)).isEmpty();
  }

  /// Data and a weighted simulation of one distribution: p is uniform.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereDataAreAsSimulatedEveryPIsAsLikely(boolean scaled) {
    int trials = 2000;
    int belowThird = 0;
    int belowTwentieth = 0;
    for (int t = 0; t < trials; t++) {
      Rng rng = Rng.of(t);
      int events = poisson(rng.child("number"), 600);
      Histogram data = filled(rng.child("data"), events, 1);
      Histogram simulation = filled(rng.child("simulation"), 3000, 0.2);
      double scale = scaled ? data.total() / simulation.total() : 1;
      double p = ChiSquare.of(data, simulation.times(scale), scaled).orElseThrow().pValue();
      belowThird += p < 1 / 3.0 ? 1 : 0;
      belowTwentieth += p < 0.05 ? 1 : 0;
    }
    assertThat(belowThird / (double) trials).isCloseTo(1 / 3.0, within(0.035));
    assertThat(belowTwentieth / (double) trials).isCloseTo(0.05, within(0.016));
  }

  // Weights of 1, or of half and three halves of `mean`.
  private static Histogram filled(Rng rng, int events, double mean) {
    HistogramFiller filler = new HistogramFiller(new Binning(-2, 2, 12));
    for (int i = 0; i < events; i++) {
      double weight = mean == 1 ? mean : mean * (i % 2 == 0 ? 0.5 : 1.5);
      filler.add(rng.normal(i), weight);
    }
    return filler.histogram();
  }

  private static int poisson(Rng rng, double mean) {
    return (int) Math.round(mean + Math.sqrt(mean) * rng.normal(0));
  }
}

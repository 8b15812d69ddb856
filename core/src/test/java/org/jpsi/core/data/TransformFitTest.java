package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jpsi.core.tensor.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Transformations of features beside scikit-learn and scipy (`oracles/transformations.py`).
class TransformFitTest {
  private static final Fixture ORACLE = Fixture.named("transformations");

  private static ColumnPreprocessing fit(Scaling scaling, double... values) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return scaling.fit(values, ones, IntStream.range(0, values.length).toArray()).column();
  }

  @Test
  void normalScoresAreScipys() {
    double[] fractions = ORACLE.array("fractions");
    double[] expected = ORACLE.array("scores");
    for (int i = 0; i < fractions.length; i++) {
      assertThat(NormalQuantile.of(fractions[i]))
          .isCloseTo(expected[i], within(2e-15 * Math.max(1, Math.abs(expected[i]))));
    }
    assertThatThrownBy(() -> NormalQuantile.of(0)).isInstanceOf(IllegalArgumentException.class);
  }

  /// scikit-learn interpolates the fraction, here it is the normal score between knots; and its
  /// ends are at 5.2 standard deviations, those of so few quantiles here at 2.9.
  @ParameterizedTest
  @ValueSource(strings = {"exponential", "normal"})
  void quantilesAreThoseOfScikitLearnButAtTheEnds(String name) {
    double[] values = ORACLE.array(name);
    double[] expected = ORACLE.array(name + ".quantile");
    ColumnPreprocessing found = fit(Scaling.QUANTILE, values);
    int inner = 0;
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(expected[i]) < 2.4) {
        inner++;
        assertThat(found.apply(values[i])).isCloseTo(expected[i], within(0.012));
      } else {
        assertThat(Math.abs(found.apply(values[i]))).isBetween(2.35, 2.9);
      }
      assertThat(found.inverse(found.apply(values[i])))
          .isCloseTo(values[i], within(1e-12 * Math.abs(values[i])));
    }
    assertThat(inner).isGreaterThan(1950);
    assertThat(found.low()).isEqualTo(Arrays.stream(values).min().orElseThrow());
    assertThat(found.isTransformed()).isTrue();
    assertThat(found.toString()).contains("by 257 quantiles from ", "to a normal distribution");
  }

  @Test
  void equalValuesHaveTheMeanOfTheirScores() {
    double[] values = ORACLE.array("counts");
    ColumnPreprocessing found = fit(Scaling.QUANTILE, values);
    double[] expected = ORACLE.array("counts.quantile");
    double before = Double.NEGATIVE_INFINITY;
    for (int count = 0; count < 7; count++) {
      int at =
          IntStream.range(0, values.length).filter(sameAs(values, count)).findFirst().orElse(0);
      assertThat(found.apply(count)).isGreaterThan(before);
      before = found.apply(count);
      if (count > 0) {
        // the mean of scores, where scikit-learn has the score of the mean fraction
        assertThat(before).isCloseTo(expected[at], within(0.08));
      }
    }
  }

  private static IntPredicate sameAs(double[] values, double value) {
    return i -> values[i] == value;
  }

  @Test
  void aLogarithmIsScaledByItsMedianAndQuartiles() {
    double[] values = ORACLE.array("exponential");
    double[] expected = ORACLE.array("exponential.log");
    ColumnPreprocessing found = fit(Scaling.LOG, values);
    double least = Arrays.stream(values).min().orElseThrow();
    for (int i = 0; i < values.length; i++) {
      // the smallest values of an exponential distribution are outliers of its logarithm
      if (expected[i] > -3) {
        assertThat(found.apply(values[i])).isCloseTo(expected[i], within(1e-12));
        assertThat(found.inverse(found.apply(values[i])))
            .isCloseTo(values[i], within(1e-12 * values[i]));
      }
    }
    assertThat(found.low()).isEqualTo(least);
    assertThat(found.center()).isBetween(15.0, 25.0);
    assertThat(found.apply(0)).isEqualTo(found.apply(-7)).isEqualTo(found.apply(least / 2));
    assertThat(found.toString()).startsWith("logarithm, of values below ");
  }

  @ParameterizedTest
  @EnumSource(
      value = Scaling.class,
      names = {"LOG", "QUANTILE"})
  void missingValuesAndInfinitiesStayAndAreImputedByTheCenter(Scaling scaling) {
    ColumnPreprocessing found = fit(scaling, 1, 2, 3, Double.NaN, 4, 5, 6, 7, 8);
    assertThat(found.missing()).isCloseTo(1 / 9.0, within(1e-15));
    assertThat(found.apply(Double.NaN)).isNaN();
    assertThat(found.apply(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(found.apply(Double.NEGATIVE_INFINITY)).isInfinite();
    ColumnPreprocessing imputed = found.imputed();
    assertThat(imputed.apply(Double.NaN)).isCloseTo(0, within(1e-12));
    assertThat(imputed.center()).isBetween(3.9, 5.1);
    assertThat(found.low()).isEqualTo(1);
    assertThat(found.high()).isEqualTo(8);
  }

  @Test
  void weightsDecideTheQuantilesByTheirMagnitude() {
    double[] values = {1, 2, 3, 4};
    int[] all = {0, 1, 2, 3};
    ColumnPreprocessing weighted =
        Scaling.QUANTILE.fit(values, new double[] {1, -5, 1, 1}, all).column();
    // 1/8 of the weight is below 2, 6/8 up to it
    assertThat(weighted.apply(2)).isBetween(-0.6, 0.0);
    assertThat(weighted.apply(3)).isBetween(0.67, 1.16);
  }

  @Test
  void whatCannotBeTransformedIsRefusedOrLeftAsItIs() {
    assertThat(fit(Scaling.QUANTILE, 3, 3, 3).isTransformed()).isFalse();
    assertThatThrownBy(() -> fit(Scaling.LOG, 0, -1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a positive value");
    assertThatThrownBy(() -> new PreprocessingStep.Log(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a positive number, found 0.0");
    assertThatThrownBy(() -> new PreprocessingStep.Quantile(List.of(1.0), List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 2 to 1024 knots, found 1 values and 1 scores");
    for (List<Double> wrong :
        List.of(List.of(1.0, 1.0), List.of(1.0, Double.NaN), List.of(-1e308, 1e308))) {
      assertThatThrownBy(() -> new PreprocessingStep.Quantile(wrong, List.of(0.0, 1.0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected ascending finite numbers");
    }
    assertThat(fit(Scaling.LOG, Double.MIN_VALUE, 1, 2).apply(0)).isFinite();
  }
}

package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fit of a column, against scikit-learn and NumPy.
class ColumnFitTest {
  private static final Fixture ORACLE = Fixture.named("preprocessing");
  private static final double[] WEIGHTS = ORACLE.array("weights");

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static int[] all(double[] values) {
    return IntStream.range(0, values.length).toArray();
  }

  private static void close(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "exponential", "tiny", "huge", "time"})
  void aColumnIsStandardizedAsByScikitLearn(String name) {
    double[] values = ORACLE.array(name);
    for (String kind : new String[] {"plain", "weighted"}) {
      double[] weights = kind.equals("plain") ? ones(values.length) : WEIGHTS;
      ColumnPreprocessing fit = ColumnFit.plain(values, weights);
      double[] expected = ORACLE.array(name + "." + kind);
      // the mean to the last digits of the spread
      assertThat(fit.standardization().mean())
          .isCloseTo(expected[0], within(2e-15 * Math.abs(expected[0]) + 1e-12 * expected[1]));
      double digits = name.equals("time") ? 1e-8 : 1e-12;
      assertThat(fit.standardization().deviation())
          .isCloseTo(expected[1], within(digits * expected[1]));
      double[] applied = ORACLE.array(name + "." + kind + ".applied");
      for (int i = 0; i < values.length; i++) {
        assertThat(fit.apply(values[i])).isCloseTo(applied[i], within(1e-7));
        assertThat(fit.inverse(fit.apply(values[i])))
            .isCloseTo(values[i], within(1e-15 * (Math.abs(values[i]) + Math.abs(expected[1]))));
      }
      assertThat(fit.low()).isEqualTo(Arrays.stream(values).min().orElseThrow());
      assertThat(fit.high()).isEqualTo(Arrays.stream(values).max().orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "exponential", "tiny", "huge", "time"})
  void medianAndQuartilesAreThoseOfScikitLearnAndNumPy(String name) {
    double[] values = ORACLE.array(name);
    double[] plain =
        WeightedQuantiles.of(values, ones(values.length), all(values), 0.25, 0.5, 0.75);
    double[] robust = ORACLE.array(name + ".robust");
    close(plain[1], robust[0]);
    assertThat(plain[2] - plain[0])
        .isCloseTo(robust[1], within(1e-12 * robust[1] + 1e-15 * Math.abs(robust[0])));
    assertThat(WeightedQuantiles.of(values, WEIGHTS, all(values), 0.25, 0.5, 0.75))
        .isEqualTo(ORACLE.array(name + ".quantiles"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "exponential", "tiny", "huge", "time"})
  void aRobustFitIsThatOfScikitLearnAndNumPy(String name) {
    double[] values = ORACLE.array(name);
    PreprocessingStep.Standardize plain =
        ColumnFit.robust(values, ones(values.length), all(values)).column().standardization();
    double[] expected = ORACLE.array(name + ".robust");
    close(plain.mean(), expected[0]);
    assertThat(plain.deviation())
        .isCloseTo(expected[1], within(1e-12 * expected[1] + 1e-15 * Math.abs(expected[0])));
    double[] signed = WEIGHTS.clone();
    signed[3] = -signed[3];
    double[] quantiles = ORACLE.array(name + ".quantiles");
    assertThat(ColumnFit.robust(values, signed, all(values)).column().standardization())
        .isEqualTo(new PreprocessingStep.Standardize(quantiles[1], quantiles[2] - quantiles[0]));
  }

  @Test
  void equalQuartilesLeaveTheWidthToThePercentsThenToTheRange() {
    double[] values = new double[1000];
    Arrays.setAll(values, i -> i < 900 ? 7 : 7 + i % 5);
    // the last percent begins at 11
    assertThat(robust(values)).isEqualTo(new PreprocessingStep.Standardize(7, 2));
    // one of a thousand is not in the percents
    Arrays.setAll(values, i -> i == 12 ? 10 : 7);
    assertThat(robust(values)).isEqualTo(new PreprocessingStep.Standardize(7, 1.5));
    Arrays.fill(values, 0.1);
    assertThat(robust(values)).isEqualTo(new PreprocessingStep.Standardize(0.1, 1));
    // within and beyond what float64 holds
    assertThat(robust(0, Double.MIN_VALUE))
        .isEqualTo(new PreprocessingStep.Standardize(0, Double.MIN_VALUE));
    assertThat(robust(-Double.MAX_VALUE, 1, Double.MAX_VALUE))
        .isEqualTo(new PreprocessingStep.Standardize(1, Double.MAX_VALUE));
  }

  private static PreprocessingStep.Standardize robust(double... values) {
    return ColumnFit.robust(values, ones(values.length), all(values)).column().standardization();
  }

  @Test
  void aBillionInAColumnLeavesTheBulkItsDigits() {
    double[] bulk = new double[20_000];
    Arrays.setAll(bulk, i -> StrictMath.exp(2 * Rng.of(5).normal(i)));
    double[] spoiled = bulk.clone();
    spoiled[77] = 1e9;
    PreprocessingStep.Standardize clean = robust(bulk);
    ColumnFit fit = ColumnFit.robust(spoiled, ones(bulk.length), all(bulk));
    assertThat(fit.column().standardization().deviation())
        .isCloseTo(clean.deviation(), within(1e-3 * clean.deviation()));
    Outliers outliers = fit.outliers().orElseThrow();
    assertThat(outliers.count()).isEqualTo(1);
    // clipped just outside the others
    double largest = fit.column().apply(outliers.high());
    assertThat(fit.column().apply(1e9)).isGreaterThan(largest).isLessThan(1.02 * largest);
    long different =
        Arrays.stream(spoiled).mapToObj(v -> (float) fit.column().apply(v)).distinct().count();
    assertThat(different).isGreaterThan(19_900);
  }

  @Test
  void missingValuesDoNotChangeTheFitOfTheOthers() {
    double[] values = ORACLE.array("exponential");
    int n = values.length;
    double[] holed = new double[2 * n];
    double[] weights = new double[2 * n];
    int[] sample = new int[n];
    for (int i = 0; i < n; i++) {
      holed[2 * i] = Double.NaN;
      weights[2 * i] = 5;
      holed[2 * i + 1] = values[i];
      weights[2 * i + 1] = WEIGHTS[i];
      sample[i] = 2 * i + 1;
    }
    for (Scaling scaling : Scaling.values()) {
      ColumnPreprocessing expected =
          scaling.fit(values, WEIGHTS, all(values)).column().withMissing(0.5);
      assertThat(scaling.fit(holed, weights, sample).column()).isEqualTo(expected);
    }
    // the only value has no weight, and is not in the sample
    double[] rare = {Double.NaN, Double.NaN, 7};
    assertThat(ColumnFit.robust(rare, new double[] {1, 1, 0}, new int[] {0, 1}).column())
        .isEqualTo(ColumnPreprocessing.standardize(7, 1, 7, 7).withMissing(2 / 3.0));
    assertThatThrownBy(() -> ColumnFit.robust(new double[] {Double.NaN}, ones(1), new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ColumnFit: expected a value in some event, found none in 1");
    int[] labels = new int[2 * n];
    assertThat(FeatureDistribution.of(holed, labels, weights, all(holed)))
        .isEqualTo(FeatureDistribution.of(values, new int[n], WEIGHTS, all(values)));
  }

  @Test
  void theSignOfAWeightDoesNotMatterNorTheUnitOfWeights() {
    double[] values = ORACLE.array("normal");
    double[] signed = WEIGHTS.clone();
    for (int i = 0; i < signed.length; i += 3) {
      signed[i] = -signed[i];
    }
    ColumnPreprocessing fit = ColumnFit.plain(values, WEIGHTS);
    assertThat(ColumnFit.plain(values, signed)).isEqualTo(fit);
    double[] quarter = Arrays.stream(signed).map(w -> w / 4).toArray();
    assertThat(ColumnFit.plain(values, quarter)).isEqualTo(fit);
  }

  @Test
  void timesInNanosecondsKeepWhatFloat64CanHold() {
    // 1.7e18 ns, all within one second: neighbors of float64 are 256 ns apart
    int n = 5000;
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = 1_700_000_000_000_000_000L + (long) (1e9 * Rng.of(1).uniform(i));
    }
    ColumnFit fit = ColumnFit.feature(values, ones(n), all(values));
    assertThat(fit.outliers()).isEmpty();
    double mean = 0;
    double squares = 0;
    for (double value : values) {
      double standardized = fit.column().apply(value);
      mean += standardized / n;
      squares += standardized * standardized / n;
      assertThat(Math.abs(standardized)).isLessThan(1.8);
    }
    assertThat(mean).isCloseTo(0, within(1e-6));
    assertThat(squares).isCloseTo(1, within(1e-6));
    // uniform within one second
    assertThat(fit.column().standardization().deviation())
        .isCloseTo(1e9 / Math.sqrt(12), within(1e7));
  }

  @Test
  void aColumnOfOneValueHasDeviationOne() {
    double[] tenths = new double[7];
    Arrays.fill(tenths, 0.1);
    ColumnPreprocessing fit = ColumnFit.plain(tenths, ones(7));
    assertThat(fit).isEqualTo(ColumnPreprocessing.standardize(0.1, 1, 0.1, 0.1));
    assertThat(fit.constant()).isTrue();
    // neighboring numbers are not one value
    double[] two = {1, Math.nextUp(1.0)};
    ColumnPreprocessing near = ColumnFit.plain(two, ones(2));
    assertThat(near.constant()).isFalse();
    assertThat(near.standardization().deviation()).isPositive().isLessThan(1e-15);
    // events without weight differ: any scale will do
    assertThat(ColumnFit.plain(new double[] {5, 5, 9}, new double[] {1, 1, 0}))
        .isEqualTo(ColumnPreprocessing.standardize(5, 2, 5, 9));
    assertThat(ColumnFit.plain(new double[] {0, Double.MIN_VALUE}, ones(2)).standardization())
        .returns(Double.MIN_VALUE, PreprocessingStep.Standardize::deviation);
  }

  @Test
  void weightsThatAreAllZeroAreRefused() {
    assertThatThrownBy(() -> ColumnFit.plain(new double[3], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ColumnFit: expected weights that are not all zero, found 3");
  }
}

package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jpsi.core.data.PreprocessingStep.Clip;
import org.jpsi.core.data.PreprocessingStep.Impute;
import org.jpsi.core.data.PreprocessingStep.Standardize;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {
  private static final int N = 300;

  /// A mass with a code in every hundredth event, a time in nanoseconds, and a small number.
  private static Table events() {
    float[] mass = new float[N];
    long[] time = new long[N];
    double[] small = new double[N];
    for (int i = 0; i < N; i++) {
      mass[i] = i % 100 == 0 ? 9999 : (float) (125 + 20 * Rng.of(1).normal(i));
      time[i] = 1_700_000_000_000_000_000L + (long) (1e9 * Rng.of(2).uniform(i));
      small[i] = 1e-250 * Rng.of(3).normal(i);
    }
    return Table.of(
        "toy",
        List.of(
            NumberColumn.of("m", "GeV", mass),
            NumberColumn.of("t", "ns", time),
            NumberColumn.of("s", "", small)));
  }

  @Test
  void tablesColumnsAndSingleEventsHaveTheSameBits() {
    Table events = events();
    Preprocessing prep = Preprocessing.standardize("m", "t", "s", "m * s").fit(events);
    assertThat(prep.features().list().getFirst()).isEqualTo(new Feature("m", "m", "GeV"));
    float[] inputs = prep.apply(events);
    float[] byColumn = new float[4 * N];
    double[][] values = new double[4][];
    for (int j = 0; j < 4; j++) {
      values[j] = prep.features().expressions().get(j).evaluate(events);
      prep.apply(j, values[j], byColumn);
    }
    assertThat(byColumn).isEqualTo(inputs);
    float[] one = new float[5];
    for (int i = 0; i < N; i++) {
      prep.applyEvent(new double[] {values[0][i], values[1][i], values[2][i], values[3][i]}, one);
      for (int j = 0; j < 4; j++) {
        assertThat(one[j])
            .isEqualTo(inputs[4 * i + j])
            .isEqualTo((float) prep.columns().get(j).apply(values[j][i]))
            .isBetween(-12f, 12f);
      }
    }
    assertThat(prep.columns().get(0).steps()).hasSize(2);
    assertThat(prep.columns().get(1).steps()).hasSize(1);
  }

  @Test
  void aRobustFitIsOfMedianAndInterquartileRange() {
    Table events = Table.of("t", List.of(NumberColumn.of("x", "", 1d, 2, 3, 4, 5, 6, 7, 8, 1e9)));
    Preprocessor robust = Preprocessing.robust("x");
    assertThat(robust).isEqualTo(new Preprocessor(Features.of("x"), Scaling.ROBUST, false, 0));
    assertThat(robust.fit(events).columns())
        .containsExactly(ColumnPreprocessing.standardize(5, 4, 1, 1e9));
    assertThat(Scaling.of("robust")).contains(Scaling.ROBUST);
    assertThat(Scaling.of("minmax")).isEmpty();
  }

  @Test
  void missingValuesAreLeftOutOfTheFitWhereTheyAreTaken() {
    double nan = Double.NaN;
    Table events = Table.of("t", List.of(NumberColumn.of("x", "", nan, 2, 4, nan, 5, 7, 9, nan)));
    Table present = Table.of("t", List.of(NumberColumn.of("x", "", 2d, 4, 5, 7, 9)));
    for (Preprocessor x : List.of(Preprocessing.standardize("x"), Preprocessing.robust("x"))) {
      assertThatThrownBy(() -> x.fit(events))
          .hasMessage(
              "[feature x] expected finite values, found NaN in event 0; select such events away");
      Preprocessing fitted = x.withMissing().fit(events, new double[] {9, 1, 1, 1, 1, 1, 1, 0});
      ColumnPreprocessing expected = x.fit(present).columns().getFirst().withMissing(3 / 8.0);
      assertThat(fitted.columns()).containsExactly(expected);
      assertThat(fitted.apply(events)[3]).isNaN();
      assertThat(fitted.toString()).endsWith("2 to 9 in training, 38 % missing");
    }
    assertThat(Preprocessing.robust("x").withMissing().fit(present))
        .isEqualTo(Preprocessing.robust("x").fit(present));
    assertThatThrownBy(() -> ColumnPreprocessing.NONE.withMissing(1.5))
        .hasMessage("ColumnPreprocessing: expected a missing fraction from 0 to 1, found 1.5");
  }

  @Test
  void aTimeOfNanosecondsReachesTheNetworkWithItsDigits() {
    Table events = events();
    float[] inputs = Preprocessing.standardize("t").fit(events).apply(events);
    assertThat(java.util.stream.IntStream.range(0, N).mapToObj(i -> inputs[i]).distinct().count())
        .isEqualTo(N);
  }

  @Test
  void aWeightedFitIsThatOfRepeatedEvents() {
    Table once = Table.of("t", List.of(NumberColumn.of("x", "", 2d, 4, 5, 7, 9)));
    Table repeated = Table.of("t", List.of(NumberColumn.of("x", "", 2d, 4, 4, 4, 5, 5, 7, 9)));
    Preprocessor x = Preprocessing.standardize("x");
    // numpy: mean 5, std 2
    assertThat(x.fit(repeated).columns())
        .containsExactly(ColumnPreprocessing.standardize(5, 2, 2, 9));
    assertThat(x.fit(once, new double[] {1, -3, 2, 1, 1})).isEqualTo(x.fit(repeated));
    assertThat(x.withSeed(3).fit(repeated)).isEqualTo(x.fit(repeated));
    assertThatThrownBy(() -> x.fit(once, new double[4]))
        .hasMessage("fit: expected 5 weights, found 4");
  }

  @Test
  void whatCannotBeStandardizedIsRefused() {
    Preprocessor x = Preprocessing.standardize("x");
    assertThatThrownBy(() -> x.fit(Table.of("t", List.of(NumberColumn.of("x", "", 1f, 1)))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[feature x] expected values that are not all equal, found 1.0 in every event; leave"
                + " the feature out");
    assertThatThrownBy(() -> x.fit(Table.of("t", List.of(NumberColumn.of("x", "", new float[0])))))
        .hasMessageContaining("found no events");
    assertThatThrownBy(() -> x.fit(Table.of("t", List.of(NumberColumn.of("x", "", 1f, Float.NaN)))))
        .hasMessage(
            "[feature x] expected finite values, found NaN in event 1; select such events away");
    assertThatThrownBy(() -> x.fit(Table.of("t.root", List.of(NumberColumn.of("y", "", 1f)))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x");
    assertThatThrownBy(() -> Preprocessing.of(Features.of("x"), List.of()))
        .hasMessage("Preprocessing: expected as many columns as features, found 0 and 1");
  }

  /// Each kind of step with a value, what it becomes, and what the inverse of that is. A new kind
  /// gets a row.
  @ParameterizedTest
  @CsvSource({
    "standardize, 9, 2, 9",
    "clip, 9, 4, 4",
    "clip, -9, -3, -3",
    "clip, 3.5, 3.5, 3.5",
    "impute, 9, 9, 9"
  })
  void aStepIsAFunctionWithAnInverse(String kind, double value, double result, double back) {
    PreprocessingStep step =
        switch (kind) {
          case "standardize" -> new Standardize(5, 2);
          case "impute" -> new Impute(7);
          default -> new Clip(-3, 4);
        };
    assertThat(step.apply(value)).isEqualTo(result);
    assertThat(step.inverse(result)).isEqualTo(back);
    assertThat(step.apply(Double.NaN))
        .isEqualTo(Double.valueOf(step instanceof Impute ? 7 : Double.NaN));
    assertThat(step.apply(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(step.apply(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void aStepThatIsNoFunctionIsRefused() {
    assertThatThrownBy(() -> new Standardize(0, 0))
        .hasMessage(
            "Standardize: expected a finite mean and a positive deviation, found 0.0 and 0.0");
    assertThatThrownBy(() -> new Standardize(Double.NaN, 1))
        .hasMessageEndingWith("found NaN and 1.0");
    assertThatThrownBy(() -> new Impute(Double.NaN))
        .hasMessage("Impute: expected a finite value, found NaN");
    assertThatThrownBy(() -> new Clip(1, 1))
        .hasMessage("Clip: expected low < high, both finite, found 1.0 and 1.0");
    assertThatThrownBy(() -> new Clip(0, Double.POSITIVE_INFINITY))
        .hasMessageEndingWith("found 0.0 and Infinity");
  }

  @Test
  void stepsFollowOneAnotherAndAreUndoneBackwards() {
    ColumnPreprocessing column =
        new ColumnPreprocessing(
            List.of(new Clip(0, 9), new Standardize(5, 2), new Standardize(-1, 0.5)), 0, 9);
    // ((9 - 5) / 2 + 1) / 0.5
    assertThat(column.apply(11)).isEqualTo(6);
    assertThat(column.inverse(6)).isEqualTo(9);
    Preprocessing prep = Preprocessing.of(Features.of("x"), List.of(column));
    float[] one = new float[1];
    prep.applyEvent(new double[] {11}, one);
    assertThat(one).containsExactly(6);
    assertThat(prep.apply(Table.of("t", List.of(NumberColumn.of("x", "", 11f)))))
        .containsExactly(6);
    assertThat(ColumnPreprocessing.NONE.apply(-0.0)).isEqualTo(-0.0);
    assertThat(ColumnPreprocessing.NONE.standardization()).isEqualTo(Standardize.NONE);
  }

  @Test
  void aMissingValueIsTakenForTheCenterOfTraining() {
    ColumnPreprocessing column =
        new ColumnPreprocessing(List.of(new Standardize(5, 2), new Clip(-3, 4)), 0, 9).imputed();
    assertThat(column.apply(Double.NaN)).isZero();
    assertThat(column.apply(7)).isEqualTo(1);
    assertThat(column.apply(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(column.takesMissing()).isTrue();
    assertThat(ColumnPreprocessing.NONE.takesMissing()).isFalse();
    assertThat(column)
        .hasToString(
            "NaN taken for 5, minus 5, divided by 2, clipped to -3 to 4; 0 to 9 in training");
  }

  @Test
  void itPrintsWhatItDoes() {
    Features features =
        Features.of(
            List.of(new Feature("m", "m", "GeV"), Feature.of("t"), Feature.of("n")), Map.of());
    Preprocessing prep =
        Preprocessing.of(
            features,
            List.of(
                new ColumnPreprocessing(
                    List.of(new Standardize(125.311, 20.7), new Clip(-8.123456, 9)), 11.12, 9999),
                ColumnPreprocessing.standardize(1.7e18 + 5e8, 2.8e8, 1.7e18, 1.7e18 + 1e9),
                ColumnPreprocessing.NONE));
    assertThat(prep)
        .hasToString(
            """
            m [GeV]: minus 125.3, divided by 20.70, clipped to -8.123 to 9; 11.12 to 9999 in training
            t: minus 1.700000000500e+18, divided by 2.800e+08; 1.700000000000e+18 to 1.700000001000e+18 in training
            n: unchanged\
            """);
  }
}

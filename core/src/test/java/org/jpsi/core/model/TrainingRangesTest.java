package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.FeatureDistribution;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

class TrainingRangesTest {
  private static final Model MODEL =
      new Model(
          List.of(new InputColumn("x", false, 1, "GeV"), new InputColumn("y", false, 1, "GeV")),
          Preprocessing.of(
              Features.of(
                  List.of(new Feature("x", "x", "GeV"), new Feature("sum", "x + k * y", "GeV")),
                  Map.of("k", 2.0)),
              List.of(
                  ColumnPreprocessing.standardize(0, 1, -1, 1),
                  ColumnPreprocessing.standardize(0, 1, -3, 3))),
          "",
          new Task.Binary("signal", "background"),
          new NetworkPredictor(Sequential.of(Linear.of(2, 1))),
          Map.of());

  private static Table table(String unit, double[] x, double[] y) {
    return Table.of("t", List.of(NumberColumn.of("y", unit, y), NumberColumn.of("x", "GeV", x)));
  }

  @Test
  void eventsOutsideAreCountedByFeatureAndOnceInAll() {
    // x below; x above, and so the sum; the sum alone; inside at both ends; NaN
    TrainingRanges ranges =
        TrainingRanges.of(
            MODEL,
            table("GeV", new double[] {-2, 2, 0, 1, Double.NaN}, new double[] {0, 1, 2, 1, 0}));
    assertThat(ranges.features())
        .containsExactly(
            new TrainingRanges.Range(
                "x", -1, 1, 0.2, 0.2, 0.2, 0, 0, false, DistributionDrift.UNKNOWN),
            new TrainingRanges.Range(
                "sum", -3, 3, 0, 0.4, 0.2, 0, 0, false, DistributionDrift.UNKNOWN));
    assertThat(ranges.outside()).isEqualTo(0.8);
    assertThat(ranges)
        .hasToString(
            """
            x: 20.0 % below -1.000, 20.0 % above 1.000, 20.0 % not finite
            sum: 0.00 % below -3.000, 40.0 % above 3.000, 20.0 % not finite\
            """);
  }

  /// A model of one feature, trained on the classes N(0, 1) and N(3, 1).
  private static Model trained(long seed, int events) {
    double[] values = normal(seed, events, 0);
    int[] labels = new int[events];
    double[] weights = new double[events];
    for (int i = 0; i < events; i++) {
      labels[i] = i % 2;
      values[i] += 3 * labels[i];
      weights[i] = 1 + i % 3;
    }
    int[] all = IntStream.range(0, events).toArray();
    return new Model(
        List.of(new InputColumn("x", false, 1, "")),
        Preprocessing.of(
            Features.of("x"),
            List.of(
                ColumnPreprocessing.standardize(
                        0,
                        1,
                        Arrays.stream(values).min().orElseThrow(),
                        Arrays.stream(values).max().orElseThrow())
                    .with(FeatureDistribution.of(values, labels, weights, all)))),
        "",
        new Task.Binary("signal", "background"),
        new NetworkPredictor(Sequential.of(Linear.of(1, 1))),
        Map.of());
  }

  private static double[] normal(long seed, int events, double mean) {
    Rng rng = Rng.of(seed);
    return IntStream.range(0, events).mapToDouble(i -> mean + rng.normal(i)).toArray();
  }

  private static TrainingRanges of(Model model, double[] x) {
    return TrainingRanges.of(model, Table.of("t", List.of(NumberColumn.of("x", "", x))));
  }

  @Test
  void aMixtureOfTheClassesHasNotDrifted() {
    for (int seed = 0; seed < 100; seed++) {
      Model model = trained(seed, 400);
      double[] mixed =
          DoubleStream.concat(
                  Arrays.stream(normal(1000 + seed, 10 * seed, 0)),
                  Arrays.stream(normal(2000 + seed, 1000 - 10 * seed, 3)))
              .toArray();
      assertThat(of(model, mixed).notes()).as("%d %% of the first", seed).isEmpty();
      assertThat(of(model, normal(3000 + seed, 5, 3)).notes()).as("5 events").isEmpty();
    }
  }

  @Test
  void aDistributionBetweenTheClassesHasDrifted() {
    TrainingRanges ranges = of(trained(1, 10_000), normal(2, 10_000, 1.5));
    // at the first cut points a mixture of the classes has 3.5 times as many events
    DistributionDrift drift = ranges.features().getFirst().drift();
    assertThat(drift.distance()).isZero();
    // and one below the lower class is outside their interval: Phi(0) - Phi(-1) = 0.34
    TrainingRanges low = of(trained(1, 10_000), normal(2, 10_000, -1));
    assertThat(low.features().getFirst().drift().distance()).isCloseTo(0.38, within(0.04));
    assertThat(low.notes()).hasSize(1);
    assertThat(low.notes().getFirst())
        .matches("x: its distribution is 0[.]3[0-9] off any mixture of the training events");
  }

  @Test
  void theDistanceIsThatOfTheCutPoints() {
    FeatureDistribution training =
        new FeatureDistribution(
            List.of(1.0, 2.0),
            List.of(
                new FeatureDistribution.Group(100, List.of(0.25, 0.5)),
                new FeatureDistribution.Group(50, List.of(0.5, 0.5)),
                new FeatureDistribution.Group(0, List.of(0.0, 1.0))));
    long[] none = new long[3];
    assertThat(DistributionDrift.of(training, new long[] {3, 1, 4}, none, none).distance())
        .isZero();
    assertThat(DistributionDrift.of(training, new long[] {1, 6, 1}, none, none).distance())
        .isEqualTo(0.375);
    assertThat(DistributionDrift.of(training, new long[] {6, 0, 2}, none, none).distance())
        .isEqualTo(0.25);
    assertThat(DistributionDrift.of(training, none, none, none))
        .isEqualTo(DistributionDrift.UNKNOWN);
  }

  @Test
  void anotherUnitIsRecognizedEitherWay() {
    Model model = trained(1, 1000);
    double[] x = normal(5, 1000, 3);
    double[] large = Arrays.stream(x).map(v -> 1000 * v).toArray();
    double[] small = Arrays.stream(x).map(v -> 1e-3 * v).toArray();
    assertThat(of(model, x).features().getFirst().drift().factor()).isEqualTo(1);
    assertThat(of(model, large).features().getFirst().drift().factor()).isEqualTo(1e-3);
    assertThat(of(model, small).features().getFirst().drift().factor()).isEqualTo(1000);
    assertThat(of(model, small).notes())
        .singleElement()
        .asString()
        .contains("it would fit 1000 times larger, as GeV given for MeV");
  }

  @Test
  void noEventsAreNowhere() {
    assertThat(TrainingRanges.of(MODEL, table("GeV", new double[0], new double[0])).outside())
        .isZero();
  }

  @Test
  void anotherUnitIsRefused() {
    assertThatThrownBy(() -> TrainingRanges.of(MODEL, table("MeV", new double[1], new double[1])))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected column y in GeV, as in training, found MeV");
  }

  @Test
  void aVaryingNumberOfValuesIsRefused() {
    NumberColumn items = NumberColumn.of("", "GeV", 1.0, 2.0);
    Table table =
        table("GeV", new double[1], new double[1])
            .with(JaggedColumn.of("y", new int[] {0, 2}, items));
    assertThatThrownBy(() -> TrainingRanges.of(MODEL, table))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "expected column y to hold a number, as in training, found float64[]");
  }
}

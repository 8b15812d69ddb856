package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

class TargetChangesTest {
  private static final Task TASK = new Task.Regression(List.of(new Task.Target("m", "GeV")));
  private static final Systematics.Settings SETTINGS =
      new Systematics.Settings(new double[0], new double[0][], new double[0], new double[] {1});
  private static final int N = 40;

  private static double target(int i) {
    return i * 7 % 11 / 4.0;
  }

  private static double nominal(int i) {
    return target(i) + (i * 5 % 9 - 4) / 8.0;
  }

  private static UnitEvents events(IntPredicate chosen, IntToDoubleFunction prediction) {
    int[] rows = IntStream.range(0, N).filter(chosen).toArray();
    return new UnitEvents(
        new double[][] {Arrays.stream(rows).mapToDouble(prediction::applyAsDouble).toArray()},
        new int[rows.length],
        new double[][] {Arrays.stream(rows).mapToDouble(TargetChangesTest::target).toArray()},
        Arrays.stream(rows).mapToDouble(i -> i % 5 == 0 ? -0.25 : 1 + i % 3).toArray(),
        Arrays.stream(rows).mapToLong(i -> i / 2).toArray(),
        new int[0]);
  }

  private static Properties oracle() throws IOException {
    Properties expected = new Properties();
    try (InputStream in = TargetChangesTest.class.getResourceAsStream("comparisons.properties")) {
      expected.load(Objects.requireNonNull(in));
    }
    return expected;
  }

  /// Weighted averages by NumPy and scikit-learn, errors by finite differences in the weights.
  @Test
  void changesAndTheirErrorsAreThoseOfTheOracle() throws IOException {
    Properties expected = oracle();
    VariationFigures found =
        Systematics.of(
            "scale:up",
            TASK,
            SETTINGS,
            events(i -> i < N - 1, TargetChangesTest::nominal),
            events(i -> i != 3, i -> 1.05 * nominal(i) + i % 4 / 16.0));
    TargetChanges of = found.targets().getFirst();
    List<String> names = List.of("prediction", "bias", "resolution", "rmse", "yield");
    List<Change> changes =
        List.of(of.prediction(), of.bias(), of.resolution(), of.rmse(), found.yields().getFirst());
    for (int k = 0; k < names.size(); k++) {
      String key = "regression." + names.get(k);
      double error = Double.parseDouble(expected.getProperty(key + ".error"));
      assertThat(changes.get(k).nominal())
          .as(key)
          .isCloseTo(Double.parseDouble(expected.getProperty(key + ".nominal")), within(1e-13));
      assertThat(changes.get(k).varied())
          .as(key)
          .isCloseTo(Double.parseDouble(expected.getProperty(key + ".varied")), within(1e-13));
      assertThat(changes.get(k).error()).as(key).isCloseTo(error, within(1e-8));
    }
    assertThat(of.name() + " " + of.unit()).isEqualTo("m GeV");
    assertThat(found.auc()).isEmpty();
    assertThat(found.points()).isEmpty();
    assertThat(found.events()).isEqualTo(N - 1);
    assertThat(found.unchanged()).isFalse();
  }

  @Test
  void theSameEventsChangeNothing() {
    UnitEvents same = events(_ -> true, TargetChangesTest::nominal);
    VariationFigures found = Systematics.of("none:up", TASK, SETTINGS, same, same);
    assertThat(found.unchanged()).isTrue();
    // two events of a unit are added in two orders
    assertThat(found.targets().getFirst().bias().error()).isCloseTo(0, within(1e-15));
    UnitEvents perfect = events(_ -> true, TargetChangesTest::target);
    Change rmse =
        Systematics.of("exact", TASK, SETTINGS, perfect, perfect).targets().getFirst().rmse();
    assertThat(rmse).isEqualTo(new Change(0, 0, 0));
  }

  @Test
  void withoutAPredictionOrAPositiveSumOfWeightsThereAreYieldsAlone() {
    UnitEvents plain = events(_ -> true, TargetChangesTest::nominal);
    UnitEvents missing = events(_ -> true, i -> i == 7 ? Double.NaN : nominal(i));
    UnitEvents negative = events(i -> i % 5 == 0, TargetChangesTest::nominal);
    UnitEvents none = events(_ -> false, TargetChangesTest::nominal);
    for (UnitEvents varied : List.of(missing, negative, none)) {
      VariationFigures found = Systematics.of("odd", TASK, SETTINGS, plain, varied);
      assertThat(found.targets()).isEmpty();
      assertThat(found.yields()).hasSize(1);
    }
    UnitEvents noTarget =
        new UnitEvents(
            plain.scores(),
            plain.label(),
            new double[][] {
              Arrays.stream(plain.target()[0]).map(t -> t == 0 ? Double.NaN : t).toArray()
            },
            plain.weight(),
            plain.unit(),
            new int[0]);
    assertThat(Systematics.of("odd", TASK, SETTINGS, plain, noTarget).targets()).isEmpty();
  }

  /// The truth of each change is the mean of many toys.
  @Test
  void theTruthIsWithinOneErrorAsOftenAsItShould() {
    int trials = 2000;
    double[][] differences = new double[4][trials];
    double[][] errors = new double[4][trials];
    for (int t = 0; t < trials; t++) {
      Rng rng = Rng.of(t);
      int n = 300;
      double[] target = new double[n];
      double[] before = new double[n];
      double[] after = new double[n];
      double[] weight = new double[n];
      for (int i = 0; i < n; i++) {
        target[i] = 3 + rng.child("target").normal(i);
        before[i] = target[i] + 0.5 * rng.child("noise").normal(i);
        after[i] = 1.03 * before[i] + 0.2 * rng.child("more").normal(i);
        weight[i] = rng.uniform(3L * i) < 0.2 ? -0.5 : 1.5;
      }
      long[] unit = IntStream.range(0, n).mapToLong(i -> i).toArray();
      TargetChanges found =
          Systematics.of(
                  "toy",
                  TASK,
                  SETTINGS,
                  of(before, target, weight, unit),
                  of(after, target, weight, unit))
              .targets()
              .getFirst();
      List<Change> all =
          List.of(found.prediction(), found.bias(), found.resolution(), found.rmse());
      for (int k = 0; k < all.size(); k++) {
        differences[k][t] = all.get(k).difference();
        errors[k][t] = all.get(k).error();
      }
    }
    for (int k = 0; k < differences.length; k++) {
      double truth = Arrays.stream(differences[k]).average().orElseThrow();
      double[] own = differences[k];
      double[] error = errors[k];
      long covered =
          IntStream.range(0, trials).filter(t -> Math.abs(own[t] - truth) < error[t]).count();
      assertThat(covered / (double) trials).as("figure " + k).isCloseTo(0.683, within(0.035));
    }
  }

  private static UnitEvents of(double[] p, double[] target, double[] weight, long[] unit) {
    return new UnitEvents(
        new double[][] {p}, new int[p.length], new double[][] {target}, weight, unit, new int[0]);
  }
}

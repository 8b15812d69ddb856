package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

class SystematicsTest {
  private static final Task TASK = new Task.Binary("s", "b");
  private static final double SHIFT = 0.2;
  private static final double CUT = 1;
  private static final Systematics.Settings SETTINGS =
      new Systematics.Settings(
          new double[] {0.16}, new double[][] {{CUT}}, new double[] {CUT}, new double[] {3, 2});

  /// Events of a sample whose number is Poisson's: x is normal, of mean 1.5 for signal; the
  /// variation moves x of signal, and selects those of x + shift > -0.5.
  private record Toy(UnitEvents nominal, UnitEvents varied) {
    static Toy of(long seed) {
      return new Toy(events(seed, 0), events(seed, SHIFT));
    }

    private static UnitEvents events(long seed, double shift) {
      Rng rng = Rng.of(seed);
      int n = poisson(rng.child("n"), 400);
      double[] score = new double[n];
      int[] label = new int[n];
      double[] weight = new double[n];
      long[] unit = new long[n];
      int kept = 0;
      for (int i = 0; i < n; i++) {
        int of = rng.uniform(3L * i) < 0.5 ? 1 : 0;
        double x = rng.child("x").normal(i) + 1.5 * of + shift * of;
        if (x > -0.5) {
          score[kept] = x;
          label[kept] = of;
          weight[kept] = rng.uniform(3L * i + 1) < 0.2 ? -0.5 : 1.5;
          unit[kept++] = i;
        }
      }
      return new UnitEvents(
          new double[][] {Arrays.copyOf(score, kept)},
          Arrays.copyOf(label, kept),
          Arrays.copyOf(weight, kept),
          Arrays.copyOf(unit, kept));
    }

    VariationFigures figures() {
      return Systematics.of("toy:up", TASK, SETTINGS, nominal, varied);
    }
  }

  // Arrivals of unit rate before `mean`.
  private static int poisson(Rng rng, double mean) {
    double time = 0;
    int n = -1;
    while (time < mean) {
      time -= StrictMath.log(rng.openUniform(++n));
    }
    return n;
  }

  private static Map<String, Change> changes(VariationFigures found) {
    Map<String, Change> all = new LinkedHashMap<>();
    VariationFigures.CutFigures at = found.points().getFirst();
    all.put("yield of signal", found.yields().get(1));
    all.put("yield of signal above", at.yields().get(1));
    all.put("efficiency of signal", at.efficiencies().get(1));
    all.put("AUC", found.auc().orElseThrow());
    all.put("significance", found.significance().orElseThrow());
    return all;
  }

  /// The truth of each change is that of so many events that no error is left.
  @Test
  void theTruthIsWithinOneErrorAsOftenAsItShould() {
    Map<String, double[]> sums = new LinkedHashMap<>();
    Map<String, Integer> covered = new LinkedHashMap<>();
    int trials = 2000;
    for (int t = 0; t < trials; t++) {
      changes(Toy.of(t).figures())
          .forEach((name, change) ->
              sums.computeIfAbsent(name, _ -> new double[1])[0] += change.difference() / trials);
    }
    for (int t = 0; t < trials; t++) {
      changes(Toy.of(trials + t).figures())
          .forEach((name, change) -> {
            double truth = sums.getOrDefault(name, new double[1])[0];
            boolean within = Math.abs(change.difference() - truth) < change.error();
            covered.merge(name, within ? 1 : 0, Integer::sum);
          });
    }
    assertThat(covered).hasSize(5);
    covered.forEach(
        (name, n) -> assertThat(n / (double) trials).as(name).isCloseTo(0.683, within(0.035)));
  }

  @Test
  void whatBothHaveInCommonDropsOutOfTheError() {
    Toy toy = Toy.of(1);
    Change paired = toy.figures().points().getFirst().efficiencies().get(1);
    long[] others = Arrays.stream(toy.varied.unit()).map(u -> u + 1_000_000).toArray();
    UnitEvents apart =
        new UnitEvents(toy.varied.scores(), toy.varied.label(), toy.varied.weight(), others);
    Change unpaired =
        Systematics.of("apart", TASK, SETTINGS, toy.nominal, apart)
            .points()
            .getFirst()
            .efficiencies()
            .get(1);
    assertThat(unpaired.difference()).isEqualTo(paired.difference());
    assertThat(paired.error()).isLessThan(0.6 * unpaired.error());
    // apart, variances add: those of each fraction, sum of w^2 (p - e)^2 / W^2
    double expected =
        Math.hypot(error(toy.nominal, unpaired.nominal()), error(apart, unpaired.varied()));
    assertThat(unpaired.error()).isCloseTo(expected, within(1e-12));
  }

  private static double error(UnitEvents events, double efficiency) {
    double whole = 0;
    double sum = 0;
    for (int i = 0; i < events.events(); i++) {
      if (events.label()[i] == 1) {
        double d = (events.scores()[0][i] >= CUT ? 1 : 0) - efficiency;
        whole += events.weight()[i];
        sum += events.weight()[i] * events.weight()[i] * d * d;
      }
    }
    return Math.sqrt(sum) / whole;
  }

  @Test
  void theSameEventsChangeNothing() {
    UnitEvents events = Toy.of(2).nominal;
    VariationFigures found = Systematics.of("same", TASK, SETTINGS, events, events);
    assertThat(found.unchanged()).isTrue();
    changes(found)
        .forEach((name, change) -> {
          assertThat(change.difference()).as(name).isZero();
          assertThat(change.error()).as(name).isZero();
        });
    assertThat(Toy.of(2).figures().unchanged()).isFalse();
  }

  @Test
  void eventsOfOneUnitAreOneThing() {
    // Two events that always come together count as one of twice the weight.
    double[] weight = {1, 1, 2, 2};
    UnitEvents nominal =
        new UnitEvents(
            new double[][] {{0, 0, 2, 0}}, new int[] {1, 1, 0, 0}, weight, new long[] {7, 7, 8, 9});
    UnitEvents varied =
        new UnitEvents(
            new double[][] {{2, 2, 2, 0}}, new int[] {1, 1, 0, 0}, weight, new long[] {7, 7, 8, 9});
    Change above =
        Systematics.of("pair", TASK, SETTINGS, nominal, varied).points().getFirst().yields().get(1);
    assertThat(above.difference()).isEqualTo(4);
    assertThat(above.error()).isEqualTo(4);
  }

  @Test
  void ofSeveralClassesYieldsAndTheMeanAucAreTold() {
    Task classes = new Task.Multiclass(List.of("a", "b", "c"));
    double[][] scores = {{0.8, 0.1, 0.3, 0.5}, {0.1, 0.7, 0.3, 0.3}, {0.1, 0.2, 0.4, 0.2}};
    UnitEvents nominal =
        new UnitEvents(
            scores, new int[] {0, 1, 2, 0}, new double[] {1, 1, 1, 1}, new long[] {1, 2, 3, 4});
    UnitEvents varied =
        new UnitEvents(
            scores, new int[] {0, 1, 2, 0}, new double[] {1, 1.5, 1, 1}, new long[] {1, 2, 3, 4});
    Systematics.Settings settings =
        new Systematics.Settings(
            new double[0], new double[0][], new double[0], new double[] {1, 1, 1});
    VariationFigures found = Systematics.of("w:up", classes, settings, nominal, varied);
    assertThat(found.yields().get(1)).isEqualTo(new Change(1, 1.5, 0.5));
    assertThat(found.points()).isEmpty();
    assertThat(found.significance()).isEmpty();
    double mean = Auc.mean(scores, nominal.label(), nominal.weight()).value();
    assertThat(found.auc().orElseThrow().nominal()).isCloseTo(mean, within(1e-12));
  }
}

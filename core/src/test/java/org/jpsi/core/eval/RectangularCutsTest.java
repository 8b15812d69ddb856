package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rectangular cuts beside the best ones on Gaussians (`oracles/cuts.py`).
class RectangularCutsTest {
  private static final List<Double> EFFICIENCIES = List.of(0.3, 0.5, 0.7, 0.9);
  private static final Properties BEST = best();

  private static Properties best() {
    Properties all = new Properties();
    try (InputStream in = RectangularCutsTest.class.getResourceAsStream("cuts.properties")) {
      all.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /// Gaussian events, half of them signal.
  ///
  /// @param width of the signal
  private static InputEvents events(int n, long seed, double width, double... shifts) {
    Rng rng = Rng.of(seed);
    float[] inputs = new float[n * shifts.length];
    int[] label = new int[n];
    double[] weight = new double[n];
    for (int i = 0; i < n; i++) {
      label[i] = i % 2;
      weight[i] = 1 + (i % 3) / 2.0;
      for (int f = 0; f < shifts.length; f++) {
        double z = rng.child(f).normal(i);
        inputs[i * shifts.length + f] = (float) (label[i] == 1 ? width * z + shifts[f] : z);
      }
    }
    return new InputEvents(inputs, shifts.length, label, new double[0][], weight);
  }

  private static List<double[]> thresholds(int inputs) {
    double[] edges = new double[301];
    Arrays.setAll(edges, k -> -3 + 0.02 * k);
    List<double[]> all = new ArrayList<>();
    for (int f = 0; f < inputs; f++) {
      all.add(edges);
    }
    return all;
  }

  private static RectangularCuts.PartEvents part(Part part, InputEvents events) {
    double[][] first = {events.column(0)};
    return new RectangularCuts.PartEvents(
        events,
        ScoredEvents.classification(part, first, events.label(), events.weight(), Double.NaN));
  }

  private static RectangularCuts cuts(double width, double... shifts) {
    return RectangularCuts.of(
        events(60_000, 1, width, shifts),
        thresholds(shifts.length),
        part(Part.VALIDATION, events(60_000, 2, width, shifts)),
        part(Part.TEST, events(60_000, 3, width, shifts)),
        EFFICIENCIES);
  }

  @ParameterizedTest
  @CsvSource({"one, 1, 1", "two, 1, 1 1", "three, 1, 1.5 1 0.5", "two-sided, 0.5, 0"})
  void onIndependentGaussiansTheyAreAsGoodAsTheBest(String name, double width, String shifts) {
    double[] shift = Arrays.stream(shifts.split(" ")).mapToDouble(Double::parseDouble).toArray();
    RectangularCuts found = cuts(width, shift);
    assertThat(found.cuts()).hasSize(4);
    for (RectangularCuts.WorkingCuts at : found.cuts()) {
      double asked = at.efficiency().asked().orElseThrow();
      Efficiency signal = at.efficiency().signal().orElseThrow();
      // a step of the path is 2 % of the signal
      assertThat(signal.value()).isBetween(asked - 0.01, asked + 0.02 * asked + 0.01);
      double best = Double.parseDouble(BEST.getProperty(name + "." + asked));
      double background = at.efficiency().background().orElseThrow().value();
      double error = at.efficiency().background().orElseThrow().error();
      assertThat(background).isBetween(best - 3 * error - 0.02 * best, 1.09 * best + 3 * error);
    }
    assertThat(found.roc().orElseThrow().auc().value()).isGreaterThan(0.6);
  }

  @Test
  void anInputThatTellsNothingIsHardlyCutAndTheIntervalsAreThoseOfTheEfficiency() {
    InputEvents test = events(60_000, 3, 1, 2, 0);
    RectangularCuts found = cuts(1, 2, 0);
    RectangularCuts.WorkingCuts half = found.cuts().get(2);
    assertThat(half.efficiency().asked()).hasValue(0.5);
    assertThat(half.intervals().getFirst().input()).isZero();
    double passing = 0;
    double all = 0;
    for (int i = 0; i < test.events(); i++) {
      boolean passes = true;
      for (RectangularCuts.Interval cut : half.intervals()) {
        float x = test.inputs()[2 * i + cut.input()];
        passes &= cut.above() < 0 || x > (float) thresholds(2).get(0)[cut.above()];
        passes &= cut.upTo() < 0 || x <= (float) thresholds(2).get(0)[cut.upTo()];
      }
      if (test.label()[i] == 0) {
        all += test.weight()[i];
        passing += passes ? test.weight()[i] : 0;
      }
    }
    assertThat(half.efficiency().background().orElseThrow().value())
        .isCloseTo(passing / all, within(1e-12));
    // the model's own cut on the first input is as good
    assertThat(found.model().get(2).background().orElseThrow().value())
        .isCloseTo(passing / all, within(0.15 * passing / all));
    assertThat(found.found()).isGreaterThan(50);
  }

  @Test
  void missingValuesFailACutAndPassWhereThereIsNone() {
    InputEvents events =
        new InputEvents(
            new float[] {Float.NaN, 2, 1, Float.NaN, 3, 0},
            1,
            new int[] {0, 1, 0, 1, 1, 0},
            new double[0][],
            new double[] {1, 1, 1, 1, 1, 1});
    CutPath path =
        new CutPath(
            List.of(new double[] {1.5, 2.5}),
            List.of(
                new CutPath.Box(new int[] {0}, new int[] {2}),
                new CutPath.Box(new int[] {1}, new int[] {2}),
                new CutPath.Box(new int[] {2}, new int[] {2})));
    assertThat(path.scores(events)).containsExactly(1, 2, 1, 1, 3, 1);
  }

  @Test
  void anInputThatIsOftenMissingIsCutOnceAndThePathEnds() {
    InputEvents some = events(900, 1, 1, 1.5, 0.5);
    float[] inputs = some.inputs().clone();
    for (int i = 0; i < some.events(); i++) {
      if (i % 5 == 0) {
        inputs[2 * i] = Float.NaN;
      }
    }
    InputEvents holes = new InputEvents(inputs, 2, some.label(), new double[0][], some.weight());
    CutPath path = CutPath.of(holes, 1, List.of(new double[] {0.5}, new double[] {0, 1}));
    // each step takes a bin of one of two inputs, that have five
    assertThat(path.boxes()).hasSizeBetween(2, 4);
    for (int k = 1; k < path.boxes().size(); k++) {
      CutPath.Box before = path.boxes().get(k - 1);
      CutPath.Box after = path.boxes().get(k);
      assertThat(
              Arrays.equals(before.first(), after.first())
                  && Arrays.equals(before.last(), after.last()))
          .isFalse();
    }
  }

  @Test
  void withoutThresholdsNothingIsCutAndNegativeWeightsCountByTheirMagnitude() {
    InputEvents some = events(400, 1, 1, 1.5);
    CutPath uncut = CutPath.of(some, 1, List.of(new double[0]));
    assertThat(uncut.boxes()).hasSize(1);
    InputEvents signed =
        new InputEvents(
            some.inputs(),
            1,
            some.label(),
            new double[0][],
            Arrays.stream(some.weight()).map(w -> w == 1 ? -w : w).toArray());
    List<double[]> edges = thresholds(1);
    assertThat(CutPath.of(signed, 1, edges).scores(some))
        .isEqualTo(CutPath.of(some, 1, edges).scores(some));
  }
}

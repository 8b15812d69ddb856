package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.core.model.ScoreCalibration;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

/// Cuts, bins and calibrations that each fold chooses for the events that it tests.
class FoldChoicesTest {
  private static final Task TASK = new Task.Binary("s", "b");
  private static final int N = 900;

  private static ScoredEvents events(Part part, long seed) {
    Rng rng = Rng.of(seed);
    double[] score = new double[N];
    int[] label = new int[N];
    double[] weight = new double[N];
    for (int i = 0; i < N; i++) {
      label[i] = i % 2;
      double x = rng.normal(i) + 1.5 * label[i];
      score[i] = (float) (1 / (1 + StrictMath.exp(1.125 - 1.5 * x)));
      weight[i] = 0.5 + i % 3;
    }
    return ScoredEvents.classification(part, new double[][] {score}, label, weight, 0.3);
  }

  private static final ScoredEvents VALIDATION = events(Part.VALIDATION, 1);
  private static final ScoredEvents TEST = events(Part.TEST, 2);
  private static final int[] FOLD = IntStream.range(0, N).map(i -> i % 3).toArray();

  private static YieldEvents yields(ScoredEvents of) {
    YieldEvents.Yield[] all = {new YieldEvents.Yield(false, 0, 0), null};
    for (int c = 0; c < 2; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < of.events(); i++) {
        double w = of.label()[i] == c ? of.weight()[i] : 0;
        sum += w;
        squares += w * w;
      }
      all[c] = new YieldEvents.Yield(c == 1, sum, squares);
    }
    return new YieldEvents(of.scores()[0], of.weight(), of.label(), all);
  }

  private static ScoredEvents lower(ScoredEvents of, double power) {
    double[] score = Arrays.stream(of.scores()[0]).map(s -> StrictMath.pow(s, power)).toArray();
    return ScoredEvents.classification(
        of.part(), new double[][] {score}, of.label(), of.weight(), 0.3);
  }

  /// The events of the test as if each fold had a score of its own: powers of one.
  private static ScoredEvents powers() {
    double[] score = TEST.scores()[0].clone();
    for (int i = 0; i < N; i++) {
      score[i] = StrictMath.pow(score[i], 1 + FOLD[i]);
    }
    return ScoredEvents.classification(
        Part.TEST, new double[][] {score}, TEST.label(), TEST.weight(), 0.3);
  }

  private static List<ScoredEvents> choosing() {
    return List.of(VALIDATION, lower(VALIDATION, 2), lower(VALIDATION, 3));
  }

  /// Folds whose scores rise with each other find the same.
  @Test
  void significanceDoesNotDependOnTheScaleOfAFoldsScore() {
    ExpectedSignificance one = ExpectedSignificance.of(yields(VALIDATION), yields(TEST), 0.1);
    ExpectedSignificance folds =
        ExpectedSignificance.ofFolds(
            choosing().stream().map(FoldChoicesTest::yields).toList(), yields(powers()), FOLD, 0.1);
    assertThat(folds.single().orElseThrow().bins()).isEqualTo(one.single().orElseThrow().bins());
    assertThat(folds.single().orElseThrow().significance())
        .isEqualTo(one.single().orElseThrow().significance());
    assertThat(folds.binned().bins()).isEqualTo(one.binned().bins());
    assertThat(folds.binned().significance()).isEqualTo(one.binned().significance());
    double cut = one.cut().orElseThrow().mean();
    assertThat(folds.cut().orElseThrow().cuts())
        .containsExactly(cut, StrictMath.pow(cut, 2), StrictMath.pow(cut, 3));
    assertThat(folds.binned().edges()).isSorted().hasSameSizeAs(one.binned().edges());
    assertThat(folds.edges()).hasSize(3);
  }

  /// A fold of few validation events has fewer bins, and no cut where ten effective events are too
  /// many.
  @Test
  void aFoldWithFewerBinsHasNothingInTheLowest() {
    YieldEvents few = yields(VALIDATION.take(IntStream.range(0, 60).toArray()));
    YieldEvents all = yields(VALIDATION);
    ExpectedSignificance found =
        ExpectedSignificance.ofFolds(List.of(all, few, all), yields(TEST), FOLD, 0);
    int bins = found.edges().get(0).length;
    assertThat(found.edges().get(1).length).isLessThan(bins);
    assertThat(found.binned().bins()).hasSize(bins);
    double lowest = 0;
    double edge = found.edges().get(0)[1];
    for (int i = 0; i < N; i++) {
      boolean there = FOLD[i] != 1 && TEST.label()[i] == 0 && TEST.scores()[0][i] < edge;
      lowest += there ? TEST.weight()[i] : 0;
    }
    assertThat(found.binned().bins().getFirst().b()).isCloseTo(lowest, within(1e-9));
    assertThat(found.binned().edges()).isSorted();
    YieldEvents fewest = yields(VALIDATION.take(IntStream.range(0, 8).toArray()));
    assertThat(ExpectedSignificance.ofFolds(List.of(all, fewest, all), yields(TEST), FOLD, 0).cut())
        .isEmpty();
  }

  @Test
  void efficienciesAreThoseOfEachFoldsCut() {
    int[] sample = new int[N];
    double[] mass = new double[N];
    Arrays.setAll(mass, i -> i % 7);
    List<SpectatorEfficiencies.Spectator> by =
        List.of(new SpectatorEfficiencies.Spectator("m", "", mass));
    CutEfficiencies one =
        CutEfficiencies.of(VALIDATION, List.of(0.7), Optional.of(0.5), TEST, sample, 1, by);
    CutEfficiencies folds =
        CutEfficiencies.ofFolds(
            choosing(),
            List.of(0.7),
            Optional.of(new FoldCut(new double[] {0.5, 0.25, 0.125}, FOLD)),
            powers(),
            FOLD,
            sample,
            1,
            by);
    for (int c = 0; c < 2; c++) {
      assertThat(folds.cuts().get(c).signal()).isEqualTo(one.cuts().get(c).signal());
      assertThat(folds.cuts().get(c).samples()).isEqualTo(one.cuts().get(c).samples());
    }
    assertThat(folds.spectators().getFirst().signal().efficiency())
        .isEqualTo(one.spectators().getFirst().signal().efficiency());
    assertThat(folds.cuts().get(1).cut()).isCloseTo(0.875 / 3, within(1e-15));
  }

  @Test
  void calibrationIsThatOfEachFold() {
    List<Double> mixture = List.of(0.5, 0.5);
    CalibrationFigures one = CalibrationFigures.of(TASK, VALIDATION, TEST, false, mixture);
    CalibrationFigures folds =
        CalibrationFigures.ofFolds(
            TASK,
            List.of(VALIDATION, VALIDATION, VALIDATION),
            VALIDATION,
            FOLD,
            TEST,
            FOLD,
            false,
            mixture);
    assertThat(folds.curves()).isEqualTo(one.curves());
    assertThat(folds.before()).isEqualTo(one.before());
    assertThat(folds.folds()).containsExactly(one.fit(), one.fit(), one.fit());
    ScoredEvents turned =
        ScoredEvents.classification(
            Part.VALIDATION,
            VALIDATION.scores(),
            Arrays.stream(VALIDATION.label()).map(c -> 1 - c).toArray(),
            VALIDATION.weight(),
            0.3);
    CalibrationFigures none =
        CalibrationFigures.ofFolds(
            TASK,
            List.of(VALIDATION, VALIDATION, turned),
            VALIDATION,
            FOLD,
            TEST,
            FOLD,
            false,
            mixture);
    assertThat(none.calibration()).isEmpty();
    assertThat(none.fit().reason()).isEqualTo("in fold 2 probabilities would fall with the score");
  }

  @Test
  void aVariationIsTriedByEachFoldsCut() {
    long[] unit = IntStream.range(0, N).mapToLong(i -> i).toArray();
    double[] up = TEST.weight().clone();
    Arrays.setAll(up, i -> i % 5 == 0 ? 2 * up[i] : up[i]);
    double[] factors = {1, 1};
    VariationFigures one =
        Systematics.of(
            "w:up",
            TASK,
            new Systematics.Settings(
                new double[] {0.1}, new double[][] {{0.5}}, new double[] {0.5}, factors),
            new UnitEvents(TEST.scores(), TEST.label(), TEST.weight(), unit),
            new UnitEvents(TEST.scores(), TEST.label(), up, unit));
    double[] cuts = {0.5, 0.25, 0.125};
    VariationFigures folds =
        Systematics.of(
            "w:up",
            TASK,
            new Systematics.Settings(new double[] {0.1}, new double[][] {cuts}, cuts, factors),
            new UnitEvents(powers().scores(), TEST.label(), TEST.weight(), unit, FOLD),
            new UnitEvents(powers().scores(), TEST.label(), up, unit, FOLD));
    assertThat(folds.points().getFirst().efficiencies())
        .isEqualTo(one.points().getFirst().efficiencies());
    assertThat(folds.points().getFirst().yields()).isEqualTo(one.points().getFirst().yields());
    assertThat(folds.significance()).isEqualTo(one.significance());
    assertThat(folds.yields()).isEqualTo(one.yields());
  }

  @Test
  void someEventsAreTakenWithAllThatBelongsToThem() {
    ScoredEvents regression =
        ScoredEvents.regression(
            Part.TEST, new double[][] {{1, 2, 3}}, new double[][] {{4, 5, 6}}, new double[3], 1);
    ScoredEvents taken = regression.take(new int[] {2, 0});
    assertThat(taken.scores()[0]).containsExactly(3, 1);
    assertThat(taken.target()[0]).containsExactly(6, 4);
    assertThat(taken.label()).isEmpty();
    assertThat(TEST.take(new int[] {3}).label()).containsExactly(1);
  }

  /// As one comparison of all events, where each fold has one and the same difference.
  @Test
  void aComparisonOfFoldsIsThatOfAllTheirValidationEvents() {
    double[] weight = {1, 2, 1, 3, 1, 1};
    double[] model = {0.5, 0.1, 0.7, 0.4, 0.2, 0.9};
    double[] other = {0.4, 0.2, 0.6, 0.3, 0.1, 1.0};
    ReferenceComparison whole =
        ReferenceComparison.of("trees", 9, 0.3, model, other, weight, false);
    List<ReferenceComparison> folds =
        IntStream.range(0, 3)
            .mapToObj(f ->
                ReferenceComparison.of(
                    "trees",
                    9,
                    0.3,
                    Arrays.copyOfRange(model, 2 * f, 2 * f + 2),
                    Arrays.copyOfRange(other, 2 * f, 2 * f + 2),
                    Arrays.copyOfRange(weight, 2 * f, 2 * f + 2),
                    f == 1))
            .toList();
    ReferenceComparison found = ReferenceComparison.ofFolds(folds, new double[] {3, 4, 2});
    assertThat(found.validationLoss()).isCloseTo(whole.validationLoss(), within(1e-15));
    assertThat(found.referenceLoss()).isCloseTo(whole.referenceLoss(), within(1e-15));
    assertThat(found.difference()).isCloseTo(whole.difference(), within(1e-15));
    assertThat(found.trainLoss()).isCloseTo(0.3, within(1e-15));
    assertThat(found.reweighted()).isTrue();
    // sum of (W_f error_f)^2: each fold about its own mean
    double variance = 0;
    for (int f = 0; f < 3; f++) {
      double sum = weight[2 * f] + weight[2 * f + 1];
      for (int i = 2 * f; i < 2 * f + 2; i++) {
        double pull = weight[i] * (model[i] - other[i] - folds.get(f).difference());
        variance += pull * pull;
      }
      assertThat(sum).isEqualTo(new double[] {3, 4, 2}[f]);
    }
    assertThat(found.error()).isCloseTo(Math.sqrt(variance) / 9, within(1e-15));
  }

  @Test
  void aCutOfSeveralFoldsNeedsTheFoldsOfTheEvents() {
    assertThatThrownBy(() -> new FoldCut(new double[] {0.1, 0.2}, new int[0]))
        .hasMessage("FoldCut: expected one cut, or folds of the events, found 2");
    assertThatThrownBy(() -> new FoldCut(new double[0], new int[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(FoldCut.of(0.3).at(7)).isEqualTo(0.3);
  }

  @Test
  void probabilitiesOfNoFoldAreTheMeanOfAllMaps() {
    List<ScoreCalibration.CalibrationMap> maps =
        List.of(
            new ScoreCalibration.Platt(1, 0),
            new ScoreCalibration.Platt(2, 0.5),
            new ScoreCalibration.Platt(0.5, -1));
    ScoreCalibration all =
        new ScoreCalibration(new ScoreCalibration.ByFold(maps), List.of(0.25, 0.75));
    double[] scores = {0.3, 0.9, 0.9, 0.9};
    double[] p = all.probabilities(scores, new int[] {0, 1, 2, -1});
    double mean = 0;
    for (int f = 0; f < 3; f++) {
      double[] own = new ScoreCalibration(maps.get(f), all.mixture()).probabilities(scores);
      assertThat(p[f]).isEqualTo(own[f]);
      mean += own[3] / 3;
    }
    assertThat(p[3]).isCloseTo(mean, within(1e-15));
    assertThatThrownBy(() -> all.probabilities(scores))
        .hasMessage("calibration by folds: expected the folds of 4 events, found 0");
    assertThatThrownBy(() -> new ScoreCalibration.ByFold(maps.subList(0, 2)))
        .hasMessage("calibration of 2 folds");
    assertThatThrownBy(() ->
            new ScoreCalibration.ByFold(
                List.of(maps.get(0), maps.get(1), new ScoreCalibration.Temperature(1, 3))))
        .hasMessage("calibration of folds of different kinds");
    ScoreCalibration classes =
        new ScoreCalibration(
            new ScoreCalibration.ByFold(
                List.of(
                    new ScoreCalibration.Temperature(1, 3),
                    new ScoreCalibration.Temperature(2, 3),
                    new ScoreCalibration.Temperature(3, 3))),
            List.of(0.2, 0.3, 0.5));
    double[] three = {0.2, 0.3, 0.5, 0.2, 0.3, 0.5};
    double[] found = classes.probabilities(three, new int[] {1, -1});
    assertThat(found[0] + found[1] + found[2]).isCloseTo(1, within(1e-15));
    assertThat(found[3] + found[4] + found[5]).isCloseTo(1, within(1e-15));
    assertThat(Double.isNaN(classes.probabilities(new double[] {Double.NaN, 1, 1}, new int[1])[0]))
        .isTrue();
  }
}

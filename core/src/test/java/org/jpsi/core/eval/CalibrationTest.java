package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jpsi.core.model.ScoreCalibration;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
  private static final int TOYS = 2000;
  private static final Task BINARY = new Task.Binary("signal", "background");
  private static final Task THREE = new Task.Multiclass(List.of("a", "b", "c"));

  private static double expected(String key) {
    Properties properties = new Properties();
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(
                CalibrationTest.class.getResourceAsStream("calibration.properties")),
            StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Double.parseDouble(Objects.requireNonNull(properties.getProperty(key), key));
  }

  private static ScoredEvents binary(double[] score, boolean[] signal, double[] weight) {
    int[] label = new int[score.length];
    Arrays.setAll(label, i -> signal[i] ? 1 : 0);
    return ScoredEvents.classification(Part.TEST, new double[][] {score}, label, weight, 0);
  }

  private static ScoredEvents oracle(String weight) {
    return binary(Oracle.column("score"), Oracle.signal(), Oracle.column(weight));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "positive", "signed"})
  void theLogisticMapIsThatOfScikitLearnWithoutPenalty(String weight) {
    CalibrationFit fit = CalibrationFit.logistic(BINARY, oracle(weight));
    ScoreCalibration.Platt found = (ScoreCalibration.Platt) fit.map().orElseThrow();
    assertThat(found.slope()).isCloseTo(expected("slope." + weight), within(1e-5));
    assertThat(found.offset()).isCloseTo(expected("offset." + weight), within(1e-5));
    assertThat(fit.reason()).isEmpty();
  }

  @Test
  void theIsotonicMapIsThatOfScikitLearn() {
    CalibrationFit fit = CalibrationFit.isotonic(oracle("positive"));
    ScoreCalibration even = new ScoreCalibration(fit.map().orElseThrow(), List.of(0.5, 0.5));
    for (double at : new double[] {0.0, 0.05, 0.21, 0.333, 0.5, 0.575, 0.8, 0.905, 1.0}) {
      assertThat(even.probabilities(new double[] {at})[0])
          .as("at " + at)
          .isCloseTo(expected("isotonic." + at), within(1e-9));
    }
    assertThat(CalibrationFit.isotonic(oracle("signed")).reason())
        .isEqualTo("isotonic regression needs weights that are not negative");
  }

  @ParameterizedTest
  @ValueSource(strings = {"positive", "signed"})
  void theTemperatureIsThatOfTheLikelihood(String weight) {
    ScoredEvents events =
        ScoredEvents.classification(
            Part.TEST, Oracle.scores(), Oracle.label(), Oracle.column(weight), 0);
    CalibrationFit fit = CalibrationFit.logistic(THREE, events);
    ScoreCalibration.Temperature found = (ScoreCalibration.Temperature) fit.map().orElseThrow();
    assertThat(found.slope()).isCloseTo(expected("temperature." + weight), within(1e-6));
  }

  @Test
  void aScoreThatKnowsTheOddsStaysAndTheMixtureMovesThem() {
    ScoreCalibration by =
        new ScoreCalibration(new ScoreCalibration.Platt(1, 0), List.of(0.98, 0.02));
    double[] p = by.probabilities(new double[] {0.5, 0.9, Double.NaN, 0, 1});
    assertThat(p[0]).isCloseTo(0.02, within(1e-12));
    assertThat(p[1]).isCloseTo(0.9 * 0.02 / (0.9 * 0.02 + 0.1 * 0.98), within(1e-12));
    assertThat(p[2]).isNaN();
    assertThat(p[3]).isBetween(0.0, 1e-7);
    assertThat(p[4]).isBetween(0.9999, 1.0);
    ScoreCalibration three =
        new ScoreCalibration(new ScoreCalibration.Temperature(1, 3), List.of(0.5, 0.3, 0.2));
    double[] q = three.probabilities(new double[] {0.2, 0.2, 0.6});
    assertThat(q[0] + q[1] + q[2]).isCloseTo(1, within(1e-12));
    assertThat(q[2] / q[0]).isCloseTo(3 * 0.4, within(1e-9));
  }

  @Test
  void whatHasNoMaximumIsNotCalibrated() {
    double[] score = {0.1, 0.2, 0.8, 0.9};
    boolean[] signal = {false, false, true, true};
    double[] one = {1, 1, 1, 1};
    assertThat(CalibrationFit.logistic(BINARY, binary(score, signal, one)).map()).isEmpty();
    boolean[] wrong = {true, false, true, false, true, false};
    double[] falling = {0.1, 0.9, 0.2, 0.8, 0.7, 0.3};
    CalibrationFit fit =
        CalibrationFit.logistic(BINARY, binary(falling, wrong, new double[] {1, 1, 1, 1, 1, 1}));
    assertThat(fit.map()).isEmpty();
    assertThat(fit.reason()).isEqualTo("probabilities would fall with the score");
    double[] signed = {10, -9, 10, -9};
    double[] middle = {0.05, 0.5, 0.95, 0.5};
    CalibrationFit odd = CalibrationFit.logistic(BINARY, binary(middle, signal, signed));
    assertThat(odd.map()).isEmpty();
    assertThat(odd.reason()).isEqualTo("the likelihood of weights of both signs is not concave");
  }

  /// Events whose logit is twice what it should be, and off by a half.
  private static ScoredEvents toy(Rng rng, int events, boolean signed) {
    double[] score = new double[events];
    boolean[] signal = new boolean[events];
    double[] weight = new double[events];
    for (int i = 0; i < events; i++) {
      signal[i] = rng.child("class").uniform(i) < 0.4;
      // unit Gaussians at 1 and -1: the true logit is 2x for equal classes
      double x = rng.normal(i) + (signal[i] ? 1 : -1);
      score[i] = 1 / (1 + StrictMath.exp(-(4 * x + 0.5)));
      weight[i] = 0.5 + rng.child("w").uniform(i);
      weight[i] *= signed && rng.child("sign").uniform(i) < 0.1 ? -1 : 1;
    }
    return binary(score, signal, weight);
  }

  private static double coverage(boolean signed, int parameter) {
    // logit p = 2x = a (4x + 1/2) + b
    double truth = parameter == 0 ? 0.5 : -0.25;
    int covered = 0;
    for (int t = 0; t < TOYS; t++) {
      CalibrationFit fit = CalibrationFit.logistic(BINARY, toy(Rng.of(3).child(t), 400, signed));
      ScoreCalibration.Platt found = (ScoreCalibration.Platt) fit.map().orElseThrow();
      double value = parameter == 0 ? found.slope() : found.offset();
      covered += Math.abs(value - truth) < fit.errors().get(parameter) ? 1 : 0;
    }
    return 100.0 * covered / TOYS;
  }

  @Test
  void errorsOfTheMapCoverTwoThirdsOfToys() {
    assertThat(coverage(false, 0)).isCloseTo(68.3, within(3.0));
    assertThat(coverage(false, 1)).isCloseTo(68.3, within(3.0));
    assertThat(coverage(true, 0)).isCloseTo(68.3, within(3.0));
  }

  @Test
  void errorsOfTheCurveCoverTwoThirdsOfToys() {
    // the true probability of the signal in a mixture of 3:1
    ScoreCalibration truth =
        new ScoreCalibration(new ScoreCalibration.Platt(0.5, -0.25), List.of(0.75, 0.25));
    int covered = 0;
    int bins = 0;
    double[] edges = {0.05, 0.2, 0.5, 0.8};
    double[] sum = new double[edges.length + 1];
    CalibrationCurve[] curves = new CalibrationCurve[TOYS];
    for (int t = 0; t < TOYS; t++) {
      ScoredEvents events = toy(Rng.of(4).child(t), 1000, t % 2 == 0);
      curves[t] =
          CalibrationCurve.of(
              truth.probabilities(events.scores()[0]),
              1,
              events.label(),
              events.weight(),
              truth.mixture(),
              edges);
      for (int b = 0; b < sum.length; b++) {
        sum[b] +=
            (curves[t].bins().get(b).fraction() - curves[t].bins().get(b).probability()) / TOYS;
      }
    }
    for (double bias : sum) {
      assertThat(bias).isCloseTo(0, within(0.005));
    }
    for (CalibrationCurve curve : curves) {
      for (CalibrationCurve.CurveBin bin : curve.bins()) {
        covered += Math.abs(bin.fraction() - bin.probability()) < bin.error() ? 1 : 0;
        bins++;
      }
    }
    assertThat(100.0 * covered / bins).isCloseTo(68.3, within(3.0));
  }

  @Test
  void aCalibrationBringsTheProbabilitiesToTheirFractions() {
    ScoredEvents validation = toy(Rng.of(5), 4000, false);
    ScoredEvents test = toy(Rng.of(6), 4000, false);
    for (boolean isotonic : new boolean[] {false, true}) {
      CalibrationFigures found =
          CalibrationFigures.of(BINARY, validation, test, isotonic, List.of(0.9, 0.1));
      CalibrationCurve curve = found.curves().getFirst();
      assertThat(curve.bins().size()).isBetween(5, 10);
      assertThat(curve.expectedError()).isLessThan(0.015);
      assertThat(curve.ofChance()).isBetween(0.001, 0.015);
      assertThat(found.before().getFirst().expectedError())
          .isGreaterThan(2 * curve.expectedError());
      assertThat(curve.bins().stream().mapToDouble(CalibrationCurve.CurveBin::share).sum())
          .isCloseTo(1, within(1e-9));
    }
  }
}

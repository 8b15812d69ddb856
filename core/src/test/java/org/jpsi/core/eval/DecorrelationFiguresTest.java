package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.eval.DecorrelationFigures.Values;
import org.jpsi.core.eval.DecorrelationFigures.Variable;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.jpsi.core.tensor.Fixture;
import org.junit.jupiter.api.Test;

/// Figures of decorrelation beside SciPy, scikit-learn and DisCo's formula (`oracles/disco.py`).
class DecorrelationFiguresTest {
  private static final Fixture ORACLE = Fixture.named("disco");

  private static ScoredEvents events(double[] score, boolean[] signal, double[] weight) {
    int[] label = new int[score.length];
    for (int i = 0; i < label.length; i++) {
      label[i] = signal[i] ? 1 : 0;
    }
    return ScoredEvents.classification(Part.TEST, new double[][] {score}, label, weight, 0);
  }

  private static boolean[] signal(double[] ones) {
    boolean[] signal = new boolean[ones.length];
    for (int i = 0; i < ones.length; i++) {
      signal[i] = ones[i] == 1;
    }
    return signal;
  }

  @Test
  void cutsDivergencesAndCorrelationAreThoseOfTheOracles() {
    ScoredEvents events =
        events(
            ORACLE.array("figures.score"),
            signal(ORACLE.array("figures.signal")),
            ORACLE.array("figures.weight"));
    DecorrelationFigures found =
        DecorrelationFigures.of(
            events, List.of(new Values("mass", "GeV", ORACLE.array("figures.mass"))));
    Variable mass = found.variables().getFirst();
    assertThat(mass.all().binning()).isEqualTo(new Binning(-0.5, 39.5, 40));
    assertThat(mass.correlation().getAsDouble())
        .isCloseTo(Math.sqrt(ORACLE.array("figures.correlation")[0]), within(1e-12));
    assertThat(mass.without()).isZero();
    assertThat(found.cuts()).hasSize(4);
    for (int c = 0; c < 4; c++) {
      DecorrelationFigures.Cut cut = found.cuts().get(c);
      String key = "figures.at" + Math.round(100 * cut.signal());
      assertThat(cut.threshold()).isEqualTo(ORACLE.array(key + ".cut")[0]);
      assertThat(cut.background()).isCloseTo(ORACLE.array(key + ".background")[0], within(1e-12));
      assertThat(mass.divergences().get(c).value().getAsDouble())
          .isCloseTo(ORACLE.array(key + ".divergence")[0], within(1e-12));
      assertThat(cut.rejection().getAsDouble()).isEqualTo(1 / cut.background());
      assertThat(cut.rejectionError())
          .isCloseTo(cut.error() / cut.background() / cut.background(), within(1e-12));
    }
    // the score was made to follow the mass
    assertThat(mass.divergences().getFirst().value().getAsDouble())
        .isGreaterThan(2 * mass.divergences().getFirst().ofChance());
    assertThat(mass.divergences().get(2).inverse().getAsDouble())
        .isEqualTo(1 / mass.divergences().get(2).value().getAsDouble());
  }

  @Test
  void divergencesAreSciPys() {
    double[] p = ORACLE.array("jsd.p");
    double[] q = ORACLE.array("jsd.q");
    assertThat(JensenShannon.divergence(p, q)).isCloseTo(ORACLE.array("jsd")[0], within(1e-14));
    assertThat(JensenShannon.divergence(q, p)).isEqualTo(JensenShannon.divergence(p, q));
    assertThat(JensenShannon.divergence(p, p)).isZero();
    assertThat(JensenShannon.divergence(new double[] {1, 0}, new double[] {0, 5})).isEqualTo(1);
    assertThat(JensenShannon.divergence(new double[] {0, 0}, new double[] {0, 5})).isNaN();
    assertThat(JensenShannon.divergence(new double[] {1, -1}, new double[] {2, 0})).isZero();
  }

  /// The mean over samples in which score and mass are independent.
  @Test
  void whatStatisticsAloneGiveIsAsForetold() {
    int samples = 40;
    double mean = 0;
    double foretold = 0;
    for (int s = 0; s < samples; s++) {
      DecorrelationFigures found = independent(Rng.of(s), 1500);
      mean += found.variables().getFirst().divergences().get(2).value().getAsDouble() / samples;
      foretold += found.variables().getFirst().divergences().get(2).ofChance() / samples;
    }
    assertThat(mean).isCloseTo(foretold, within(0.1 * foretold));
  }

  private static DecorrelationFigures independent(Rng rng, int n) {
    double[] score = new double[n];
    double[] mass = new double[n];
    double[] weight = new double[n];
    boolean[] signal = new boolean[n];
    for (int i = 0; i < n; i++) {
      score[i] = rng.child("score").uniform(i);
      mass[i] = rng.child("mass").uniform(i);
      weight[i] = 0.5 + rng.child("weight").uniform(i);
      signal[i] = i % 3 == 0;
    }
    return DecorrelationFigures.of(
        events(score, signal, weight), List.of(new Values("m", "", mass)));
  }

  /// The error of the background efficiency is what samples differ by.
  @Test
  void theErrorOfARejectionCovers() {
    int samples = 200;
    int within = 0;
    for (int s = 0; s < samples; s++) {
      DecorrelationFigures.Cut half = independent(Rng.of(1000 + s), 600).cuts().get(2);
      within += Math.abs(half.background() - 0.5) < half.error() ? 1 : 0;
    }
    assertThat(within / (double) samples).isBetween(0.6, 0.77);
  }

  @Test
  void limits() {
    double[] score = {0.9, 0.8, 0.1, 0.2, 0.3};
    boolean[] signal = {true, true, false, false, false};
    double[] weight = {1, 1, 1, 1, -0.5};
    double[] mass = {Double.NaN, 1, Double.NaN, 5, 5};
    DecorrelationFigures found =
        DecorrelationFigures.of(events(score, signal, weight), List.of(new Values("m", "", mass)));
    Variable m = found.variables().getFirst();
    assertThat(m.without()).isEqualTo(1);
    assertThat(m.correlation()).isEmpty();
    assertThat(m.divergences()).allMatch(d -> d.value().isEmpty() && d.inverse().isEmpty());
    assertThat(found.cuts()).allMatch(cut -> cut.rejection().isEmpty());
    double[] none = new double[5];
    Arrays.fill(none, Double.NaN);
    Variable absent =
        DecorrelationFigures.of(
                events(score, signal, new double[] {1, 1, 1, 1, 1}),
                List.of(new Values("m", "", none)))
            .variables()
            .getFirst();
    assertThat(absent.without()).isEqualTo(3);
    assertThat(absent.correlation().getAsDouble()).isZero();
    assertThatThrownBy(
            () -> DecorrelationFigures.of(events(score, signal, new double[5]), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatFailsIsAmongTheFailures() {
    FiguresOnRequest none =
        FiguresOnRequest.NONE.withDecorrelation(() -> {
          throw new IllegalStateException("lost");
        });
    assertThat(none.decorrelation()).isEqualTo(Optional.empty());
    assertThat(none.failures())
        .singleElement()
        .extracting(FailedMetric::name)
        .isEqualTo("decorrelation");
    assertThat(
            FiguresOnRequest.NONE
                .withDecorrelation(() -> independent(Rng.of(1), 90))
                .decorrelation())
        .isPresent();
  }
}

package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

class ExpectedSignificanceTest {
  private static final int TOYS = 2000;
  private static final double[] EDGES = {Double.NEGATIVE_INFINITY, 0.5, 1.5};

  /// Events of two samples of background and one of signal, a Poisson number of each weight, of
  /// which a part is kept; the yields are those of all.
  private static YieldEvents toy(Rng rng, boolean signed, double kept) {
    int n = 0;
    double[] score = new double[1500];
    double[] weight = new double[1500];
    int[] group = new int[1500];
    double[] all = new double[3];
    double[] squares = new double[3];
    double[] expected = {400, 240, 200};
    for (int g = 0; g < 3; g++) {
      int events = poisson(expected[g], rng.child(g));
      for (int i = 0; i < events; i++) {
        Rng event = rng.child(10 + g).child(i);
        double w = (g == 0 ? 1 : 0.3) * (0.5 + event.uniform(0));
        w = signed && event.uniform(1) < 0.1 ? -w : w;
        all[g] += w;
        squares[g] += w * w;
        if (event.uniform(2) < kept) {
          score[n] = event.child("score").normal(0) + (g == 2 ? 1.5 : 0.2 * g);
          weight[n] = w;
          group[n++] = g;
        }
      }
    }
    YieldEvents.Yield[] yields = new YieldEvents.Yield[3];
    for (int g = 0; g < 3; g++) {
      yields[g] = new YieldEvents.Yield(g == 2, all[g], squares[g]);
    }
    return new YieldEvents(
        Arrays.copyOf(score, n), Arrays.copyOf(weight, n), Arrays.copyOf(group, n), yields);
  }

  private static int poisson(double mean, Rng rng) {
    double left = mean;
    int n = -1;
    while (left >= 0) {
      n++;
      left += StrictMath.log(rng.openUniform(n));
    }
    return n;
  }

  /// The share of toys whose error covers what all toys have in the mean.
  private static double coverage(double[] edges, boolean signed, double kept, double relative) {
    double[] value = new double[TOYS];
    double[] error = new double[TOYS];
    double mean = 0;
    for (int t = 0; t < TOYS; t++) {
      BinnedYields found = BinnedYields.of(toy(Rng.of(5).child(t), signed, kept), edges, relative);
      value[t] = found.significance().value();
      error[t] = found.significance().error();
      mean += value[t] / TOYS;
    }
    int covered = 0;
    for (int t = 0; t < TOYS; t++) {
      covered += Math.abs(value[t] - mean) < error[t] ? 1 : 0;
    }
    return 100.0 * covered / TOYS;
  }

  @Test
  void errorsCoverTwoThirdsOfToys() {
    assertThat(coverage(EDGES, false, 0.5, 0.1)).isCloseTo(68.3, within(3.0));
    assertThat(coverage(EDGES, true, 0.5, 0)).isCloseTo(68.3, within(3.0));
    assertThat(coverage(new double[] {0.8}, false, 0.5, 0.2)).isCloseTo(68.3, within(3.0));
    assertThat(coverage(new double[] {0.8}, false, 1, 0)).isCloseTo(68.3, within(3.0));
  }

  @Test
  void binsAddUpInQuadratureAndWeightsAreScaledToAllParts() {
    YieldEvents events = toy(Rng.of(1), false, 0.4);
    BinnedYields found = BinnedYields.of(events, EDGES, 0.05);
    double s = 0;
    double b = 0;
    double z2 = 0;
    for (BinnedYields.YieldBin bin : found.bins()) {
      s += bin.s();
      b += bin.b();
      double v = 0.05 * bin.b() * 0.05 * bin.b() + bin.squares();
      assertThat(bin.z()).isCloseTo(Significance.asimov(bin.s(), bin.b(), v), within(1e-12));
      z2 += bin.z() * bin.z();
    }
    assertThat(s).isCloseTo(events.yields()[2].weight(), within(1e-9));
    assertThat(b)
        .isCloseTo(events.yields()[0].weight() + events.yields()[1].weight(), within(1e-9));
    assertThat(found.significance().value()).isCloseTo(Math.sqrt(z2), within(1e-12));
  }

  @Test
  void cutAndBinsAreChosenOnValidationEventsAlone() {
    YieldEvents validation = toy(Rng.of(2), false, 0.5);
    YieldEvents test = toy(Rng.of(3), false, 0.5);
    YieldEvents other = toy(Rng.of(4), false, 0.5);
    ExpectedSignificance one = ExpectedSignificance.of(validation, test, 0.1);
    ExpectedSignificance two = ExpectedSignificance.of(validation, other, 0.1);
    assertThat(one.cut().orElseThrow().mean()).isEqualTo(two.cut().orElseThrow().mean());
    assertThat(one.binned().edges()).isEqualTo(two.binned().edges());
    assertThat(one.binned().significance()).isNotEqualTo(two.binned().significance());
    BinnedYields chosen = BinnedYields.of(validation, one.binned().edges(), 0.1);
    assertThat(chosen.bins().size()).isBetween(3, 20);
    assertThat(chosen.bins()).allMatch(bin -> bin.effectiveBackground() >= 10);
    // the bins know more than one cut
    assertThat(one.binned().significance().value())
        .isGreaterThan(one.single().orElseThrow().significance().value());
  }

  @Test
  void theCutIsTheBestOfAllThatLeaveTenBackgroundEvents() {
    YieldEvents events = toy(Rng.of(6), false, 1);
    double cut = ExpectedSignificance.of(events, events, 0.2).cut().orElseThrow().mean();
    double best = careful(events, cut);
    for (double other : events.score()) {
      BinnedYields at = BinnedYields.of(events, new double[] {other}, 0.2);
      if (at.bins().getFirst().effectiveBackground() >= 10) {
        assertThat(careful(events, other)).isLessThan(best + 0.05);
      }
    }
    assertThat(cut).isBetween(0.3, 2.5);
  }

  private static double careful(YieldEvents events, double cut) {
    Significance z = BinnedYields.of(events, new double[] {cut}, 0.2).significance();
    return z.value() - z.error();
  }

  @Test
  void aSystematicUncertaintyBoundsWhatMoreEventsCanGive() {
    YieldEvents events = toy(Rng.of(7), false, 1);
    double without = ExpectedSignificance.of(events, events, 0).binned().significance().value();
    double with = ExpectedSignificance.of(events, events, 0.5).binned().significance().value();
    assertThat(with).isLessThan(without);
  }

  @Test
  void aGroupThatCannotBeScaledByItselfIsScaledWithItsClass() {
    YieldEvents.Yield[] yields = {
      new YieldEvents.Yield(false, 10, 10),
      new YieldEvents.Yield(false, 5, 5),
      new YieldEvents.Yield(true, 4, 4)
    };
    YieldEvents events =
        new YieldEvents(
            new double[] {0.1, 0.9, 0.8}, new double[] {1, 1, 2}, new int[] {0, 0, 2}, yields);
    BinnedYields found = BinnedYields.of(events, new double[] {0.5}, 0);
    assertThat(found.bins().getFirst().b()).isEqualTo(7.5);
    assertThat(found.bins().getFirst().s()).isEqualTo(4);
  }
}

package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;

class CutEfficienciesTest {
  private static final int TOYS = 2000;

  private static ScoredEvents oracle(Part part, String weight) {
    int[] label = new int[Oracle.signal().length];
    Arrays.setAll(label, i -> Oracle.signal()[i] ? 1 : 0);
    return ScoredEvents.classification(
        part, new double[][] {Oracle.column("score")}, label, Oracle.column(weight), 0);
  }

  @Test
  void anEfficiencyIsThatOfCountedEvents() {
    double[] weight = {1, 1, 1, 1};
    Efficiency e = Efficiency.of(weight, i -> i < 3, i -> i == 0).orElseThrow();
    assertThat(e.value()).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(e.events()).isEqualTo(3);
    assertThat(e.passing()).isEqualTo(1);
    assertThat(e.effective()).isEqualTo(3);
    // Wilson's interval for 1 of 3, by SciPy
    assertThat(e.error()).isCloseTo(Oracle.expected("wilson.1.3"), within(1e-12));
    assertThat(e.rejection()).isEqualTo(OptionalDouble.of(1 / e.value()));
    assertThat(e.rejectionError()).isCloseTo(9 * e.error(), within(1e-12));
    assertThat(Efficiency.of(new double[] {1, -1}, _ -> true, _ -> true)).isEmpty();
    assertThat(Efficiency.of(weight, _ -> false, _ -> true)).isEmpty();
    assertThat(Efficiency.of(weight, _ -> true, _ -> false).orElseThrow().rejection()).isEmpty();
  }

  @Test
  void efficienciesOfACutAreThoseOfTheSelectedWeights() {
    for (String name : List.of("one", "positive", "signed")) {
      ScoredEvents events = oracle(Part.TEST, name);
      int[] sample = Oracle.label();
      CutEfficiencies found =
          CutEfficiencies.of(events, List.of(0.5), Optional.of(0.6), events, sample, 3, List.of());
      assertThat(found.cuts()).hasSize(2);
      CutEfficiencies.CutEfficiency asked = found.cuts().getFirst();
      // the tightest cut that leaves half of the signal it was chosen on
      assertThat(asked.signal().orElseThrow().value()).isBetween(0.5, 0.56);
      CutEfficiencies.CutEfficiency at = found.cuts().getLast();
      assertThat(at.asked()).isEmpty();
      double[] w = events.weight();
      double[] score = events.scores()[0];
      for (int s = 0; s < 3; s++) {
        double pass = 0;
        double all = 0;
        for (int i = 0; i < w.length; i++) {
          all += sample[i] == s ? w[i] : 0;
          pass += sample[i] == s && score[i] >= 0.6 ? w[i] : 0;
        }
        assertThat(at.samples().get(s).orElseThrow().value()).isCloseTo(pass / all, within(1e-12));
      }
    }
  }

  @Test
  void spectatorsHaveTheEfficienciesOfTheirBins() {
    ScoredEvents events = oracle(Part.TEST, "positive");
    double[] target = Oracle.column("target");
    target[0] = Double.NaN;
    CutEfficiencies found =
        CutEfficiencies.of(
            events,
            List.of(0.3, 0.7),
            Optional.empty(),
            events,
            new int[target.length],
            1,
            List.of(new SpectatorEfficiencies.Spectator("m", "GeV", target)));
    SpectatorEfficiencies m = found.spectators().getFirst();
    double[] edges = m.edges();
    assertThat(m.outside()).isBetween(1, 6);
    double[] w = events.weight();
    boolean[] signal = Oracle.signal();
    double cut = found.cuts().getFirst().cut();
    for (int b = 0; b < m.binning().bins(); b++) {
      double all = 0;
      double pass = 0;
      double sum = 0;
      for (int i = 0; i < w.length; i++) {
        boolean last = b == m.binning().bins() - 1;
        boolean in =
            target[i] >= edges[b]
                && (target[i] < edges[b + 1] || last && target[i] == edges[b + 1]);
        double score = events.scores()[0][i];
        if (in && signal[i]) {
          all += w[i];
          pass += score >= cut ? w[i] : 0;
          sum += score * w[i];
        }
      }
      if (all > 0) {
        assertThat(m.signal().efficiency().getFirst().get(b).orElseThrow().value())
            .isCloseTo(pass / all, within(1e-12));
        assertThat(m.signal().score().get(b).orElseThrow().value())
            .isCloseTo(sum / all, within(1e-12));
      } else {
        assertThat(m.signal().efficiency().getFirst().get(b)).isEmpty();
      }
    }
  }

  @Test
  void correlationsWithSpectatorsAreThoseOfNumpy() {
    // the fourth quantity of the oracle against the second, of one class of all events
    double[] target = Oracle.column("target");
    int n = target.length;
    int[] label = new int[n];
    Arrays.fill(label, 1);
    ScoredEvents events =
        ScoredEvents.classification(
            Part.TEST,
            new double[][] {Oracle.column("score0")},
            label,
            Oracle.column("positive"),
            0);
    SpectatorEfficiencies found =
        SpectatorEfficiencies.of(
            new SpectatorEfficiencies.Spectator("m", "", target),
            10,
            events,
            List.of(FoldCut.of(0.5)));
    assertThat(found.signal().correlation())
        .isCloseTo(Oracle.expected("correlation.positive.3.1"), within(1e-12));
    assertThat(found.background().correlation()).isNaN();
  }

  /// The share of toys, 400 weighted events each, whose error covers what all have in the mean.
  private static double coverage(boolean signed, DoubleFunction<Boolean> passes, boolean mean) {
    List<double[]> found = new ArrayList<>();
    double all = 0;
    for (int t = 0; t < TOYS; t++) {
      Rng rng = Rng.of(8).child(t);
      double[] weight = new double[400];
      double[] score = new double[400];
      for (int i = 0; i < weight.length; i++) {
        weight[i] = 0.3 + rng.child("w").uniform(i);
        weight[i] *= signed && rng.child("sign").uniform(i) < 0.15 ? -1 : 1;
        score[i] = rng.uniform(i);
      }
      Efficiency e = Efficiency.of(weight, _ -> true, i -> passes.apply(score[i])).orElseThrow();
      BrierScore m = BrierScore.mean(score, weight);
      found.add(mean ? new double[] {m.value(), m.error()} : new double[] {e.value(), e.error()});
      all += found.getLast()[0];
    }
    double truth = all / TOYS;
    return 100.0 * found.stream().filter(f -> Math.abs(f[0] - truth) < f[1]).count() / TOYS;
  }

  @Test
  void errorsCoverTwoThirdsOfToys() {
    assertThat(coverage(false, x -> x > 0.8, false)).isCloseTo(68.3, within(3.0));
    assertThat(coverage(true, x -> x > 0.4, false)).isCloseTo(68.3, within(3.0));
    assertThat(coverage(false, x -> x > 0.5, true)).isCloseTo(68.3, within(3.0));
    assertThat(coverage(true, x -> x > 0.5, true)).isCloseTo(68.3, within(3.0));
  }

  @Test
  void aCutFlowCountsEventsAndWeights() {
    Part[] part = {Part.TRAIN, Part.TEST, Part.TEST, Part.TRAIN, Part.TEST};
    double[] weight = {1, 2, -0.5, 3, 5};
    CutFlow flow = CutFlow.of("ttbar", 9, part, weight, new int[] {0, 0, 0, 1, 1}, 0);
    assertThat(flow.read()).isEqualTo(9);
    assertThat(flow.selected().events()).isEqualTo(3);
    assertThat(flow.selected().weight()).isEqualTo(2.5);
    assertThat(flow.parts().keySet()).containsExactly(Part.TRAIN, Part.TEST);
    assertThat(flow.parts().get(Part.TEST))
        .isEqualTo(new CutFlow.EventCount(2, 1.5, Math.sqrt(4.25)));
  }
}

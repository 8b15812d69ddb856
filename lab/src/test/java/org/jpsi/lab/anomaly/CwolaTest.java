package org.jpsi.lab.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.SignificanceImprovement;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.train.TrainingConfig;
import org.jpsi.lab.sim.Generator;
import org.junit.jupiter.api.Test;

class CwolaTest {
  private static final Window WINDOW = new Window("m_jj", 2700, 3200, 3800, 4700);
  private static final Cwola SEARCH =
      Cwola.of(WINDOW, "log(jet1_mass)", "log(jet2_mass)", "jet1_tau21", "jet2_tau21")
          .withFolds(4)
          .withOptimizer(new Adam(3e-3))
          .withConfig(TrainingConfig.epochs(8).withBatch(512).withThreads(2));
  private static final Cwola QUICK =
      SEARCH
          .withFolds(3)
          .withNetwork(() -> Sequential.of(Linear.of(4, 1)))
          .withConfig(TrainingConfig.epochs(1));

  /// The continuum with about `signals` events of the resonance.
  private static Table events(int continuum, int signals) {
    Table both = Generator.of("dijet", 1).table(2 * continuum);
    return Selection.of("mixture", "process == 0 || eventNumber < " + 2 * signals).filter(both);
  }

  private static int[] region(Table events) {
    double[] mass = WINDOW.values(events);
    return IntStream.range(0, mass.length).filter(i -> WINDOW.signal(mass[i])).toArray();
  }

  private static Bump best(Table events, double[] score, double share) {
    double[] mass = WINDOW.values(events);
    return Bump.of(
        WINDOW,
        IntStream.range(0, mass.length)
            .filter(i -> score[i] >= 1 - share)
            .mapToDouble(i -> mass[i])
            .toArray());
  }

  @Test
  void aHiddenResonanceIsFoundWithoutLabels() {
    Table events = events(40_000, 180);
    double[] score = SEARCH.train(events).score();
    int[] inside = region(events);
    double[] scores = Arrays.stream(inside).mapToDouble(i -> score[i]).toArray();
    boolean[] signal = new boolean[inside.length];
    double[] ones = new double[inside.length];
    Arrays.fill(ones, 1);
    for (int i = 0; i < inside.length; i++) {
      signal[i] = events.numbers("process").value(inside[i]) == 1;
    }
    SignificanceImprovement sic = SignificanceImprovement.of(scores, signal, ones);
    assertThat(sic.max()).isGreaterThan(5);
    assertThat(sic.best().orElseThrow().effectiveBackground()).isGreaterThanOrEqualTo(100);
    assertThat(Bump.of(WINDOW, WINDOW.values(events)).pull()).isLessThan(4);
    assertThat(best(events, score, 0.01).pull()).isGreaterThan(8);
  }

  @Test
  void whereThereIsNoSignalNoExcessIsMade() {
    Table events = events(30_000, 0);
    double[] score = SEARCH.train(events).score();
    for (double share : new double[] {0.1, 0.03, 0.01}) {
      assertThat(best(events, score, share).pull()).as("share %s", share).isBetween(-3.0, 3.0);
    }
  }

  private static List<float[]> weights(List<Model> models) {
    List<float[]> all = new ArrayList<>();
    for (Model model : models) {
      for (Parameter parameter : ((NetworkPredictor) model.predictor()).network().parameters()) {
        all.add(parameter.tensor().toArray());
      }
    }
    return all;
  }

  @Test
  void anEventIsScoredByNetworksThatNeverSawIt() {
    Table events = events(1500, 100);
    Cwola.Scores scores = QUICK.train(events);
    int event = region(events)[5];
    int fold = scores.fold()[event];
    float[] mass = ((float[]) events.numbers("jet1_mass").array()).clone();
    mass[event] = 5000;
    Cwola.Scores changed = QUICK.train(events.with(NumberColumn.of("jet1_mass", "GeV", mass)));
    for (int t = 0; t < 3; t++) {
      List<float[]> before = weights(scores.models().get(t));
      List<float[]> after = weights(changed.models().get(t));
      assertThat(before).hasSize(4);
      for (int i = 0; i < before.size(); i++) {
        if (t == fold) {
          assertThat(after.get(i)).isEqualTo(before.get(i));
        }
      }
      assertThat(changed.models().get(t).getFirst().features())
          .isEqualTo(
              t == fold
                  ? scores.models().get(t).getFirst().features()
                  : changed.models().get(t).getLast().features());
    }
    assertThat(weights(changed.models().get((fold + 1) % 3)).getFirst())
        .isNotEqualTo(weights(scores.models().get((fold + 1) % 3)).getFirst());
  }

  @Test
  void threadsAndTheUnitOfWeightsChangeNothing() {
    Table events = events(1500, 100);
    double[] ten = new double[events.rows()];
    Arrays.fill(ten, 1024);
    double[] score = QUICK.train(events).score();
    assertThat(QUICK.withConfig(QUICK.config().withThreads(3)).train(events).score())
        .isEqualTo(score);
    assertThat(QUICK.train(events, ten).score()).isEqualTo(score);
    double[] none = new double[events.rows()];
    Arrays.setAll(none, i -> i % 2);
    assertThat(QUICK.train(events, none).score()).isNotEqualTo(score);
  }

  @Test
  void freshEventsAreScoredByAllNetworks() {
    Table events = events(1500, 100);
    double[] mean = QUICK.train(events).apply(events.slice(0, 10));
    assertThat(mean).hasSize(10);
    for (double p : mean) {
      assertThat(p).isBetween(0.0, 1.0);
    }
  }

  @Test
  void ranksAreSharesOfSmallerOnes() {
    assertThat(Cwola.ranks(new double[] {3, 1, 2, 2})).containsExactly(0.875, 0.125, 0.5, 0.5);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Table events = events(100, 0);
    assertThatThrownBy(() -> QUICK.withFolds(2))
        .hasMessage("Cwola: expected 3 folds or more, found 2");
    Table low = Selection.of("cut", "m_jj < 3800").filter(events);
    assertThatThrownBy(() -> QUICK.train(low))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "[window in m_jj] expected weights of class upper sideband with a positive sum in the"
                + " training part, found a sum of 0.0");
    Cwola other = Cwola.of(WINDOW, "jet1_tau12");
    assertThatThrownBy(() -> other.train(events))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("did you mean jet1_tau21");
  }
}

package org.jpsi.analysis.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.analysis.file.SearchKey;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

/// Trials and rungs of a search.
class SearchTest {
  private static Search search(int trials, int factor, String... keys) {
    return new Search(Stream.of(keys).map(SearchKey::of).toList(), trials, factor);
  }

  @Test
  void whatAKeyDrawsDependsOnSeedAndKeyAlone() {
    Search one = search(8, 3, "training.epochs={integer: [1, 1000000]}");
    Search two =
        search(
            5, 2, "network.dropout={uniform: [0, 1]}", "training.epochs={integer: [1, 1000000]}");
    List<String> alone = one.draw(7).stream().map(trial -> trial.values().getFirst()).toList();
    List<String> beside = two.draw(7).stream().map(trial -> trial.values().getLast()).toList();
    assertThat(alone.subList(0, 5)).isEqualTo(beside);
    assertThat(one.draw(7)).isEqualTo(one.draw(7)).isNotEqualTo(one.draw(8));
  }

  @Test
  void drawsAreUniform() {
    List<Double> drawn =
        search(1000, 3, "network.dropout={uniform: [0, 1]}").draw(1).stream()
            .map(trial -> Double.valueOf(trial.values().getFirst()))
            .sorted()
            .toList();
    // Kolmogorov-Smirnov: 1.95 / sqrt(n) is exceeded once in a thousand
    double distance =
        IntStream.range(0, drawn.size())
            .mapToDouble(i -> Math.abs(drawn.get(i) - (i + 0.5) / drawn.size()))
            .max()
            .orElseThrow();
    assertThat(distance).isLessThan(1.95 / Math.sqrt(drawn.size()));
  }

  @Test
  void noTrialIsDrawnTwiceAndListsMayBeExhausted() {
    List<Trial> all = search(50, 3, "members=[1, 2]", "training.batch=[16, 32, 64]").draw(1);
    assertThat(all.stream().map(Trial::values).distinct()).hasSize(6).hasSize(all.size());
    assertThat(all.getLast().number()).isEqualTo(6);
  }

  @Test
  void rungsAreThoseOfScikitLearn() {
    // HalvingRandomSearchCV(factor=3, n_candidates=20, min_resources=1, max_resources=9,
    // resource=...): n_candidates_ of 1.7
    assertThat(search(20, 3, "members=[1, 2]").rungs(20)).containsExactly(20, 7, 3);
    assertThat(search(20, 2, "members=[1, 2]").rungs(20)).containsExactly(20, 10, 5);
    assertThat(search(20, 3, "members=[1, 2]").rungs(2)).containsExactly(2);
    assertThat(search(20, 1, "members=[1, 2]").rungs(20)).containsExactly(20);
    Search third = search(20, 3, "members=[1, 2]");
    assertThat(IntStream.range(0, 3).map(rung -> third.epochs(rung, 3, 50)))
        .containsExactly(6, 17, 50);
    assertThat(third.epochs(0, 3, 2)).isOne();
  }

  @Test
  void workIsDoneInTheEnd() {
    Search half = search(4, 2, "members=[1, 2]");
    SearchWork work = SearchWork.of(4, t -> t + 1, half);
    assertThat(work.sizes()).containsExactly(4, 2, 1);
    assertThat(work.done(List.of())).isZero();
    List<TrialRow> rows =
        List.of(row(1, 1), row(2, 1), row(3, 1), row(4, 1), row(3, 2), row(4, 2), row(4, 3));
    double before = 0;
    for (int n = 1; n <= rows.size(); n++) {
      double done = work.done(rows.subList(0, n));
      assertThat(done).isGreaterThan(before);
      before = done;
    }
    // all but the winner, of 2.5 in the mean: 10 / 4 + 7 / 2 + 4
    assertThat(before).isEqualTo(10 / 12.5);
  }

  private static TrialRow row(int trial, int rung) {
    return new TrialRow(trial, rung, 1, OptionalDouble.of(0.5), OptionalDouble.empty(), "");
  }

  @Test
  void wrongNumbersAndKeysAreRefused() {
    assertThatThrownBy(() -> search(20, 3)).hasMessageContaining("[--key] expected a key");
    assertThatThrownBy(() -> search(20, 3, "members=[1, 2]", "members=[3, 4]"))
        .hasMessageContaining("expected each key once");
    assertThatThrownBy(() -> search(1, 3, "members=[1, 2]"))
        .hasMessageContaining("[--trials] expected a number from 2 to 1000, found 1");
    assertThatThrownBy(() -> search(20, 0, "members=[1, 2]"))
        .hasMessageContaining("[--factor] expected a number from 1 to 10, found 0");
  }

  @Test
  void theFigureDependsOnTheTask() {
    Task.Target mass = new Task.Target("m", "GeV");
    assertThat(TuneFigure.of(new Task.Binary("s", "b"))).isEqualTo(TuneFigure.AUC);
    assertThat(TuneFigure.of(new Task.Regression(List.of(mass)))).isEqualTo(TuneFigure.RMSE);
    TuneFigure loss = TuneFigure.of(new Task.Regression(List.of(mass, new Task.Target("p", ""))));
    assertThatThrownBy(() -> loss.require(List.of(SearchKey.of("training.loss=[mse, huber]"))))
        .hasMessageContaining("expected one loss for all trials");
  }
}

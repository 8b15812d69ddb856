package org.jpsi.analysis.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.junit.jupiter.api.Test;

class ImportanceBudgetTest {
  private static final Predictor NETWORK =
      new NetworkPredictor(Sequential.of(List.of(Linear.of(2, 1))));

  private static Optional<ImportanceBudget> of(long scores, int groups, int available) {
    return ImportanceBudget.of(scores, groups, available, Optional.empty(), 5);
  }

  @Test
  void scoringCostsNoMoreThanATenthOfALargeTraining() {
    long scores = ImportanceBudget.scores(NETWORK, 30, 100_000, 28);
    // a gradient is three passes
    assertThat(scores).isEqualTo(900_000);
    ImportanceBudget budget = of(scores, 28, 50_000).orElseThrow();
    assertThat(budget.repeats()).isEqualTo(5);
    assertThat(budget.events()).isBetween(6000, 6429);
    assertThat((long) budget.events() * 28 * 5).isLessThanOrEqualTo(scores);
  }

  @Test
  void withManyFeaturesThereAreFewerRepeatsThenFewerEventsThenNothing() {
    assertThat(of(100_000, 50, 50_000).orElseThrow()).isEqualTo(new ImportanceBudget(1000, 2, 208));
    assertThat(of(100_000, 400, 50_000).orElseThrow().repeats()).isEqualTo(1);
    assertThat(of(100_000, 400, 50_000).orElseThrow().events()).isEqualTo(250);
    assertThat(of(100_000, 501, 50_000)).isEmpty();
  }

  @Test
  void ofFewEventsAllAreTaken() {
    assertThat(ImportanceBudget.scores(NETWORK, 1, 10, 3)).isEqualTo(20_000);
    assertThat(of(20_000, 3, 80).orElseThrow()).isEqualTo(new ImportanceBudget(80, 5, 80));
  }

  @Test
  void whoAsksForEventsGetsThemWhateverTheyCost() {
    assertThat(ImportanceBudget.of(20_000, 900, 50_000, Optional.of(5000), 3).orElseThrow())
        .isEqualTo(new ImportanceBudget(5000, 3, 1000));
    assertThat(ImportanceBudget.of(20_000, 900, 700, Optional.of(5000), 3).orElseThrow())
        .isEqualTo(new ImportanceBudget(700, 3, 700));
  }
}

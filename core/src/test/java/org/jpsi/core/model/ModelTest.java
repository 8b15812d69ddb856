package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

/// The parts of a model fit together.
class ModelTest {
  private static final Preprocessing TWO =
      Preprocessing.of(
          Features.of("x", "y"), List.of(ColumnPreprocessing.NONE, ColumnPreprocessing.NONE));
  private static final Task BINARY = new Task.Binary("signal", "background");
  private static final Task REGRESSION =
      new Task.Regression(List.of(new Task.Target("m", "GeV"), new Task.Target("t", "")));

  private static Predictor network(int outputs) {
    return new NetworkPredictor(Sequential.of(Linear.of(2, outputs)));
  }

  private static Model model(Task task, List<ColumnPreprocessing> targets, int outputs) {
    return new Model(List.of(), TWO, "", task, targets, network(outputs), Map.of());
  }

  @Test
  void aRegressionHasThePreprocessingOfEachTargetAndAClassifierNone() {
    assertThatThrownBy(() -> model(BINARY, List.of(ColumnPreprocessing.NONE), 1))
        .hasMessage("Model: expected 0 preprocessed targets, found 1");
    assertThatThrownBy(() -> model(REGRESSION, List.of(), 2))
        .hasMessage("Model: expected 2 preprocessed targets, found 0");
    Model plain = new Model(List.of(), TWO, "", REGRESSION, network(2), Map.of());
    assertThat(plain.targets()).containsExactly(ColumnPreprocessing.NONE, ColumnPreprocessing.NONE);
  }

  @Test
  void aPredictorHasTheOutputsOfItsTask() {
    assertThatThrownBy(() -> model(BINARY, List.of(), 3))
        .hasMessage("Model: expected a predictor of 1 outputs, found 3");
  }

  @Test
  void aTargetInItsUnitIsWhatItsPreprocessingInverts() {
    List<ColumnPreprocessing> scaled =
        List.of(
            ColumnPreprocessing.standardize(91.2, 2.5, 60, 120),
            ColumnPreprocessing.standardize(-2, 4, -9, 9));
    assertThat(Scorer.activate(REGRESSION, scaled, new float[] {0, 1, 2, -0.5f}))
        .containsExactly(91.2, 2, 96.2, -4);
  }
}

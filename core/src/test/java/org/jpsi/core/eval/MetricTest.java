package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricTest {
  private static final float[] CLASSES = {0, 1, 1};
  private static final float[] WEIGHTS = {1, 2, 1};

  @Test
  void accuracyIsTheWeightOfEventsThatAreRight() {
    Metric accuracy = Metric.accuracy();
    assertThat(accuracy.of(new float[] {2, 1, 0, 1, 3, 1}, CLASSES, WEIGHTS)).isEqualTo(0.75);
    assertThat(accuracy.of(new float[] {-1, 0.5f, -2}, CLASSES, WEIGHTS)).isEqualTo(0.75);
    assertThat(accuracy.of(new float[] {0, 0.5f, 2}, CLASSES, WEIGHTS)).isEqualTo(1);
    assertThat(accuracy.of(new float[] {0, 0.5f, 2}, CLASSES, new float[3])).isNaN();
  }

  @Test
  void aucIsThatOfTheScores() {
    boolean[] signal = {false, true, true};
    Auc auc = Auc.of(new double[] {0.5, 2, -1}, signal, new double[] {1, 2, 1});
    assertThat(Metric.auc().of(new float[] {0.5f, 2, -1}, CLASSES, WEIGHTS)).isEqualTo(auc.value());
    assertThat(Metric.auc().of(new float[3], new float[3], WEIGHTS)).isNaN();
  }

  @Test
  void rmseIsTheMeanOverTargetsInTheirUnits() {
    float[] outputs = {1, 10, 2, 20};
    float[] targets = {0, 10, 2, 24};
    // sqrt((3 * 1 + 1 * 0) / 4) * 2 and sqrt((3 * 0 + 1 * 16) / 4) * 10
    assertThat(Metric.rmse(2, 10).of(outputs, targets, new float[] {3, 1}))
        .isEqualTo((Math.sqrt(0.75) * 2 + 20) / 2);
  }
}

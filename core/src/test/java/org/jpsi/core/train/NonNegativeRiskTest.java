package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.loss.NonNegativeRisk;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The non-negative risk, beside its formula with the base, which is compared with PyTorch.
class NonNegativeRiskTest {
  private static final Tensor LOGITS = Tensor.of(new float[] {1, -2, 0.5f, 0.25f}, 4, 1);
  private static final Tensor TARGETS = Tensor.of(new float[] {1, 1, 0, 0}, 4, 1);

  private static double log1p(double z) {
    return StrictMath.log1p(StrictMath.exp(z));
  }

  @Test
  void classesAboveZeroAddUpToTheBase() {
    Tensor weight = Tensor.of(new float[] {1, 2, 3, -0.5f}, 4);
    Loss base = new BinaryCrossEntropy();
    assertThat(new NonNegativeRisk(base, 2).forward(LOGITS, TARGETS, weight).item())
        .isCloseTo(base.forward(LOGITS, TARGETS, weight).item(), within(1e-6f));
  }

  @Test
  void aClassBelowZeroIsZeroAndHasNoGradient() {
    Tensor weight = Tensor.of(new float[] {1, -2, 3, -0.5f}, 4);
    Loss risk = new NonNegativeRisk(new BinaryCrossEntropy(), 2);
    Tensor logits = LOGITS.requiresGrad();
    Tensor value = risk.forward(logits, TARGETS, weight);
    // signal: log(1 + e^-1) - 2 log(1 + e^2) is below zero
    double background = 3 * log1p(0.5) - 0.5 * log1p(0.25);
    assertThat((double) value.item()).isCloseTo(background, within(1e-6));
    float[] gradient = value.backward().of(logits).toArray();
    assertThat(gradient[0]).isZero();
    assertThat(gradient[1]).isZero();
    assertThat((double) gradient[2]).isCloseTo(3 / (1 + StrictMath.exp(-0.5)), within(1e-6));
    assertThat((double) gradient[3]).isCloseTo(-0.5 / (1 + StrictMath.exp(-0.25)), within(1e-6));
  }

  @Test
  void ofThreeClassesEachHasARiskOfItsOwn() {
    Rng rng = Rng.of(1);
    float[] logits = new float[18];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) rng.normal(i);
    }
    Tensor output = Tensor.of(logits, 6, 3);
    Tensor target = Tensor.of(new float[] {0, 1, 2, 0, 1, 2}, 6);
    float[] weights = {1, 1, -3, 2, -0.25f, 1};
    Loss base = new CrossEntropy();
    double expected = 0;
    for (int c = 0; c < 3; c++) {
      float[] own = weights.clone();
      for (int i = 0; i < own.length; i++) {
        own[i] = i % 3 == c ? own[i] : 0;
      }
      expected += Math.max(0, base.forward(output, target, Tensor.of(own, 6)).item());
    }
    Loss risk = new NonNegativeRisk(base, 3);
    Tensor weight = Tensor.of(weights, 6);
    assertThat((double) risk.forward(output, target, weight).item())
        .isCloseTo(expected, within(1e-5));
    assertThat(GradCheck.largestError(in -> risk.forward(in[0], target, weight), output))
        .isLessThan(3e-3);
    assertThat(risk.response(output).toArray()).isEqualTo(base.response(output).toArray());
    assertThat(risk.targets(3)).isEqualTo(base.targets(3));
    assertThat(risk.name()).isEqualTo("non-negative cross-entropy");
    assertThat(risk.settings()).isEqualTo(base.settings());
  }

  @Test
  void ofARegressionAllEventsHaveOne() {
    Loss risk = new NonNegativeRisk(new MeanSquaredError(), 1);
    Tensor target = Tensor.of(new float[] {0, 0}, 2);
    Tensor output = Tensor.of(new float[] {1, 3}, 2, 1);
    assertThat(risk.forward(output, target, Tensor.of(new float[] {2, -1}, 2)).item()).isZero();
    assertThat(risk.forward(output, target, Tensor.of(new float[] {-1, 2}, 2)).item())
        .isEqualTo(17);
  }

  @Test
  void theBaseAddsUpOverEvents() {
    Loss risk = new NonNegativeRisk(new BinaryCrossEntropy(), 2);
    assertThat(risk.additive()).isFalse();
    assertThatThrownBy(() -> new NonNegativeRisk(risk, 2)).hasMessageContaining("adds up");
    assertThatThrownBy(() -> new NonNegativeRisk(new BinaryCrossEntropy(), 0))
        .hasMessageContaining("of 1 or more");
  }

  private static Dataset events(int n, long seed) {
    Rng rng = Rng.of(seed);
    float[] x = new float[4 * n];
    float[] y = new float[n];
    float[] w = new float[n];
    for (int i = 0; i < n; i++) {
      y[i] = i % 2;
      for (int j = 0; j < 4; j++) {
        x[4 * i + j] = (float) (rng.normal(5L * i + j) + 0.4 * y[i]);
      }
      w[i] = rng.uniform(5L * i + 4) < 0.42 ? -1 : 1;
    }
    return Dataset.of(x, y, w);
  }

  private static List<Epoch> epochs(Loss loss, List<Integer> told) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void negativeLoss(int label, int epoch, double value) {
            told.add(label);
          }
        };
    return Trainer.of(
            Sequential.of(Linear.of(4, 64), Relu.of(), Linear.of(64, 1)), loss, Adam.of(1e-2))
        .listener(listener)
        .session(
            events(600, 1), events(600, 2), TrainingConfig.epochs(40).withBatch(50).withPatience(0))
        .run()
        .epochs();
  }

  @Test
  void aTrainingKeepsItsLossAboveWhereTheBaseFallsForEver() {
    List<Integer> told = new ArrayList<>();
    Loss base = new BinaryCrossEntropy();
    double fallen = epochs(base, told).getLast().trainLoss();
    assertThat(fallen).isNegative();
    double bounded = epochs(new NonNegativeRisk(base, 2), new ArrayList<>()).getLast().trainLoss();
    assertThat(bounded).isBetween(0.0, 1.0);
    assertThat(told).isNotEmpty();
  }
}

package org.jpsi.lab.rl;

import static org.assertj.core.api.Assertions.assertThat;

import org.jpsi.core.loss.Loss;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What agents make small, beside PyTorch (`oracles/rl.py`): value and gradient.
class LossesTest {
  private static final Fixture PYTORCH = Fixture.named("rl");

  private static void compare(String key, Loss loss) {
    Tensor output = PYTORCH.tensor(key + ".output").tracked();
    Tensor value =
        loss.forward(output, PYTORCH.tensor(key + ".target"), PYTORCH.tensor(key + ".weight"));
    assertThat(PYTORCH.error(value.toArray(), key + ".loss")).isLessThan(1e-6);
    float[] gradient = value.backward().of(output).toArray();
    assertThat(PYTORCH.error(gradient, key + ".gradient")).isLessThan(1e-6);
  }

  @Test
  void actionValuesByHuber() {
    compare("values", new ActionValueLoss());
  }

  @Test
  void probabilitiesWithTheirChangeClipped() {
    compare("policy", new ClippedPolicyLoss(0.2, 0.5, 0.01));
  }
}

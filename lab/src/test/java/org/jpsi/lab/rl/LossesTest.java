package org.jpsi.lab.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jpsi.core.loss.Loss;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What agents make small, beside PyTorch (`oracles/rl.py`): value and gradient.
class LossesTest {
  private static void compare(String key, Loss loss) {
    Tensor output = Oracle.tensor(key + ".output").requiresGrad();
    Tensor value =
        loss.forward(output, Oracle.tensor(key + ".target"), Oracle.tensor(key + ".weight"));
    near(value, key + ".loss");
    near(value.backward().of(output), key + ".gradient");
  }

  private static void near(Tensor ours, String name) {
    double[] theirs = Oracle.array(name);
    float[] values = ours.toArray();
    assertThat(values).hasSameSizeAs(theirs);
    for (int i = 0; i < theirs.length; i++) {
      assertThat((double) values[i]).isCloseTo(theirs[i], within(1e-6 * (1 + Math.abs(theirs[i]))));
    }
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

package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Twins;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.Gradients;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A module of one's own with two optimizers and a part that is frozen half way: PyTorch's names,
/// losses and weights (`oracles/modules.py`), wherever the weights lie.
class OwnModuleOracleTest {
  private static final Fixture PYTORCH = Fixture.named("modules");

  private final Twins body = new Twins();
  private final Linear head = Linear.of(4, 1);

  private List<Parameter> all() {
    return Children.of("body", body, "head", head).entrySet().stream()
        .flatMap(
            child -> child.getValue().parameters().stream().map(p -> p.withPrefix(child.getKey())))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apart", "inside one array", "after a part"})
  void itTrainsAsInPyTorch(String place) {
    for (Parameter parameter : all()) {
      parameter.set(PYTORCH.floats("start." + parameter.name()));
    }
    switch (place) {
      case "inside one array" -> Parameters.of(Sequential.of(body, head).parameters());
      case "after a part" -> Parameters.of(body.right.parameters());
      default -> {}
    }
    Tensor x = PYTORCH.tensor("x");
    Tensor y = PYTORCH.tensor("y");
    Parameters ofBody = Parameters.of(body.parameters());
    Parameters ofHead = Parameters.of(head.parameters());
    Optimizer.State adam = new Adam(0.01).start(ofBody);
    Optimizer.State sgd = new Sgd(0.1, 0.5, false).start(ofHead);
    double[] losses = PYTORCH.array("losses");
    for (int step = 0; step < losses.length; step++) {
      if (step == 10) {
        body.left.freeze();
        ofBody = Parameters.of(body.parameters());
        adam = new Adam(0.01).start(ofBody);
      }
      Mode mode = new Mode.Training(Rng.of(1), 0);
      Tensor loss = head.forward(body.forward(x, mode), mode).sub(y).square().mean();
      assertThat((double) loss.item()).isCloseTo(losses[step], within(1e-6));
      Gradients gradients = loss.backward();
      adam.step(ofBody, gradients.of(ofBody));
      sgd.step(ofHead, gradients.of(ofHead));
    }
    for (Parameter parameter : all()) {
      float[] expected = PYTORCH.floats("end." + parameter.name());
      assertThat(parameter.tensor().toArray())
          .as(parameter.name())
          .containsExactly(expected, within(2e-6f));
    }
  }
}

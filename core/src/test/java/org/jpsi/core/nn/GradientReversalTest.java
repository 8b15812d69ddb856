package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.RecordedGraph;
import org.jpsi.core.tensor.Scalar;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Gradient reversal: forward the identity, backward minus a factor that may be set.
class GradientReversalTest {
  private static final Mode TRAINING = new Mode.Training(Rng.of(0), 0);

  @Test
  void gradientReversalTurnsTheGradientByAFactorThatMayBeSet() {
    Scalar factor = Scalar.of(0.5);
    GradientReversal layer = GradientReversal.of(factor);
    Tensor x = Tensor.of(new float[] {1, -2, 3}, 1, 3).requiresGrad();
    assertThat(layer.forward(x, TRAINING).toArray()).containsExactly(1, -2, 3);
    assertThat(layer.forward(x, TRAINING).square().sum().backward().of(x).toArray())
        .containsExactly(-1, 2, -3);
    factor.set(2);
    assertThat(layer.forward(x, TRAINING).square().sum().backward().of(x).toArray())
        .containsExactly(-4, 8, -12);
    assertThat(layer).hasToString("GradientReversal(2.0)");
    assertThat(LayerRegistry.of(layer.spec())).hasToString("GradientReversal(2.0)");
    assertThat(layer.outputs(Shape.of(7))).isEqualTo(Shape.of(7));
    assertThatThrownBy(() -> x.reverseGradient(Tensor.ones(2)))
        .hasMessage("reverseGradient: expected a factor of one element, found [2]");
  }

  @Test
  void aReplaySeesTheFactorThatWasSet() {
    Scalar factor = Scalar.of(1);
    Sequential net = Sequential.of(Linear.of(3, 4), GradientReversal.of(factor), Linear.of(4, 1));
    net.initialize(Rng.of(1));
    Parameters parameters = Parameters.of(net.parameters());
    float[] x = new float[30];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Rng.of(5).normal(i);
    }
    RecordedGraph graph =
        RecordedGraph.record(
                random ->
                    net.forward(Tensor.of(x, 10, 3), new Mode.Training(random)).square().sum(),
                parameters,
                Optional.empty())
            .orElseThrow();
    for (double value : new double[] {1, 0.25, -3, 0}) {
      factor.set(value);
      float[] eager = new float[parameters.size()];
      net.forward(Tensor.of(x, 10, 3), TRAINING)
          .square()
          .sum()
          .backward()
          .addTo(parameters, eager, 0);
      float[] replayed = new float[parameters.size()];
      graph.replay(Rng.of(0), 0, ThreadPool.SERIAL, replayed, false);
      assertThat(replayed).isEqualTo(eager);
    }
  }
}

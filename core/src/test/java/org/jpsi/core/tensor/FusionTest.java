package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Layers that see more rows than a sum's block has, as those of constituents do, and views among
/// them.
class FusionTest {
  private static final Rng RNG = Rng.of(1);

  @ParameterizedTest
  @CsvSource({"9, false", "9, true", "70, false", "70, true"})
  void constituentsGiveTheBitsOfEagerExecution(int events, boolean add) {
    Parameter first = parameter("first", 16, 3);
    Parameter firstBias = parameter("firstBias", 16);
    Parameter second = parameter("second", 16, 16);
    Parameter secondBias = parameter("secondBias", 16);
    Parameters parameters = Parameters.of(List.of(first, firstBias, second, secondBias));
    Tensor x = Tensor.normal(Shape.of(events, 15), RNG, 100);
    RandomStream random = RandomStream.of(RNG, 0);
    Tensor eager = step(x, random, first, firstBias, second, secondBias);
    float[] expected = new float[parameters.size()];
    float[] found = new float[parameters.size()];
    Arrays.fill(expected, add ? 0.25f : 0);
    Arrays.fill(found, 0.25f);
    eager.backward().addTo(parameters, expected, 0);
    RecordedGraph graph =
        RecordedGraph.record(
                r -> step(x, r, first, firstBias, second, secondBias),
                parameters,
                Optional.of(new PackedWeights()))
            .orElseThrow();
    float value = graph.replay(RNG, 0, ThreadPool.SERIAL, found, add);
    assertThat(value).isEqualTo(eager.item());
    assertThat(found).isEqualTo(expected);
  }

  // [events, 5, 3] by two layers with ReLU, the first with dropout, then attention among the five
  private static Tensor step(
      Tensor x, RandomStream random, Parameter w, Parameter b, Parameter v, Parameter c) {
    Tensor y = x.reshape(-1, 5, 3).linear(w.tensor(), b.tensor()).relu().dropout(0.2, random);
    Tensor z = y.linear(v.tensor(), c.tensor());
    Tensor attention = z.matmul(z.relu().transpose(1, 2)).softmax();
    return attention.matmul(z).sum(1).square().sum();
  }

  private static Parameter parameter(String name, int... shape) {
    Parameter parameter = Parameter.of(name, Shape.of(shape));
    float[] values = Tensor.normal(Shape.of(shape), RNG.child(name), 0).mul(0.3f).toArray();
    parameter.set(values);
    return parameter;
  }
}

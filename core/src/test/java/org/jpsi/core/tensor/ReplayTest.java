package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An operation that was recorded computes, in the same arrays, what a new one computes of other
/// values: bit for bit, the gradients too.
class ReplayTest {
  static Stream<String> operations() {
    return OperationsTest.operations();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void replaysGiveTheBitsOfEagerExecution(String name) {
    Function<Tensor[], Tensor> operation = OperationsTest.operation(name);
    Tensor[] inputs = OperationsTest.inputs(name, 0);
    List<Parameter> list = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      list.add(Parameter.of("p" + i, inputs[i].shape()));
    }
    Parameters parameters = Parameters.of(list);
    draw(parameters, 0);
    Function<RandomStream, Tensor> step =
        _ -> {
          Tensor output = operation.apply(leaves(list));
          return output.dot(Tensor.normal(output.shape(), Rng.of(5), 0));
        };
    RecordedGraph graph = RecordedGraph.record(step, parameters, Optional.empty()).orElseThrow();
    for (int draw = 0; draw < 3; draw++) {
      draw(parameters, draw);
      Tensor end = step.apply(RandomStream.of(Rng.of(0), 0));
      float[] eager = new float[parameters.size()];
      end.backward().addTo(parameters, eager, 0);
      float[] replayed = new float[parameters.size()];
      float value = graph.replay(Rng.of(0), 0, ThreadPool.SERIAL, replayed, false);
      assertThat(value).isEqualTo(end.item());
      assertThat(replayed).isEqualTo(eager);
    }
  }

  private static Tensor[] leaves(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::tensor).toArray(Tensor[]::new);
  }

  private static void draw(Parameters parameters, int draw) {
    Rng rng = Rng.of(9).child(draw);
    for (int i = 0; i < parameters.size(); i++) {
      // from 0.6 to 1.4, with some that are equal
      parameters.values()[i] = 0.6f + 0.05f * rng.integer(16, i);
    }
  }
}

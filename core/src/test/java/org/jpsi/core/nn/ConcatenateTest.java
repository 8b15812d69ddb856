package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.Gradients;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.RandomStream;
import org.jpsi.core.tensor.RecordedGraph;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The layer that joins flat inputs, beside PyTorch's `cat` (`oracles/tensors.py`).
class ConcatenateTest {
  private static final Fixture PYTORCH = Fixture.named("tensors");

  private static Tensor flat(String name) {
    Tensor all = PYTORCH.tensor(name);
    return all.reshape(all.shape().size(0), -1);
  }

  /// The fixture joins p, q and again p, of two axes per event, along the first of them: as flat
  /// inputs are joined.
  @Test
  void valuesAndGradientsArePyTorchs() {
    Tensor p = flat("concat.input0").requiresGrad();
    Tensor q = flat("concat.input1").requiresGrad();
    Layer layer = Concatenate.of("p", "q", "again");
    Tensor y = layer.forward(Inputs.of("again", p).with("q", q).with("p", p), Mode.inference());
    assertThat(y.toArray()).isEqualTo(PYTORCH.floats("concat.output"));
    Gradients gradients = y.dot(flat("concat.cotangent")).backward();
    assertThat(PYTORCH.error(gradients.of(p).toArray(), "concat.gradient0")).isLessThan(1e-6);
    assertThat(PYTORCH.error(gradients.of(q).toArray(), "concat.gradient1")).isLessThan(1e-6);
  }

  @Test
  void theNamesSayTheOrderAndNotTheInputs() {
    Tensor a = Tensor.of(new float[] {1, 2}, 1, 2);
    Tensor b = Tensor.of(new float[] {3}, 1, 1);
    Layer layer = Concatenate.of("b", "a");
    assertThat(layer.forward(Inputs.of("a", a).with("b", b), Mode.inference()).toArray())
        .containsExactly(3, 1, 2)
        .isEqualTo(layer.forward(Inputs.of("b", b).with("a", a), Mode.inference()).toArray());
    assertThat(layer.outputs(Inputs.of("a", Shape.of(2)).with("b", Shape.of(1))))
        .isEqualTo(Shape.of(3));
    Tensor none =
        layer.forward(
            Inputs.of("a", Tensor.zeros(Shape.of(0, 2))).with("b", Tensor.zeros(Shape.of(0, 1))),
            Mode.inference());
    assertThat(none.shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void aStepOfTrainingIsReplayedOnOtherEvents() {
    Sequential network = Sequential.of(Concatenate.of("a", "b"), Linear.of(5, 1));
    network.initialize(Rng.of(1));
    Parameters parameters = Parameters.of(network.parameters());
    float[] a = new float[2 * 6];
    float[] b = new float[3 * 6];
    Tensor y = Tensor.of(new float[] {0, 1, 1, 0, 1, 0}, 6, 1);
    Function<RandomStream, Tensor> step =
        random ->
            new BinaryCrossEntropy()
                .forward(
                    network.forward(
                        Inputs.of("a", Tensor.view(a, 0, Shape.of(6, 2)))
                            .with("b", Tensor.view(b, 0, Shape.of(6, 3))),
                        new Mode.Training(random)),
                    y,
                    Tensor.ones(6));
    RecordedGraph graph = RecordedGraph.record(step, parameters, Optional.empty()).orElseThrow();
    for (int i = 0; i < b.length; i++) {
      a[i % a.length] = (float) Rng.of(2).normal(i);
      b[i] = (float) Rng.of(3).normal(i);
    }
    Tensor eager = step.apply(RandomStream.of(Rng.of(9), 0));
    float[] replayed = new float[parameters.size()];
    assertThat(graph.replay(Rng.of(9), 0, ThreadPool.SERIAL, replayed, false))
        .isEqualTo(eager.item());
    assertThat(replayed).isEqualTo(eager.backward().of(parameters));
  }

  @Test
  void whatItSaysOfItselfBuildsItAgain() {
    Layer layer = Concatenate.of("lepton", "event");
    Layer again = LayerRegistry.of(layer.spec());
    assertThat(again.spec()).isEqualTo(layer.spec());
    assertThat(again).hasToString("Concatenate(lepton, event)");
    assertThat(LayerRegistry.values(layer.spec())).isZero();
    refused(
        () -> LayerRegistry.of(LayerSpec.of("concatenate", Map.of("inputs", "lepton"))),
        "[layer concatenate] expected `inputs`: a list of texts, found lepton");
    assertThatThrownBy(() -> LayerSpec.of("concatenate", Map.of("inputs", List.of(1))))
        .hasMessageStartingWith(
            "setting inputs of layer concatenate: expected a number, text, a boolean or a list of"
                + " texts, found a");
  }

  @Test
  void inputsThatDoNotFitAreNamedWithTheNearest() {
    Layer network = Sequential.of(Concatenate.of("event", "lepton"), Linear.of(7, 1));
    Shape three = Shape.of(3);
    refused(
        () -> network.outputs(Inputs.of("event", three).with("leptons", Shape.of(4))),
        "[layer 0: inputs] expected lepton among them, found event, leptons; did you mean"
            + " leptons?");
    refused(
        () ->
            network.outputs(
                Inputs.of("event", three).with("lepton", Shape.of(4)).with("evnet", three)),
        "[layer 0: inputs] expected event, lepton alone, found evnet beside them; did you mean"
            + " event?");
    refused(
        () -> network.outputs(Inputs.of("event", three).with("lepton", Shape.of(2, 2))),
        "[layer 0: input lepton] expected inputs along one axis, found shape [2, 2];");
    refused(
        () -> network.outputs(Inputs.of("event", three).with("lepton", three)),
        "[layer 1: linear layer] expected 7 inputs, found 6");
    refused(
        () -> network.outputs(three),
        "[layer 0: concatenate layer] expected several inputs by name, found one without a name;");
    refused(
        Concatenate::of, "[concatenate layer] expected one input or more, each once, found none");
    refused(
        () -> Concatenate.of("a", "a"),
        "[concatenate layer] expected one input or more, each once, found a, a");
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message);
  }
}

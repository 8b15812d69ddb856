package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.Gradients;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LayerRegistryTest {
  @Test
  void tenStepsOfTrainingArePyTorchs() {
    Fixture pytorch = Fixture.named("network");
    Sequential net =
        Sequential.of(Linear.of(3, 8), Relu.of(), Linear.of(8, 5), Tanh.of(), Linear.of(5, 1));
    Parameters parameters = Parameters.of(net.parameters());
    parameters.list().forEach(p -> p.set(pytorch.floats("start." + p.name())));
    Optimizer.State adam = new Adam(0.01).start(parameters.size());
    double[] losses = pytorch.array("losses");
    for (double expected : losses) {
      Tensor output = net.forward(pytorch.tensor("x"), new Mode.Training(Rng.of(0), 0));
      Tensor loss =
          new BinaryCrossEntropy()
              .forward(output, pytorch.tensor("y"), pytorch.tensor("w"))
              .div(32);
      assertThat((double) loss.item()).isCloseTo(expected, within(1e-5));
      float[] gradients = new float[parameters.size()];
      Gradients all = loss.backward();
      all.addTo(parameters, gradients, 0);
      assertThat(all.of(parameters)).containsExactly(gradients);
      adam.step(parameters, gradients);
    }
    for (Parameter p : parameters.list()) {
      assertThat(pytorch.error(p.tensor().toArray(), "end." + p.name())).isLessThan(1e-4);
    }
  }

  @Test
  void aLayerOfKnownWeightsIsTheMatrixOnPaper() {
    Linear layer = Linear.of(new float[][] {{1, -2}, {0.5f, 1}, {-1, 0.5f}}, 0.5f, -0.5f, 0.25f);
    Tensor x = Tensor.of(new float[] {1, 0.5f}, 1, 2);
    assertThat(layer.forward(x, Mode.inference()).toArray()).containsExactly(0.5f, 0.5f, -0.5f);
    assertThatThrownBy(() -> Linear.of(new float[][] {{1, -2}}, 1, 2))
        .hasMessage("linear layer of weights [1, 2]: expected as many biases as rows, found 2");
  }

  @Test
  void gradientsOfShardsAddUpToThoseOfTheBatchToTheBit() {
    Sequential net = Sequential.of(Linear.of(5, 16), Relu.of(), Dropout.of(0.25), Linear.of(16, 1));
    Parameters parameters = Parameters.of(net.parameters());
    int events = 600;
    float[] x = normal(events * 5, 1);
    float[] y = new float[events];
    float[] w = normal(events, 2);
    for (int i = 0; i < events; i++) {
      y[i] = i % 2;
    }
    float[] whole = new float[parameters.size()];
    gradients(net, x, y, w, 0, events).addTo(parameters, whole, 0);
    float[] shards = new float[parameters.size()];
    for (int from = 0; from < events; from += 256) {
      gradients(net, x, y, w, from, Math.min(events, from + 256)).addTo(parameters, shards, 0);
    }
    assertThat(shards).isEqualTo(whole);
  }

  private static org.jpsi.core.tensor.Gradients gradients(
      Sequential net, float[] x, float[] y, float[] w, int from, int to) {
    Tensor inputs = Tensor.view(x, from * 5, Shape.of(to - from, 5));
    Tensor output = net.forward(inputs, new Mode.Training(Rng.of(9), from));
    Shape events = Shape.of(to - from);
    return new BinaryCrossEntropy()
        .forward(output, Tensor.view(y, from, events), Tensor.view(w, from, events))
        .backward();
  }

  @Test
  void dropoutIsSilentInInferenceAndDrawsByEventInTraining() {
    Tensor x = Tensor.full(Shape.of(6, 4), 1);
    Dropout dropout = Dropout.of(0.5);
    assertThat(dropout.forward(x, Mode.inference())).isSameAs(x);
    float[] all = dropout.forward(x, new Mode.Training(Rng.of(1), 10)).toArray();
    float[] last =
        dropout.forward(Tensor.full(Shape.of(2, 4), 1), new Mode.Training(Rng.of(1), 14)).toArray();
    assertThat(last).isEqualTo(java.util.Arrays.copyOfRange(all, 16, 24));
    assertThat(all).containsOnly(0, 2);
    assertThatThrownBy(() -> Dropout.of(1))
        .isInstanceOf(InputException.class)
        .hasMessage("[dropout] expected a rate from 0 to 0.99, found 1.0");
  }

  @Test
  void theSameStreamGivesTheSameWeightsAndLayersDiffer() {
    Sequential net = Sequential.of(Linear.of(3, 3), Linear.of(3, 3));
    net.initialize(Rng.of(1));
    float[] first = net.parameters().get(0).tensor().toArray();
    assertThat(net.parameters().get(2).tensor().toArray()).isNotEqualTo(first);
    Sequential other = Sequential.of(Linear.of(3, 3), Linear.of(3, 3));
    other.initialize(Rng.of(1));
    assertThat(other.parameters().get(0).tensor().toArray()).isEqualTo(first);
  }

  @Test
  void aNetworkIsBuiltAgainFromItsDescription() {
    Sequential net =
        Sequential.of(
            Linear.of(3, 8, Init.GLOROT_UNIFORM),
            Relu.of(),
            Sigmoid.of(),
            Tanh.of(),
            Identity.of(),
            Dropout.of(0.1),
            Sequential.of(Linear.of(8, 2)));
    assertThat(LayerRegistry.of(net.spec()).spec()).isEqualTo(net.spec());
    assertThat(LayerRegistry.of(net.spec()).parameters().getFirst().tensor().toArray())
        .containsOnly(0);
    assertThat(LayerRegistry.of(net.spec()).parameters())
        .extracting(Parameter::name)
        .containsExactly("0.weight", "0.bias", "6.0.weight", "6.0.bias");
    assertThat(LayerRegistry.values(net.spec())).isEqualTo(3 * 8 + 8 + 8 * 2 + 2);
    assertThat(net.outputs(Shape.of(3))).isEqualTo(Shape.of(2));
  }

  @Test
  void theStepOfThePerceptronIsForUseNotForTraining() {
    Tensor x = Tensor.of(new float[] {-1, 0, 2, Float.NaN}, 2, 2);
    assertThat(Step.of().forward(x, Mode.inference()).toArray())
        .containsExactly(0, 0, 1, Float.NaN);
    assertThatThrownBy(() -> Step.of().forward(x, new Mode.Training(Rng.of(0), 0)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[step] cannot be trained by gradients");
    Tensor leaf = x.requiresGrad();
    assertThat(leaf.step().sum().backward().of(leaf).toArray()).containsOnly(0);
  }

  @Test
  void activationsGoByNameAndSettingsAreChecked() {
    for (Activation activation : Activation.all()) {
      assertThat(Activation.named(activation.name())).isEqualTo(activation);
      assertThat(LayerRegistry.of(activation.spec())).isEqualTo(activation);
    }
    assertThatThrownBy(() -> Activation.named("leakyRule"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("found `leakyRule`; did you mean leakyRelu?");
    assertThatThrownBy(() -> LeakyRelu.of(-1))
        .isInstanceOf(InputException.class)
        .hasMessage("[leakyRelu] expected `slope`: a number from 0.0 to 1.0, found -1.0");
  }

  @Test
  void widthsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Sequential.of(Linear.of(3, 8), Linear.of(9, 1)).outputs(Shape.of(3)))
        .isInstanceOf(InputException.class)
        .hasMessage("[layer 1: linear layer] expected 9 inputs, found 8")
        .hasCauseInstanceOf(InputException.class);
    assertThatThrownBy(
            () -> Sequential.of(Residual.of(Relu.of(), Linear.of(9, 3))).outputs(Shape.of(3)))
        .hasMessage("[layer 0: layer 1: linear layer] expected 9 inputs, found 3")
        .satisfies(e ->
            assertThat(((InputException) e).problem())
                .returns("9 inputs", Problem::expected)
                .returns("3", Problem::found)
                .extracting(Problem::where)
                .asInstanceOf(LIST)
                .containsExactly(
                    new Place.Named("layer 0"),
                    new Place.Named("layer 1"),
                    new Place.Named("linear layer")));
    Sequential net = Sequential.of(Relu.of(), Residual.of(Linear.of(3, 8), Linear.of(9, 3)));
    assertThatThrownBy(() -> net.forward(Tensor.ones(5, 3), Mode.inference()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer 1, Residual(Linear(3, 8), Linear(9, 3)): layer 1, Linear(9, 3):"
                + " linear of [5, 8], weight [3, 9], bias [3]")
        .asInstanceOf(type(LayerException.class))
        .returns(1, LayerException::layer)
        .extracting(Throwable::getCause, type(LayerException.class))
        .returns(1, LayerException::layer)
        .extracting(Throwable::getCause)
        .isExactlyInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void descriptionsNobodyShouldTrustAreRefusedBeforeAnythingIsAllocated() {
    refused("[network] expected a layer of kind", LayerSpec.of("linaer", Map.of()));
    refused(
        "[layer linear] expected `out`: a whole number", LayerSpec.of("linear", Map.of("in", 3)));
    refused(
        "[layer linear] expected `out`: a whole number",
        LayerSpec.of("linear", Map.of("in", 3, "out", 1e300)));
    refused(
        "[layer linear] expected `out`: a whole number",
        LayerSpec.of("linear", Map.of("in", 3, "out", 1.5)));
    refused(
        "[layer linear] expected `init`",
        LayerSpec.of("linear", Map.of("in", 3, "out", 1, "init", "x")));
    refused(
        "[layer tabularEncoding] expected `clip`: true or false, found yes",
        LayerSpec.of(
            "tabularEncoding",
            Map.ofEntries(
                Map.entry("columns", List.of("numeric")),
                Map.entry("frequencies", 2),
                Map.entry("sigma", 0.3),
                Map.entry("width", 3),
                Map.entry("tails", true),
                Map.entry("clip", "yes"))));
    refused(
        "[layer batchNorm] expected `width`: a whole number from 1",
        LayerSpec.of("batchNorm", Map.of("width", 1e18, "epsilon", 1e-5)));
    refused(
        "[layer layerNorm] expected `epsilon`",
        LayerSpec.of("layerNorm", Map.of("width", 3, "epsilon", 0)));
    refused(
        "[network] expected at most",
        LayerSpec.of("embedding", Map.of("column", 0, "categories", 1 << 20, "width", 1 << 20)));
    refused("[layer leakyRelu] expected `slope`", LayerSpec.of("leakyRelu", Map.of("slope", "x")));
    refused("[layer elu] expected `alpha`", LayerSpec.of("elu", Map.of()));
    refused("[layer dropout] expected `rate`", LayerSpec.of("dropout", Map.of("rate", Double.NaN)));
    refused(
        "[network] expected at most",
        LayerSpec.of("linear", Map.of("in", 1 << 20, "out", 1 << 20)));
    LayerSpec deep = LayerSpec.of("relu", Map.of());
    for (int i = 0; i < 100; i++) {
      deep = new LayerSpec("sequential", Map.of(), List.of(deep));
    }
    refused("[network] layers nested deeper than 32", deep);
  }

  private static void refused(String message, LayerSpec spec) {
    assertThatThrownBy(() -> LayerRegistry.of(spec))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message);
  }

  private static float[] normal(int n, int seed) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Rng.of(seed).normal(i);
    }
    return values;
  }

  @Test
  void aWrongSettingIsToldInWordsAndBeforeAnyCount() {
    assertThatThrownBy(() -> LayerSpec.of("linear", Map.of("in", List.of(1, 2))))
        .hasMessage(
            "setting in of layer linear: expected a number, text, a boolean or a list of texts,"
                + " found a list of something else");
    assertThatThrownBy(() -> LayerSpec.of("linear", Map.of("in", Map.of("a", 1))))
        .hasMessageEndingWith("found names with values");
    for (int heads : new int[] {-1, 0, 1 << 20}) {
      Map<String, Object> settings = Map.of("width", 8, "heads", heads, "dropout", 0);
      assertThatThrownBy(() -> LayerRegistry.values(LayerSpec.of("multiHeadAttention", settings)))
          .hasMessage(
              "[layer multiHeadAttention] expected `heads`: a whole number from 1 to 1024, found "
                  + heads);
    }
    Map<String, Object> stride = Map.of("in", 1, "out", 1, "kernel", 3, "stride", 0, "padding", 0);
    assertThatThrownBy(() -> LayerRegistry.values(LayerSpec.of("conv2d", stride)))
        .hasMessage("[layer conv2d] expected `stride`: a whole number from 1 to 1024, found 0");
  }

  @Test
  void theNameOfAClassIsToldTheNameOfItsType() {
    for (String type : List.of("Linear", "org.jpsi.core.nn.Linear")) {
      assertThatThrownBy(() -> LayerRegistry.values(LayerSpec.of(type, Map.of())))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "[network] expected the type of a layer, found `" + type + "`; did you mean linear?");
    }
  }
}

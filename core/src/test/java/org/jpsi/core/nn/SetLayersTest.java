package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Gradients;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.RandomStream;
import org.jpsi.core.tensor.RecordedGraph;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Layers of sets, with and without a mask, beside PyTorch (`oracles/sets.py`) and beside finite
/// differences.
class SetLayersTest {
  private static final Fixture PYTORCH = Fixture.named("sets");
  private static final Tensor MASK = PYTORCH.tensor("constants.mask");
  private static final Mode TRAINING = new Mode.Training(Rng.of(0), 0);

  private static final Map<String, MaskedLayer> LAYERS =
      Map.of(
          "attention", MultiHeadAttention.of(6, 3),
          "attentionMasked", MultiHeadAttention.of(6, 3),
          "attentionOneHead", MultiHeadAttention.of(4, 1),
          "sum", Pooling.sum(),
          "mean", Pooling.mean(),
          "max", Pooling.max(),
          "sumOfAll", Pooling.sum(),
          "meanOfAll", Pooling.mean(),
          "maxOfAll", Pooling.max());

  private static final LayerOracle<MaskedLayer> ORACLE = new LayerOracle<>(PYTORCH, LAYERS);

  static Stream<String> layers() {
    return ORACLE.names();
  }

  private static boolean masked(String name) {
    return !name.equals("attention") && !name.endsWith("OfAll");
  }

  private static MaskedLayer layer(String name) {
    return ORACLE.layer(name);
  }

  private static Tensor forward(String name, Tensor x) {
    return masked(name) ? layer(name).forward(x, MASK, TRAINING) : layer(name).forward(x, TRAINING);
  }

  @Test
  void everyCaseOfTheFixtureIsHereAndParametersHavePyTorchsNames() {
    assertThat(PYTORCH.groups().stream().filter(name -> !name.equals("constants")))
        .containsExactlyInAnyOrderElementsOf(LAYERS.keySet());
    assertThat(MultiHeadAttention.of(4, 2).parameters())
        .extracting(Parameter::toString)
        .containsExactly(
            "in_proj_weight [12, 4]",
            "in_proj_bias [12]",
            "out_proj.weight [4, 4]",
            "out_proj.bias [4]");
  }

  @ParameterizedTest
  @MethodSource("layers")
  void valuesAndGradientsArePyTorchs(String name) {
    ORACLE.compare(name, x -> forward(name, x), 2e-6);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsAreFiniteDifferences(String name) {
    // numbers that are far from each other: which is the largest stays the same
    int[] order = Rng.of(4).child(name).permutation(PYTORCH.tensor(name + ".input0").count());
    float[] values = new float[order.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (layer(name) instanceof Pooling ? 0.2f : 0.02f) * (order[i] - 30);
    }
    Shape shape = PYTORCH.shape(name + ".input0");
    assertThat(GradCheck.largestError(t -> forward(name, t[0]), Tensor.view(values, 0, shape)))
        .isLessThan(5e-4);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void theShapeAnnouncedIsTheShapeGivenAndTheDescriptionBuildsItAgain(String name) {
    MaskedLayer layer = layer(name);
    Shape event = Shape.of(5, PYTORCH.shape(name + ".input0").size(2));
    Tensor none = layer.forward(Tensor.zeros(event.prepend(0)), Mode.inference());
    assertThat(none.shape()).isEqualTo(layer.outputs(event).prepend(0));
    LayerOracle.describes(layer);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aMaskOfOnesIsNoMask(String name) {
    Tensor x = PYTORCH.tensor(name + ".input0");
    assertThat(layer(name).forward(x, Tensor.ones(4, 5), TRAINING).toArray())
        .isEqualTo(layer(name).forward(x, TRAINING).toArray());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void anEventMaskedWholeGivesNumbersAndDisturbsNoOther(String name) {
    MaskedLayer layer = layer(name);
    Tensor x = PYTORCH.tensor(name + ".input0");
    float[] mask = MASK.toArray();
    Arrays.fill(mask, 10, 15, 0);
    Tensor leaf = x.requiresGrad();
    Tensor y = layer.forward(leaf, Tensor.of(mask, 4, 5), TRAINING);
    Tensor with = layer.forward(x, MASK, TRAINING);
    int each = y.count() / 4;
    for (int event : new int[] {0, 1, 3}) {
      assertThat(Arrays.copyOfRange(y.toArray(), event * each, (event + 1) * each))
          .isEqualTo(Arrays.copyOfRange(with.toArray(), event * each, (event + 1) * each));
    }
    float[] bias =
        layer instanceof Pooling
            ? new float[x.shape().size(2)]
            : layer.parameters().getLast().tensor().toArray();
    float[] empty = Arrays.copyOfRange(y.toArray(), 2 * each, 3 * each);
    for (int i = 0; i < each; i++) {
      assertThat(empty[i]).isEqualTo(bias[i % bias.length]);
    }
    Gradients gradients = y.square().sum().backward();
    for (float g : gradients.of(leaf).toArray()) {
      assertThat(g).isFinite();
    }
    layer
        .parameters()
        .forEach(parameter -> {
          for (float g : gradients.of(parameter).toArray()) {
            assertThat(g).isFinite();
          }
        });
  }

  @Test
  void paddingIsNotSeen() {
    for (String name : List.of("attentionMasked", "sum", "mean", "max")) {
      Tensor x = PYTORCH.tensor(name + ".input0");
      Tensor kept = MASK.unsqueeze(-1);
      Tensor other = x.where(kept.gt(0), Tensor.full(x.shape(), 1e6f));
      Tensor y = layer(name).forward(x, MASK, TRAINING);
      Tensor z = layer(name).forward(other, MASK, TRAINING);
      if (name.startsWith("attention")) {
        y = y.where(kept.gt(0), Tensor.zeros(y.shape()));
        z = z.where(kept.gt(0), Tensor.zeros(y.shape()));
      }
      assertThat(z.toArray()).isEqualTo(y.toArray());
    }
  }

  @Test
  void paddingOfNaNIsMadeZerosBeforeAttention() {
    MultiHeadAttention layer = MultiHeadAttention.of(6, 3);
    Tensor x = PYTORCH.tensor("attentionMasked.input0");
    Tensor kept = MASK.unsqueeze(-1);
    Tensor nan = x.where(kept, Float.NaN);
    assertThat(layer.forward(nan, MASK, TRAINING).where(kept, 0).toArray()).contains(Float.NaN);
    Tensor y = layer.forward(x.where(kept, 0), MASK, TRAINING);
    Tensor z = layer.forward(nan.where(kept, 0), MASK, TRAINING);
    assertThat(z.toArray()).isEqualTo(y.toArray()).doesNotContain(Float.NaN);
    Gradients expected = y.square().sum().backward();
    Gradients found = z.square().sum().backward();
    for (Parameter parameter : layer.parameters()) {
      assertThat(found.of(parameter).toArray())
          .isEqualTo(expected.of(parameter).toArray())
          .doesNotContain(Float.NaN);
    }
  }

  private static Sequential network() {
    return Sequential.of(
        Constituents.of(
            "jets",
            Linear.of(3, 8),
            Sequential.of(
                Relu.of(), Residual.of(MultiHeadAttention.of(8, 2, 0.25), Dropout.of(0.2))),
            LayerNorm.of(8),
            Pooling.mean()),
        Linear.of(8, 1));
  }

  private static Inputs<Tensor> inputs(float[] jets, float[] mask) {
    int events = mask.length / 20;
    return Inputs.of("jets", Tensor.of(jets, events, 20, 3))
        .with("jets.mask", Tensor.of(mask, events, 20));
  }

  private static void fill(float[] jets, float[] mask, Rng rng) {
    for (int i = 0; i < jets.length; i++) {
      jets[i] = (float) rng.normal(i);
    }
    for (int i = 0; i < mask.length; i++) {
      mask[i] = rng.integer(3, i) > 0 || i % 20 == 0 ? 1 : 0;
    }
  }

  @Test
  void aNetworkOfSetsIsReplayedWithTheBitsOfEagerExecution() {
    // 480 constituents are more than one block of a product
    int events = 24;
    float[] jets = new float[events * 60];
    float[] mask = new float[events * 20];
    Sequential net = network();
    net.initialize(Rng.of(1));
    Parameters parameters = Parameters.of(net.parameters());
    fill(jets, mask, Rng.of(9));
    RecordedGraph graph =
        RecordedGraph.record(
                random -> net.forward(inputs(jets, mask), new Mode.Training(random)).square().sum(),
                parameters,
                Optional.empty())
            .orElseThrow();
    for (int round = 1; round < 4; round++) {
      Rng rng = Rng.of(round);
      fill(jets, mask, rng);
      float[] eager = new float[parameters.size()];
      Tensor sum =
          net.forward(inputs(jets, mask), new Mode.Training(RandomStream.of(rng, 8)))
              .square()
              .sum();
      sum.backward().addTo(parameters, eager, 0);
      float[] replayed = new float[parameters.size()];
      assertThat(graph.replay(rng, 8, ThreadPool.SERIAL, replayed, false)).isEqualTo(sum.item());
      assertThat(replayed).isEqualTo(eager);
    }
  }

  @Test
  void theMaskReachesEveryLayerInside() {
    float[] jets = new float[120];
    float[] mask = new float[40];
    fill(jets, mask, Rng.of(3));
    Sequential net = network();
    net.initialize(Rng.of(2));
    float[] y = net.forward(inputs(jets, mask), Mode.inference()).toArray();
    for (int i = 0; i < 40; i++) {
      for (int f = 0; f < 3 && mask[i] == 0; f++) {
        jets[3 * i + f] = 100;
      }
    }
    assertThat(net.forward(inputs(jets, mask), Mode.inference()).toArray()).isEqualTo(y);
    assertThat(net.outputs(Inputs.of("jets", Shape.of(20, 3)).with("jets.mask", Shape.of(20))))
        .isEqualTo(Shape.of(1));
    Layer again = LayerRegistry.of(net.spec());
    assertThat(again.spec()).isEqualTo(net.spec());
    assertThat(again).hasToString(net.toString());
    assertThat(net.parameters().stream().map(Parameter::name))
        .contains("0.0.weight", "0.1.1.0.in_proj_weight", "0.1.1.0.out_proj.bias", "1.bias");
  }

  @Test
  void aTensorOfThreeAxesIsTransformedByTheLayersOfRowsRecordedToo() {
    Sequential net = Sequential.of(Linear.of(3, 8), Gelu.of(), LayerNorm.of(8), Linear.of(8, 2));
    net.initialize(Rng.of(1));
    Parameters parameters = Parameters.of(net.parameters());
    float[] x = new float[24 * 60];
    fill(x, new float[0], Rng.of(5));
    RecordedGraph graph =
        RecordedGraph.record(
                random ->
                    net.forward(Tensor.of(x, 24, 20, 3), new Mode.Training(random)).square().sum(),
                parameters,
                Optional.empty())
            .orElseThrow();
    fill(x, new float[0], Rng.of(6));
    float[] eager = new float[parameters.size()];
    Tensor sum = net.forward(Tensor.of(x, 24, 20, 3), TRAINING).square().sum();
    sum.backward().addTo(parameters, eager, 0);
    float[] rows = new float[parameters.size()];
    Tensor ofRows = net.forward(Tensor.of(x, 480, 3), TRAINING).square().sum();
    ofRows.backward().addTo(parameters, rows, 0);
    float[] replayed = new float[parameters.size()];
    assertThat(graph.replay(Rng.of(0), 0, ThreadPool.SERIAL, replayed, false))
        .isEqualTo(sum.item());
    assertThat(replayed).isEqualTo(eager).isEqualTo(rows);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    assertThatThrownBy(() -> MultiHeadAttention.of(6, 4))
        .hasMessage(
            "[multiHeadAttention layer] expected a width that is a multiple of its 4 heads, found"
                + " 6");
    MultiHeadAttention layer = MultiHeadAttention.of(6, 3);
    assertThatThrownBy(() -> layer.outputs(Shape.of(6)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "[multiHeadAttention layer] expected a set [constituents, features], found shape [6]");
    assertThatThrownBy(() -> layer.outputs(Shape.of(3, 5)))
        .hasMessage("[multiHeadAttention layer] expected 6 inputs, found 5");
    assertThatThrownBy(() -> layer.forward(Tensor.zeros(2, 6), TRAINING))
        .hasMessage("multiHeadAttention of [2, 6]: expected [events, n, 6]");
    assertThatThrownBy(() -> layer.forward(Tensor.zeros(2, 3, 6), Tensor.zeros(2, 4), TRAINING))
        .hasMessage("multiHeadAttention of [2, 3, 6] with a mask of [2, 4]");
    assertThatThrownBy(() -> Pooling.sum().outputs(Shape.of(6)))
        .hasMessageStartingWith("[pooling layer] expected a set");
    Constituents jets = Constituents.of("jets", Pooling.sum());
    assertThatThrownBy(() -> jets.outputs(Inputs.of("jets", Shape.of(3, 2))))
        .hasMessageStartingWith("[inputs] expected jets.mask among them, found jets");
    assertThatThrownBy(
            () -> jets.outputs(Inputs.of("jets", Shape.of(3, 2)).with("jets.mask", Shape.of(2))))
        .hasMessage("[input jets.mask] expected a mask of shape [3], found [2]");
  }

  @Test
  void descriptionsNobodyShouldTrustAreRefused() {
    refused("[network] expected at most", attention(1 << 20, 1, 0));
    refused("[multiHeadAttention layer] expected a width that is a multiple", attention(6, 4, 0));
    refused("[layer multiHeadAttention] expected `heads`", attention(6, 0, 0));
    refused("[layer multiHeadAttention] expected `dropout`", attention(6, 2, 1));
    refused("[layer pooling] expected `by`", LayerSpec.of("pooling", Map.of("by", "median")));
    refused("[layer pooling] expected `by`", LayerSpec.of("pooling", Map.of()));
    refused("[layer constituents] expected `input`", LayerSpec.of("constituents", Map.of()));
    refused(
        "[layer gradientReversal] expected `factor`",
        LayerSpec.of("gradientReversal", Map.of("factor", Double.NaN)));
  }

  private static LayerSpec attention(int width, int heads, double dropout) {
    return LayerSpec.of(
        "multiHeadAttention", Map.of("width", width, "heads", heads, "dropout", dropout));
  }

  private static void refused(String message, LayerSpec spec) {
    assertThatThrownBy(() -> LayerRegistry.of(spec))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message);
  }
}

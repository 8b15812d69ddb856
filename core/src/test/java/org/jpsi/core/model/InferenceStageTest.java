package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Concatenate;
import org.jpsi.core.nn.Constituents;
import org.jpsi.core.nn.Conv2d;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Elu;
import org.jpsi.core.nn.Embedding;
import org.jpsi.core.nn.Flatten;
import org.jpsi.core.nn.Gelu;
import org.jpsi.core.nn.GradientReversal;
import org.jpsi.core.nn.Heads;
import org.jpsi.core.nn.Identity;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerNorm;
import org.jpsi.core.nn.LayerRegistry;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.LeakyRelu;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Logit;
import org.jpsi.core.nn.MaxPool2d;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.MultiHeadAttention;
import org.jpsi.core.nn.Pooling;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Sigmoid;
import org.jpsi.core.nn.TabularEncoding;
import org.jpsi.core.nn.Unflatten;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.TabularColumn.Category;
import org.jpsi.core.tensor.TabularColumn.Numeric;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every built-in layer scores without tensors: with the bits of its forward pass, and without
/// allocation.
class InferenceStageTest {
  private static final int WIDTH = 7;
  private static final int EVENTS = 1500;

  /// A network for each type of the registry, of {@link #shapes}.
  static Map<String, Sequential> networks() {
    Map<String, Sequential> all = new LinkedHashMap<>();
    for (Activation activation : Activation.all()) {
      all.put(activation.name(), behindALinearLayer(activation));
    }
    all.put(
        "heads",
        Sequential.of(
            Linear.of(WIDTH, 5),
            Heads.of(
                "a",
                Sequential.of(Linear.of(5, 9), Relu.of(), Linear.of(9, 1)),
                "b",
                Linear.of(5, 2))));
    all.put("linear", Sequential.of(Linear.of(WIDTH, 33), Linear.of(33, 3)));
    all.put("batchNorm", behindALinearLayer(BatchNorm.of(WIDTH)));
    all.put("layerNorm", behindALinearLayer(LayerNorm.of(WIDTH)));
    all.put("dropout", behindALinearLayer(Dropout.of(0.3)));
    all.put("identity", Sequential.of(Identity.of()));
    all.put("embedding", Sequential.of(Embedding.of(2, 5, 3), Linear.of(WIDTH + 2, 4)));
    all.put(
        "tabularEncoding",
        Sequential.of(
            TabularEncoding.of(
                List.of(
                    Numeric.of(),
                    new Numeric(List.of(0f, 1f), true),
                    new Category(5, 3),
                    Numeric.of(),
                    Numeric.of(),
                    Numeric.of(),
                    Numeric.of())),
            Linear.of(7 * 5 - 5 + 2 + 1 + 3, 4)));
    all.put("sequential", Sequential.of(Sequential.of(Linear.of(WIDTH, 4), Relu.of()), Relu.of()));
    all.put("residual", behindALinearLayer(Residual.of(Residual.of(Linear.of(7, 7), Gelu.of()))));
    Sequential images =
        Sequential.of(
            Linear.of(WIDTH, 60),
            Unflatten.of(2, 6, 5),
            Conv2d.of(2, 3, 3, 1, 1),
            Relu.of(),
            MaxPool2d.of(2),
            Conv2d.of(3, 4, 2, 2, 1),
            Flatten.of(),
            Linear.of(16, 3));
    for (String type : List.of("conv2d", "maxPool2d", "flatten", "unflatten")) {
      all.put(type, images);
    }
    all.put("gradientReversal", behindALinearLayer(GradientReversal.of(2)));
    all.put("multiHeadAttention", ofTwoConstituents(MultiHeadAttention.of(3, 1), Flatten.of()));
    all.put("pooling", ofTwoConstituents(Pooling.max()));
    all.put(
        "constituents",
        Sequential.of(
            Constituents.of(
                "jets", Linear.of(2, 4), MultiHeadAttention.of(4, 2), Relu.of(), Pooling.sum()),
            Linear.of(4, 3)));
    all.put("logOdds", Sequential.of(Linear.of(WIDTH, 3), Sigmoid.of(), Logit.of()));
    all.put("concatenate", Sequential.of(Concatenate.of("b", "a"), Linear.of(WIDTH, 4)));
    return all;
  }

  private static Sequential ofTwoConstituents(Layer... layers) {
    return Sequential.of(
        Linear.of(WIDTH, 6), Unflatten.of(2, 3), Sequential.of(layers), LeakyRelu.of(0.1));
  }

  private static Sequential behindALinearLayer(Layer layer) {
    return Sequential.of(Linear.of(WIDTH, WIDTH), layer, Linear.of(WIDTH, 40), Relu.of());
  }

  static Stream<Arguments> builtIn() {
    return networks().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  static Stream<Sequential> more() {
    return Stream.of(
        Sequential.of(),
        Sequential.of(Relu.of()),
        Sequential.of(BatchNorm.of(WIDTH), Relu.of(), BatchNorm.of(WIDTH)),
        Sequential.of(Residual.of(Relu.of(), Elu.of(0.3)), LeakyRelu.of(0.2)),
        Sequential.of(Residual.of()),
        ofTwoConstituents(
            Residual.of(MultiHeadAttention.of(3, 3), LayerNorm.of(3)), Pooling.mean()),
        Sequential.of(Linear.of(WIDTH, 600), Unflatten.of(2, 300), MultiHeadAttention.of(300, 1)),
        Sequential.of(
            Linear.of(WIDTH, 256),
            Relu.of(),
            Linear.of(256, 300),
            Linear.of(300, 64),
            Relu.of(),
            Linear.of(64, 1)),
        Sequential.of(Linear.of(WIDTH, 600), LayerNorm.of(600), Linear.of(600, 300), Logit.of()));
  }

  static Stream<Sequential> ofManyConstituents() {
    return Stream.of(
        Sequential.of(
            Linear.of(WIDTH, 600),
            Unflatten.of(600, 1),
            MultiHeadAttention.of(1, 1),
            Pooling.sum()),
        Sequential.of(
            Linear.of(WIDTH, 1200),
            Unflatten.of(300, 4),
            MultiHeadAttention.of(4, 2),
            Pooling.sum()));
  }

  private static Inputs<Shape> shapes(Sequential network) {
    if (!network.layers().isEmpty() && network.layers().getFirst() instanceof Constituents) {
      return Inputs.of("jets", Shape.of(2, 2)).with("jets.mask", Shape.of(2));
    }
    return !network.layers().isEmpty() && network.layers().getFirst() instanceof Concatenate
        ? Inputs.of("a", Shape.of(WIDTH - 2)).with("b", Shape.of(2))
        : Inputs.single(Shape.of(WIDTH));
  }

  private static void settle(Sequential network) {
    network.initialize(Rng.of(1));
    network.calibrate(block(shapes(network), 200).tensors());
    network.parameters().stream()
        .filter(parameter -> parameter.name().endsWith("bias"))
        .forEach(
            parameter -> parameter.set(Tensor.normal(parameter.shape(), Rng.of(7), 0).toArray()));
  }

  private static InputBlock block(Inputs<Shape> shapes, int events) {
    Inputs<float[]> arrays =
        shapes.map((name, shape) -> {
          float[] x = Tensor.normal(shape.prepend(events), Rng.of(2).child(name), 0).toArray();
          for (int i = 0; i < events; i++) {
            // a category for the embedding, and some constituents that are not there
            x[i * shape.count() + Math.min(2, shape.count() - 1)] = i % 5;
          }
          return x;
        });
    return new InputBlock(shapes, arrays, 0, events, new double[0][]);
  }

  // An event's inputs one after the other, in an array that is longer.
  private static float[] event(InputBlock block, int event) {
    float[] values = new float[WIDTH + 3];
    int[] at = {0};
    block
        .shapes()
        .forEach((name, shape) -> {
          int n = shape.count();
          System.arraycopy(block.arrays().get(name), event * n, values, at[0], n);
          at[0] += n;
        });
    return values;
  }

  @Test
  void everyTypeOfLayerIsTried() {
    assertThat(new TreeSet<>(networks().keySet())).isEqualTo(new TreeSet<>(LayerRegistry.types()));
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void aBuiltInLayerHasTheBitsOfItsForwardPass(String type, Sequential network) {
    settle(network);
    hasTheBitsOfTheForwardPass(network);
  }

  @ParameterizedTest
  @MethodSource("more")
  void soHasANetworkOfThem(Sequential network) {
    settle(network);
    hasTheBitsOfTheForwardPass(network);
  }

  @ParameterizedTest
  @MethodSource("ofManyConstituents")
  void soHasAttentionToHundredsOfConstituents(Sequential network) {
    settle(network);
    // two chunks and a rest: an event takes half a million exponentials
    hasTheBitsOfTheForwardPass(network, 300);
  }

  private static void hasTheBitsOfTheForwardPass(Sequential network) {
    hasTheBitsOfTheForwardPass(network, EVENTS);
  }

  private static void hasTheBitsOfTheForwardPass(Sequential network, int events) {
    Inputs<Shape> shapes = shapes(network);
    InputBlock block = block(shapes, events);
    float[] eager = network.forward(block.tensors(), Mode.inference()).toArray();
    int width = eager.length / events;
    InferenceNetwork compiled = InferenceNetwork.of(network, shapes);
    float[] many = new float[eager.length + 5];
    compiled.predict(block, many, 5);
    assertThat(Arrays.copyOfRange(many, 5, many.length)).isEqualTo(eager);
    float[] one = new float[width];
    for (int i = 0; i < events; i++) {
      compiled.predict(event(block, i), new double[0], one);
      assertThat(one).isEqualTo(Arrays.copyOfRange(eager, i * width, (i + 1) * width));
    }
  }

  /// A call that must allocate nothing: see InferenceAllocation.
  static IntConsumer oneEvent(Sequential network) {
    settle(network);
    InferenceNetwork compiled = InferenceNetwork.of(network, shapes(network));
    float[][] events = new float[20][];
    InputBlock block = block(shapes(network), events.length);
    for (int i = 0; i < events.length; i++) {
      events[i] = event(block, i);
    }
    float[] y = new float[64];
    double[] none = new double[0];
    return i -> compiled.predict(events[i % events.length], none, y);
  }

  @Test
  void eventsOfWideLayersAreScoredFewAtATime() {
    assertThat(InferenceNetwork.chunk(0)).isEqualTo(1024);
    assertThat(InferenceNetwork.chunk(64)).isEqualTo(256);
    assertThat(InferenceNetwork.chunk(1 << 15)).isEqualTo(128);
    assertThat(InferenceNetwork.chunk(1 << 20)).isEqualTo(4);
    assertThat(InferenceNetwork.chunk(1 << 24)).isEqualTo(1);
    assertThat(InferenceNetwork.chunk(Integer.MAX_VALUE)).isEqualTo(1);
    Sequential network =
        Sequential.of(
            Linear.of(WIDTH, 1 << 16),
            Unflatten.of(1, 256, 256),
            Conv2d.of(1, 16, 1),
            MaxPool2d.of(256),
            Flatten.of(),
            Linear.of(16, 1));
    InputBlock block = block(shapes(network), 10);
    float[] scores = new float[10];
    InferenceNetwork.of(network, shapes(network)).predict(block, scores, 0);
    assertThat(scores)
        .containsExactly(network.forward(block.tensors(), Mode.inference()).toArray());
  }

  @Test
  void aCategoryThatIsNoneIsRefused() {
    InferenceNetwork compiled =
        InferenceNetwork.of(
            Sequential.of(Embedding.of(2, 5, 3), Linear.of(WIDTH + 2, 4)),
            Inputs.single(Shape.of(WIDTH)));
    for (float wrong : new float[] {-1, 5, 0.5f}) {
      float[] event = {0, 0, wrong, 0, 0, 0, 0};
      assertThatThrownBy(() -> compiled.predict(event, new double[0], new float[4]))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "[embedding layer] expected a category that it was made for, a whole number from 0"
                  + " to 4, found %s in column 2 of its inputs; leave out such events, or train"
                  + " with more categories",
              wrong);
    }
    // buffers that the exception left taken are free again
    assertThat(Workspace.ofThread().taken()).isZero();
  }

  /// `y = 2 x`, of as many values as it says.
  private record Twice(int announced) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.mul(2);
    }

    @Override
    public Shape outputs(Shape inputs) {
      return Shape.of(announced);
    }

    @Override
    public LayerSpec spec() {
      return LayerSpec.of("twice", Map.of());
    }
  }

  @Test
  void aLayerOfAUsersOwnIsOneStageOnTensorsAmongFastOnes() {
    Sequential network =
        Sequential.of(Linear.of(WIDTH, 9), Relu.of(), new Twice(9), Linear.of(9, 2));
    settle(network);
    hasTheBitsOfTheForwardPass(network);
    assertThat(InferenceStages.of(network.layers(), Shape.of(WIDTH)).stages())
        .hasExactlyElementsOfTypes(LinearStage.class, TensorStage.class, LinearStage.class);
    hasTheBitsOfTheForwardPass(Sequential.of(new Twice(WIDTH), Linear.of(WIDTH, 2)));
    InferenceNetwork wrong =
        InferenceNetwork.of(
            Sequential.of(Relu.of(), new Twice(WIDTH + 1)), Inputs.single(Shape.of(WIDTH)));
    assertThatThrownBy(() -> wrong.predict(new float[WIDTH], new double[0], new float[8]))
        .hasMessage("layer twice: expected 1 events of 8 values, as it announced, found [1, 7]");
  }
}

package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.TabularColumn.Category;
import org.jpsi.core.tensor.TabularColumn.Numeric;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The shape of outputs that a layer announces is that of what its forward gives.
class OutputShapeTest {
  private static final Shape VECTOR = Shape.of(4);
  private static final Shape SET = Shape.of(3, 4);
  private static final Shape IMAGE = Shape.of(3, 7, 6);

  private record Case(Layer layer, Shape event) {}

  private static List<Layer> onTheLastAxis() {
    List<Layer> layers = new ArrayList<>(Activation.all());
    layers.addAll(
        List.of(
            Linear.of(4, 7),
            LayerNorm.of(4),
            Dropout.of(0.5),
            Identity.of(),
            GradientReversal.of(1),
            Residual.of(Linear.of(4, 4), Relu.of()),
            Sequential.of(Linear.of(4, 5), Gelu.of(), Linear.of(5, 2))));
    return layers;
  }

  private static List<Layer> onVectors() {
    return List.of(
        BatchNorm.of(4),
        Embedding.of(1, 3, 6),
        TabularEncoding.of(
            List.of(Numeric.of(), Numeric.of(), Category.of(20), new Numeric(List.of(1f), true))),
        Logit.of(),
        Heads.of("a", Linear.of(4, 2), "b", Sequential.of(Linear.of(4, 3), Relu.of())));
  }

  private static Stream<Case> ofSeveralAxes() {
    return Stream.of(
        new Case(Conv2d.of(3, 5, 3, 2, 1), IMAGE),
        new Case(new MaxPool2d(3, 2, 1), IMAGE),
        new Case(Flatten.of(), IMAGE),
        new Case(MultiHeadAttention.of(4, 2), SET),
        new Case(Pooling.mean(), SET),
        new Case(Unflatten.of(2, 1, 2), VECTOR));
  }

  static Stream<Case> cases() {
    return Stream.concat(
        onTheLastAxis().stream().flatMap(l -> Stream.of(new Case(l, VECTOR), new Case(l, SET))),
        Stream.concat(onVectors().stream().map(l -> new Case(l, VECTOR)), ofSeveralAxes()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theShapeAnnouncedIsTheShapeGiven(Case of) {
    Tensor x = Tensor.ones(of.event().prepend(5));
    Tensor y = of.layer().forward(x, Mode.inference());
    assertThat(y.shape()).isEqualTo(of.layer().outputs(of.event()).prepend(5));
  }

  /// All registered types are among the cases, but those of several inputs: {@link
  /// ConcatenateTest}, {@link SetLayersTest}.
  @Test
  void noBuiltInLayerIsLeftOut() {
    Stream<String> several = Stream.of("concatenate", "constituents");
    assertThat(
            Stream.concat(several, cases().map(c -> c.layer().spec().type())).distinct().sorted())
        .isEqualTo(LayerRegistry.types());
  }

  static Stream<Layer> onVectorsOnly() {
    return onVectors().stream();
  }

  @ParameterizedTest
  @MethodSource("onVectorsOnly")
  void aLayerOfVectorsRefusesASet(Layer layer) {
    assertThatThrownBy(() -> layer.outputs(SET))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + layer.spec().type()
                + " layer] expected inputs along one axis, found shape [3, 4]; flatten an event's"
                + " inputs, or reduce them over an axis");
  }

  @Test
  void aLayerOfAnAxisRefusesASingleNumber() {
    assertThatThrownBy(() -> Linear.of(4, 1).outputs(Shape.SCALAR))
        .isInstanceOf(InputException.class)
        .hasMessage("[linear layer] expected an axis of 4 inputs, found shape []");
    assertThatThrownBy(() -> Sequential.of(Relu.of(), Linear.of(4, 1)).outputs(Shape.of(4, 3)))
        .hasMessage("[layer 1: linear layer] expected 4 inputs, found 3");
  }

  /// Jets `[events, jets, features]` are so many vectors to a layer on the last axis.
  @Test
  void aSetIsTransformedElementByElement() {
    Sequential layers = Sequential.of(Linear.of(4, 5), LayerNorm.of(5), Tanh.of());
    layers.initialize(Rng.of(3));
    Tensor x = Tensor.normal(SET.prepend(5), Rng.of(4), 0);
    Tensor rows = layers.forward(x.reshape(15, 4), Mode.inference());
    assertThat(layers.forward(x, Mode.inference()).toArray()).isEqualTo(rows.toArray());
    assertThatThrownBy(() -> layers.forward(x.reshape(5, 4, 3), Mode.inference()))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("layer 0, Linear(4, 5): linear of");
  }

  @Test
  void aNetworkOfOneInputRefusesSeveral() {
    Layer network = Sequential.of(Linear.of(4, 1));
    Tensor x = Tensor.ones(Shape.of(2, 4));
    assertThat(network.outputs(Inputs.of("x", VECTOR))).isEqualTo(Shape.of(1));
    assertThat(network.forward(Inputs.of("x", x), Mode.inference()).toArray())
        .isEqualTo(network.forward(x, Mode.inference()).toArray());
    assertThat(Sequential.of().calibrate(Inputs.of("x", x))).isSameAs(x);
    assertThatThrownBy(() -> network.outputs(Inputs.none()))
        .hasMessage(
            "[layer 0: inputs] expected one input, found none; say which by its name; a network of"
                + " several begins with a MultiInputLayer");
    Inputs<Tensor> two = Inputs.of("x", x).with("y", x);
    assertThatThrownBy(() -> network.forward(two, Mode.inference()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[inputs] expected one input, found x, y;");
    assertThatThrownBy(() -> two.with("y", x))
        .hasMessage("[inputs] expected each name once, found y twice");
    assertThatThrownBy(() -> two.get("Y"))
        .hasMessage("[inputs] expected one of x, y, found Y; did you mean y or x?");
  }

  @Test
  void attentionAmongTooManyIsRefused() {
    // a small file must not ask for a core for an hour
    assertThatThrownBy(() -> MultiHeadAttention.of(2, 2).outputs(Shape.of(1 << 17, 2)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[multiHeadAttention layer] expected a set of at most 23170 constituents of 2 numbers,"
                + " as each attends to each, found 131072");
    Shape largest = Shape.of(2048, 256);
    assertThat(MultiHeadAttention.of(256, 8).outputs(largest)).isEqualTo(largest);
  }
}

package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.TabularColumn;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every layer beside PyTorch (`oracles/networks.py`) and beside finite differences.
class LayerOracleTest {
  private static final Fixture PYTORCH = Fixture.named("networks");
  private static final Mode TRAINING = new Mode.Training(Rng.of(0), 0);

  private static final TabularEncoding TABULAR =
      TabularEncoding.of(
          List.of(
              TabularColumn.Numeric.of(),
              new TabularColumn.Numeric(List.of(-1f, 0.5f), false),
              TabularColumn.Category.of(3),
              new TabularColumn.Category(5, 2),
              new TabularColumn.Numeric(List.of(), true)));

  // Those of categories, which are no number that could be moved a little.
  private static final Set<String> OF_CATEGORIES = Set.of("embedding", "tabularEncoding");

  private static final Map<String, Layer> LAYERS =
      Map.ofEntries(
          Map.entry("relu", Relu.of()),
          Map.entry("leakyRelu", LeakyRelu.of()),
          Map.entry("elu", Elu.of(1.5)),
          Map.entry("selu", Selu.of()),
          Map.entry("gelu", Gelu.of()),
          Map.entry("silu", Silu.of()),
          Map.entry("mish", Mish.of()),
          Map.entry("softplus", Softplus.of()),
          Map.entry("sigmoid", Sigmoid.of()),
          Map.entry("tanh", Tanh.of()),
          Map.entry("softmax", Softmax.of()),
          Map.entry("batchNorm", BatchNorm.of(5)),
          Map.entry("batchNormInference", BatchNorm.of(5)),
          Map.entry("layerNorm", LayerNorm.of(5)),
          Map.entry("embedding", Embedding.of(1, 4, 2)),
          Map.entry("tabularEncoding", TABULAR),
          Map.entry("residual", Residual.of(Linear.of(3, 3), Tanh.of())));

  private static final LayerOracle<Layer> ORACLE = new LayerOracle<>(PYTORCH, LAYERS);

  static Stream<String> layers() {
    return ORACLE.names();
  }

  static Stream<String> smooth() {
    return layers().filter(name -> !OF_CATEGORIES.contains(name));
  }

  /// The layer with the fixture's parameters and state.
  private static Layer layer(String name) {
    Layer layer = ORACLE.layer(name);
    if (name.equals("batchNormInference")) {
      layer.buffers().get(0).set(PYTORCH.floats("batchNorm.mean"));
      layer.buffers().get(1).set(PYTORCH.floats("batchNorm.variance"));
    }
    return layer;
  }

  private static Mode mode(String name) {
    return name.equals("batchNormInference") ? Mode.inference() : TRAINING;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void valuesAndGradientsArePyTorchs(String name) {
    ORACLE.compare(name, x -> layer(name).forward(x, mode(name)), 2e-6);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aSliceOfALargerArrayGivesTheSameBits(String name) {
    Tensor x = PYTORCH.tensor(name + ".input0");
    float[] longer = new float[x.count() + 9];
    System.arraycopy(x.toArray(), 0, longer, 7, x.count());
    Layer layer = layer(name);
    assertThat(layer.forward(Tensor.view(longer, 7, x.shape()), mode(name)).toArray())
        .isEqualTo(layer.forward(x, mode(name)).toArray());
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void gradientsAreFiniteDifferences(String name) {
    Layer layer = layer(name);
    Tensor x = PYTORCH.tensor(name + ".input0");
    float[] values = x.toArray();
    for (int i = 0; i < values.length; i++) {
      // at least 0.3 from the corner at 0, on either side of it
      double size = 0.3 + 0.8 * Rng.of(4).child(name).uniform(i);
      values[i] = (float) (i % 2 == 0 ? -size : size);
    }
    assertThat(
            GradCheck.largestError(
                t -> layer.forward(t[0], mode(name)), Tensor.view(values, 0, x.shape())))
        .isLessThan(3e-4);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void nanIsNotHiddenAndNoEventGivesNone(String name) {
    Layer layer = layer(name);
    int width = PYTORCH.shape(name + ".input0").size(1);
    if (!OF_CATEGORIES.contains(name)) {
      Tensor nan = Tensor.full(Shape.of(2, width), Float.NaN);
      assertThat(layer.forward(nan, mode(name)).toArray()).containsOnly(Float.NaN);
    }
    Tensor none = layer.forward(Tensor.zeros(Shape.of(0, width)), mode(name));
    assertThat(none.shape()).isEqualTo(layer.outputs(Shape.of(width)).prepend(0));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void whatALayerSaysOfItselfBuildsItAgain(String name) {
    Layer layer = layer(name);
    LayerOracle.describes(layer);
  }
}

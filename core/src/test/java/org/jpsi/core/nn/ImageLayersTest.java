package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Gradients;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Layers of images beside PyTorch (`oracles/images.py`) and beside finite differences.
class ImageLayersTest {
  private static final Fixture PYTORCH = Fixture.named("images");
  private static final Mode TRAINING = new Mode.Training(Rng.of(0), 0);

  private static final Map<String, Layer> LAYERS =
      Map.ofEntries(
          Map.entry("conv", Conv2d.of(2, 4, 3)),
          Map.entry("convStrided", Conv2d.of(3, 2, 3, 2, 1)),
          Map.entry("convPadded", Conv2d.of(1, 2, 4, 1, 2)),
          Map.entry("convSparse", Conv2d.of(1, 2, 2, 3, 0)),
          Map.entry("convPixel", Conv2d.of(3, 5, 1)),
          Map.entry("convWhole", Conv2d.of(2, 3, 4)),
          Map.entry("convDeep", Conv2d.of(30, 2, 3)),
          Map.entry("pool", MaxPool2d.of(2)),
          Map.entry("poolTies", MaxPool2d.of(2)),
          Map.entry("poolOverlap", new MaxPool2d(3, 2, 1)),
          Map.entry("poolClose", new MaxPool2d(3, 1, 0)));

  private static final LayerOracle<Layer> ORACLE = new LayerOracle<>(PYTORCH, LAYERS);

  static Stream<String> layers() {
    return ORACLE.names();
  }

  private static Layer layer(String name) {
    return ORACLE.layer(name);
  }

  @Test
  void everyCaseOfTheFixtureIsHere() {
    assertThat(PYTORCH.groups()).containsExactlyInAnyOrderElementsOf(LAYERS.keySet());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void valuesAndGradientsArePyTorchs(String name) {
    ORACLE.compare(name, x -> layer(name).forward(x, TRAINING), 4e-6);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aSliceOfALargerArrayAndAnEventAloneGiveTheSameBits(String name) {
    Layer layer = layer(name);
    Tensor x = PYTORCH.tensor(name + ".input0");
    float[] longer = new float[x.count() + 9];
    System.arraycopy(x.toArray(), 0, longer, 7, x.count());
    Tensor all = layer.forward(x, TRAINING);
    assertThat(layer.forward(Tensor.view(longer, 7, x.shape()), TRAINING).toArray())
        .isEqualTo(all.toArray());
    Tensor last = layer.forward(x.slice(0, -1, x.shape().size(0)), TRAINING);
    assertThat(last.toArray()).isEqualTo(all.slice(0, -1, all.shape().size(0)).toArray());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsAreFiniteDifferences(String name) {
    Layer layer = layer(name);
    Tensor x = PYTORCH.tensor(name + ".input0");
    float[] values = x.toArray();
    int[] order = Rng.of(4).child(name).permutation(x.count());
    for (int i = 0; i < values.length && layer instanceof MaxPool2d; i++) {
      // the largest pixel is so by more than a step
      values[i] = 0.2f * (order[i] - values.length / 2f);
    }
    assertThat(
            GradCheck.largestError(
                t -> layer.forward(t[0], TRAINING), Tensor.view(values, 0, x.shape())))
        .isLessThan(5e-4);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void theShapeAnnouncedIsTheShapeGivenAndTheDescriptionBuildsItAgain(String name) {
    Layer layer = layer(name);
    int[] sizes = PYTORCH.shape(name + ".input0").sizes();
    Shape event = Shape.of(sizes[1], sizes[2], sizes[3]);
    Tensor none = layer.forward(Tensor.zeros(event.prepend(0)), Mode.inference());
    assertThat(none.shape()).isEqualTo(layer.outputs(event).prepend(0));
    Tensor some = layer.forward(PYTORCH.tensor(name + ".input0"), Mode.inference());
    assertThat(some.shape()).isEqualTo(layer.outputs(event).prepend(sizes[0]));
    LayerOracle.describes(layer);
  }

  @Test
  void aGradientOfOnePartAloneHasTheSameBits() {
    Tensor x = PYTORCH.tensor("conv.input0").requiresGrad();
    Tensor weight = PYTORCH.tensor("conv.input1").requiresGrad();
    Tensor bias = PYTORCH.tensor("conv.input2").requiresGrad();
    Gradients all = x.conv2d(weight, bias, 1, 0).square().sum().backward();
    Tensor[] constant = {x.detach(), weight.detach(), bias.detach()};
    Gradients ofX = x.conv2d(constant[1], constant[2], 1, 0).square().sum().backward();
    Gradients ofWeight = constant[0].conv2d(weight, constant[2], 1, 0).square().sum().backward();
    Gradients ofBias = constant[0].conv2d(constant[1], bias, 1, 0).square().sum().backward();
    assertThat(ofX.of(x).toArray()).isEqualTo(all.of(x).toArray());
    assertThat(ofWeight.of(weight).toArray()).isEqualTo(all.of(weight).toArray());
    assertThat(ofBias.of(bias).toArray()).isEqualTo(all.of(bias).toArray());
  }

  @Test
  void poolingLetsNanThroughAndNeverTakesPadding() {
    Tensor x = Tensor.full(Shape.of(1, 1, 4, 4), -7);
    x.values()[5] = Float.NaN;
    assertThat(MaxPool2d.of(2).forward(x, TRAINING).toArray())
        .containsExactly(Float.NaN, -7, -7, -7);
    assertThat(new MaxPool2d(3, 3, 1).forward(x, TRAINING).toArray())
        .containsExactly(Float.NaN, -7, -7, -7);
  }

  @Test
  void weightsStartAsPyTorchs() {
    Conv2d layer = Conv2d.of(4, 64, 3);
    layer.initialize(Rng.of(5));
    double bound = 1 / Math.sqrt(36);
    for (Parameter parameter : layer.parameters()) {
      float[] values = parameter.tensor().toArray();
      double squares = 0;
      for (float value : values) {
        assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
        squares += value * value;
      }
      assertThat(squares / values.length / (bound * bound / 3)).isBetween(0.7, 1.3);
    }
  }

  @Test
  void columnsBecomeImagesAndBack() {
    Tensor x = Tensor.arange(24).reshape(2, 12);
    Sequential there = Sequential.of(Unflatten.of(3, 2, 2), Flatten.of());
    assertThat(there.forward(x, TRAINING).toArray()).isEqualTo(x.toArray());
    assertThat(there.outputs(Shape.of(12))).isEqualTo(Shape.of(12));
    assertThat(Unflatten.of(3, 2, 2).forward(x, TRAINING).get(1, 2, 0, 1)).isEqualTo(21);
    assertThat(Flatten.of().outputs(Shape.of(3, 2, 2))).isEqualTo(Shape.of(12));
    assertThat(LayerRegistry.of(there.spec())).hasToString(there.toString());
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Conv2d layer = Conv2d.of(2, 4, 3);
    assertThatThrownBy(() -> layer.outputs(Shape.of(18)))
        .hasMessage(
            "[conv2d layer] expected images [channels, height, width], found shape [18]; put"
                + " Unflatten.of(channels, height, width) before it where they come as columns");
    assertThatThrownBy(() -> layer.outputs(Shape.of(1, 8, 8)))
        .hasMessage("[conv2d layer] expected 2 channels, found shape [1, 8, 8]");
    assertThatThrownBy(() -> layer.outputs(Shape.of(2, 8, 2)))
        .hasMessage(
            "[conv2d layer] expected images of at least 3 x 3 pixels, with padding, found 8 x 2");
    assertThatThrownBy(() -> layer.forward(Tensor.zeros(1, 2, 8, 2), TRAINING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "conv2d of [1, 2, 8, 2], weight [4, 2, 3, 3], bias [4], stride 1, padding 0: expected");
    assertThatThrownBy(() -> MaxPool2d.of(3).forward(Tensor.zeros(1, 2, 8, 2), TRAINING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("maxPool2d of [1, 2, 8, 2], size 3, stride 3, padding 0: expected");
    assertThatThrownBy(() -> MaxPool2d.of(3).outputs(Shape.of(6)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[maxPool2d layer] expected images [channels, height, width]");
    assertThatThrownBy(() -> Unflatten.of(1, 4, 4).outputs(Shape.of(15)))
        .hasMessage("[unflatten layer] expected 16 inputs, for shape [1, 4, 4], found 15");
    assertThatThrownBy(() -> Conv2d.of(1, 1, 3, 1, 4))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("padding");
    assertThatThrownBy(() -> new MaxPool2d(3, 1, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("padding");
  }

  @Test
  void descriptionsNobodyShouldTrustAreRefusedBeforeAnythingIsAllocated() {
    refused(
        "[network] expected at most 268435456 parameters", conv(1 << 20, 1 << 20, 1 << 10, 1, 0));
    refused("[layer conv2d] expected `kernel`", conv(1, 1, 0, 1, 0));
    refused("[layer conv2d] expected `stride`", conv(1, 1, 3, 0, 0));
    refused("[layer conv2d] expected `padding`: a whole number from 0 to 3", conv(1, 1, 3, 1, 4));
    refused("[layer conv2d] expected `in`", LayerSpec.of("conv2d", Map.of("kernel", 3)));
    refused(
        "[layer maxPool2d] expected `padding`: a whole number from 0 to 1",
        LayerSpec.of("maxPool2d", Map.of("kernel", 3, "stride", 1, "padding", 2)));
    refused("[layer unflatten] expected `shape`", LayerSpec.of("unflatten", Map.of("shape", 3)));
    for (List<String> shape :
        List.of(
            List.<String>of(),
            List.of("0"),
            List.of("x"),
            List.of("-3", "-3"),
            List.of("99999", "99999", "99999"),
            List.of("1", "1", "1", "1", "1", "1", "1", "1", "1"))) {
      refused(
          "[unflatten layer] expected 1 to 8 sizes",
          LayerSpec.of("unflatten", Map.of("shape", shape)));
    }
    // outputs of an image that a small file could ask for
    assertThatThrownBy(() -> Conv2d.of(1, 1 << 20, 1).outputs(Shape.of(1, 100, 100)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("at most 16777216 outputs of an image");
    assertThatThrownBy(() -> Conv2d.of(1, 1, 1000, 1, 1000).outputs(Shape.of(1, 2000, 2000)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("numbers in all windows of an image");
    // one window in each row, whose columns begin at every pixel of the image all the same
    assertThatThrownBy(() -> Conv2d.of(1, 1, 512).outputs(Shape.of(1, 1510, 512)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[conv2d layer] expected at most 67108864 numbers in all windows of an image, found "
                + (512 * 512 + 1L) * (998 * 512 + 1)
                + " in those of shape [1, 1510, 512]");
    assertThat(Conv2d.of(1, 1, 512, 2, 0).outputs(Shape.of(1, 1020, 512)))
        .isEqualTo(Shape.of(1, 255, 1));
  }

  private static LayerSpec conv(int in, int out, int kernel, int stride, int padding) {
    return LayerSpec.of(
        "conv2d",
        Map.of("in", in, "out", out, "kernel", kernel, "stride", stride, "padding", padding));
  }

  private static void refused(String message, LayerSpec spec) {
    assertThatThrownBy(() -> LayerRegistry.of(spec))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message);
  }
}

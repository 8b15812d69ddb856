package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Infinities, NaN, denormals, zeros of both signs, ties, tensors without elements.
class ExtremesTest {
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;

  @Test
  void powersAreThoseOfC() {
    Fixture fixture = Fixture.named("powers");
    float[] x = fixture.floats("x");
    float[] y = fixture.floats("y");
    double[] expected = fixture.array("power");
    float[] power = Tensor.of(x).pow(Tensor.of(y)).toArray();
    for (int i = 0; i < x.length; i++) {
      assertThat(power[i]).as("%s ^ %s", x[i], y[i]).isEqualTo(Float.valueOf((float) expected[i]));
    }
  }

  @Test
  void aPowerOfZeroHasAGradientWhereThereIsOne() {
    Tensor x = Tensor.of(new float[] {0, 0, 0, 4}).requiresGrad();
    Tensor y = Tensor.of(new float[] {2, 1, 0, 0.5f}).requiresGrad();
    Gradients gradients = x.pow(y).sum().backward();
    assertThat(gradients.of(x).toArray()).containsExactly(0, 1, 0, 0.25f);
    assertThat(gradients.of(y).toArray()).containsExactly(0, 0, 0, (float) (2 * StrictMath.log(4)));
  }

  @Test
  void equalElementsShareTheGradient() {
    Tensor x = Tensor.of(new float[] {3, 1, 3, 3}).requiresGrad();
    assertThat(x.max().backward().of(x).toArray()).containsExactly(1f / 3, 0, 1f / 3, 1f / 3);
    Tensor same = Tensor.of(new float[] {3, 0, 3, 5}).requiresGrad();
    Gradients both = x.maximum(same).sum().backward();
    assertThat(both.of(x).toArray()).containsExactly(0.5f, 1, 0.5f, 0);
    assertThat(both.of(same).toArray()).containsExactly(0.5f, 0, 0.5f, 1);
    assertThat(x.argMax().item()).isZero();
    Tensor zero = Tensor.zeros(2).requiresGrad();
    assertThat(zero.std().backward().of(zero).toArray()).containsExactly(0, 0);
  }

  @Test
  void nanIsTheLargestAndTheSmallest() {
    Tensor x = Tensor.of(new float[] {-INF, 2, NAN, INF}).requiresGrad();
    assertThat(x.max().item()).isNaN();
    assertThat(x.min().item()).isNaN();
    assertThat(x.argMax().item()).isEqualTo(2);
    assertThat(x.argMin().item()).isEqualTo(2);
    assertThat(x.max().backward().of(x).toArray()).containsExactly(0, 0, 1, 0);
    assertThat(x.maximum(7).toArray()).containsExactly(7, 7, NAN, INF);
    assertThat(x.minimum(7).toArray()).containsExactly(-INF, 2, NAN, 7);
    assertThat(x.sign().toArray()).containsExactly(-1, 1, NAN, 1);
  }

  @Test
  void comparisonsWithNanDoNotHold() {
    Tensor x = Tensor.of(new float[] {NAN, 1, -0f}).requiresGrad();
    Tensor y = Tensor.of(new float[] {NAN, 2, 0});
    assertThat(x.eq(y).toArray()).containsExactly(0, 0, 1);
    assertThat(x.ne(y).toArray()).containsExactly(1, 1, 0);
    assertThat(x.lt(y).toArray()).containsExactly(0, 1, 0);
    assertThat(x.le(y).toArray()).containsExactly(0, 1, 1);
    assertThat(x.gt(y).toArray()).containsExactly(0, 0, 0);
    assertThat(x.ge(y).toArray()).containsExactly(0, 0, 1);
    assertThatThrownBy(() -> x.eq(y).sum().backward())
        .hasMessage("backward() of a tensor that depends on no leaf that requires a gradient");
  }

  @Test
  void whatWhereDoesNotChooseDoesNotShow() {
    Tensor x = Tensor.of(new float[] {4, -1}).requiresGrad();
    Tensor root = x.sqrt().where(x.gt(0), 0);
    assertThat(root.toArray()).containsExactly(2, 0);
    // 0 times infinity, as in PyTorch: choose before the root instead
    assertThat(root.sum().backward().of(x).toArray()).containsExactly(0.25f, NAN);
    Tensor safe = x.where(x.gt(0), 1).sqrt().where(x.gt(0), 0);
    assertThat(safe.sum().backward().of(x).toArray()).containsExactly(0.25f, 0);
  }

  @Test
  void denormalsAndSignsOfZeroAreKept() {
    float least = Float.MIN_VALUE;
    Tensor x = Tensor.of(new float[] {least, -0f, -least}, 3, 1);
    assertThat(x.expand(3, 2).toArray()).containsExactly(least, least, -0f, -0f, -least, -least);
    assertThat(x.mul(Tensor.ones(2)).toArray())
        .containsExactly(least, least, -0f, -0f, -least, -least);
    assertThat(x.abs().sqrt().toArray()[0]).isEqualTo((float) Math.sqrt(least));
    assertThat(x.transpose().squeeze(0).slice(0, 1, 2).reciprocal().item()).isEqualTo(-INF);
  }

  private static final Map<String, Function<Tensor, Tensor>> EMPTY =
      Map.ofEntries(
          Map.entry("add", x -> x.add(Tensor.ones(3))),
          Map.entry("mul", x -> x.mul(Tensor.ones(1))),
          Map.entry("pow", x -> x.pow(2)),
          Map.entry("where", x -> x.where(x.gt(0), Tensor.ones(1, 3))),
          Map.entry("sum", x -> x.sum()),
          Map.entry("sum0", x -> x.sum(0)),
          Map.entry("sum1", x -> x.sum(1)),
          Map.entry("max1", x -> x.max(1)),
          Map.entry("softmax", x -> x.softmax()),
          Map.entry("softmax0", x -> x.softmax(0)),
          Map.entry("logSoftmax0", x -> x.logSoftmax(0)),
          Map.entry("logSumExp1", x -> x.logSumExp(1)),
          Map.entry("matmul", x -> x.matmul(Tensor.ones(3, 2))),
          Map.entry("batched", x -> x.unsqueeze(0).matmul(Tensor.ones(2, 3, 2))),
          Map.entry("transpose", x -> x.transpose()),
          Map.entry("permute", x -> x.unsqueeze(1).permute(2, 0, 1)),
          Map.entry("slice", x -> x.slice(1, 1, 2)),
          Map.entry("sliceRows", x -> x.slice(0, 0, 5)),
          Map.entry("concat", x -> Tensor.concat(0, List.of(x, Tensor.ones(2, 3)))),
          Map.entry("rows", x -> x.rows(Tensor.zeros(0))),
          Map.entry("gather", x -> x.gather(1, Tensor.zeros(0, 2))),
          Map.entry("expand", x -> x.expand(2, 0, 3)),
          Map.entry("reshape", x -> x.reshape(3, -1)));

  static Stream<String> empty() {
    return EMPTY.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("empty")
  void noEventsAreAnAnswerToo(String name) {
    Tensor x = Tensor.zeros(0, 3).requiresGrad();
    Tensor y = Objects.requireNonNull(EMPTY.get(name)).apply(x);
    assertThat(y.sum().item()).isEqualTo(name.equals("concat") ? 6 : 0);
    assertThat(y.sum().backward().of(x).shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void whatHasNoAnswerWithoutElementsSaysSo() {
    Tensor x = Tensor.zeros(0, 3);
    assertThat(x.mean().item()).isNaN();
    assertThat(x.variance(0).toArray()).containsExactly(NAN, NAN, NAN);
    assertThat(x.logSumExp(0).toArray()).containsExactly(-INF, -INF, -INF);
    assertThatThrownBy(() -> x.max(0)).hasMessage("max of no elements: shape [0, 3]");
    assertThatThrownBy(() -> x.argMin()).hasMessage("argMin of no elements: shape [0, 3]");
  }

  @Test
  void nanPassesThroughEveryFunction() {
    Tensor nan = Tensor.of(new float[] {Float.NaN, 1}, 1, 2);
    Stream.of(
            "relu",
            "sigmoid",
            "tanh",
            "exp",
            "log",
            "softplus",
            "square",
            "abs",
            "clamp",
            "neg",
            "sqrt",
            "reciprocal",
            "sign",
            "powHalf",
            "softmax",
            "logSoftmax",
            "logSumExp",
            "sum",
            "mean",
            "variance",
            "max")
        .forEach(name ->
            assertThat(OperationsTest.operation(name).apply(new Tensor[] {nan}).toArray()[0])
                .as(name)
                .isNaN());
  }

  @Test
  void infiniteScoresAreStillProbabilities() {
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(Tensor.of(new float[] {1000, -1000, 0}, 1, 3).softmax().toArray())
        .containsExactly(1, 0, 0);
    assertThat(Tensor.of(new float[] {-infinity, 0}, 1, 2).softmax().toArray())
        .containsExactly(0, 1);
    assertThat(Tensor.of(new float[] {-infinity, -infinity}, 2, 1).logSumExp().toArray())
        .containsExactly(-infinity, -infinity);
  }
}

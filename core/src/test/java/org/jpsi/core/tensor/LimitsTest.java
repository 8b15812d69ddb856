package org.jpsi.core.tensor;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Functions at their limits (ties, zeros, infinities, NaN, one element): values, and gradients of
/// their sum, as PyTorch's (`oracles/limits.py`), but for what {@link #OURS} lists.
class LimitsTest {
  private static final Fixture PYTORCH = Fixture.named("limits");
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;
  private static final float THIRD = 1f / 3;

  private static final Map<String, Function<Tensor[], Tensor>> FUNCTIONS =
      Map.ofEntries(
          entry("softmax", t -> t[0].softmax()),
          entry("logSoftmax", t -> t[0].logSoftmax()),
          entry("logSumExp", t -> t[0].logSumExp()),
          entry("variance", t -> t[0].variance(-1)),
          entry("varianceOfOne", t -> t[0].variance(-1)),
          entry("std", t -> t[0].std(-1)),
          entry("stdOfOne", t -> t[0].std(-1)),
          entry("norm", t -> t[0].norm(-1)),
          entry("clamp", t -> t[0].clamp(-0.5f, 0.5f)),
          entry("max", t -> t[0].max(-1)),
          entry("min", t -> t[0].min(-1)),
          entry("maximum", t -> t[0].maximum(t[1])),
          entry("minimum", t -> t[0].minimum(t[1])),
          entry("argMax", t -> t[0].argMax(-1)),
          entry("argMin", t -> t[0].argMin(-1)),
          entry("abs", t -> t[0].abs()),
          entry("sign", t -> t[0].sign()),
          entry("relu", t -> t[0].relu()),
          entry("leakyRelu", t -> t[0].leakyRelu(0.1)),
          entry("elu", t -> t[0].elu(1)),
          entry("gelu", t -> t[0].gelu()),
          entry("silu", t -> t[0].silu()),
          entry("mish", t -> t[0].mish()),
          entry("softplus", t -> t[0].softplus()),
          entry("sigmoid", t -> t[0].sigmoid()),
          entry("tanh", t -> t[0].tanh()),
          entry("exp", t -> t[0].exp()),
          entry("log", t -> t[0].log()),
          entry("log1p", t -> t[0].log1p()),
          entry("expm1", t -> t[0].expm1()),
          entry("sqrt", t -> t[0].sqrt()),
          entry("square", t -> t[0].square()),
          entry("reciprocal", t -> t[0].reciprocal()),
          entry("erf", t -> t[0].erf()),
          entry("floor", t -> t[0].floor()),
          entry("sin", t -> t[0].sin()),
          entry("cos", t -> t[0].cos()),
          entry("pow", t -> t[0].pow(t[1])),
          entry("div", t -> t[0].div(t[1])),
          entry("sort", t -> t[0].sort(-1).values()),
          entry("sortDown", t -> t[0].sort(-1, true).values()),
          entry("cumsum", t -> t[0].cumsum(-1)),
          entry("sum", t -> t[0].sum()),
          entry("mean", t -> t[0].mean()),
          entry("where", t -> t[0].sqrt().where(t[0].gt(0), 0)));

  /// Arrays that differ from PyTorch's, by name: ours.
  private static final Map<String, float[]> OURS =
      Map.ofEntries(
          // infinity takes all; PyTorch: NaN
          ours("softmax.output", NAN, NAN, NAN, 0, 0.26894143f, 0.7310586f, 1, 0, 0, NAN, NAN, NAN),
          ours("softmax.gradient0", NAN, NAN, NAN, 0, 0, 0, 0, 0, 0, NAN, NAN, NAN),
          ours(
              "logSoftmax.output",
              NAN,
              NAN,
              NAN,
              -INF,
              -1.3132616f,
              -0.31326166f,
              0,
              -INF,
              -INF,
              NAN,
              NAN,
              NAN),
          ours(
              "logSoftmax.gradient0",
              NAN,
              NAN,
              NAN,
              1,
              0.1931757f,
              -1.1931758f,
              -2,
              1,
              1,
              NAN,
              NAN,
              NAN),
          ours(
              "logSumExp.gradient0",
              NAN,
              NAN,
              NAN,
              0,
              0.26894143f,
              0.7310586f,
              1,
              0,
              0,
              NAN,
              NAN,
              NAN),
          // functions whose limits exist; PyTorch: infinity times 0
          ours("gelu.output", 0, 0, -0.15865526f, 0, 0, 0.8413447f, 1e30f, INF, NAN),
          ours("gelu.gradient0", 0, 0, -0.08331547f, 0.5f, 0.5f, 1.0833155f, 1, 1, NAN),
          ours("silu.output", 0, 0, -0.26894143f, 0, 0, 0.7310586f, 1e30f, INF, NAN),
          ours("silu.gradient0", 0, 0, 0.072329484f, 0.5f, 0.5f, 0.92767054f, 1, 1, NAN),
          ours("mish.output", 0, 0, -0.30340147f, 0, 0, 0.86509836f, 1e30f, INF, NAN),
          ours("mish.gradient0", 0, 0, 0.05921674f, 0.6f, 0.6f, 1.0490363f, 1, 1, NAN),
          // float64 does not overflow, and equal numbers are their mean
          ours(
              "variance.gradient0",
              0,
              0,
              0,
              0,
              0,
              0,
              1e20f,
              -1e20f,
              0,
              NAN,
              -INF,
              -INF,
              NAN,
              NAN,
              NAN),
          ours("norm.gradient0", 0, 0, 0, 0.6f, 0.8f, 0, 1, 0, 0, NAN, 0, 0, NAN, NAN, NAN),
          // NaN is not made a number: PyTorch's gradients are 0, 1 and the slope, its sign 0
          ours("abs.gradient0", -1, -1, -1, 0, 0, 1, 1, 1, NAN),
          ours("sign.output", -1, -1, -1, 0, 0, 1, 1, 1, NAN),
          ours("elu.gradient0", 0, 0, 0.36787945f, 1, 1, 1, 1, 1, NAN),
          ours("leakyRelu.gradient0", 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 1, 1, 1, NAN),
          // the NaN that was chosen gets the gradient; PyTorch: NaN for all
          ours("max.gradient0", 0, 0.5f, 0.5f, THIRD, THIRD, THIRD, THIRD, THIRD, THIRD, 1, 0, 0),
          ours("min.gradient0", 0.5f, 0.5f, 0, THIRD, THIRD, THIRD, THIRD, THIRD, THIRD, 1, 0, 0));

  private static Map.Entry<String, float[]> ours(String array, float... values) {
    return entry(array, values);
  }

  static Stream<String> functions() {
    return FUNCTIONS.keySet().stream().sorted();
  }

  @Test
  void everyCaseOfTheFixtureIsHere() {
    assertThat(PYTORCH.groups()).containsExactlyInAnyOrderElementsOf(FUNCTIONS.keySet());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void limitsAreAsPyTorchsOrBetter(String name) {
    Tensor[] leaves =
        IntStream.range(0, 2)
            .mapToObj(i -> name + ".input" + i)
            .filter(PYTORCH::has)
            .map(input -> PYTORCH.tensor(input).requiresGrad())
            .toArray(Tensor[]::new);
    Tensor output = Objects.requireNonNull(FUNCTIONS.get(name)).apply(leaves);
    List<String> wrong = new ArrayList<>();
    compare(name + ".output", output.toArray(), wrong);
    if (PYTORCH.has(name + ".gradient0")) {
      Gradients gradients = output.backward(Tensor.ones(output.shape()));
      for (int i = 0; i < leaves.length; i++) {
        compare(name + ".gradient" + i, gradients.of(leaves[i]).toArray(), wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void compare(String array, float[] found, List<String> wrong) {
    float[] expected = OURS.containsKey(array) ? OURS.get(array) : PYTORCH.floats(array);
    boolean same = found.length == expected.length;
    for (int i = 0; same && i < found.length; i++) {
      same = same(found[i], expected[i]);
    }
    if (!same) {
      wrong.add(
          array
              + ": expected "
              + java.util.Arrays.toString(expected)
              + ", found "
              + java.util.Arrays.toString(found));
    }
  }

  private static boolean same(float a, float b) {
    return a == b || Float.isNaN(a) && Float.isNaN(b) || Math.abs(a - b) <= 4e-6 * Math.abs(b);
  }
}

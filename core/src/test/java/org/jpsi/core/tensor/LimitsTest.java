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

/// What functions give at their limits (ties, zeros, infinities, NaN, one element), values and
/// gradients of their sum: as PyTorch (`oracles/limits.py`), but for what {@link #OURS} lists.
class LimitsTest {
  private static final Fixture PYTORCH = Fixture.named("limits");
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;

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
          entry("argMax", t -> t[0].argMax(-1).add(t[0].select(1, 0).mul(0).where(Tensor.zeros(), 0))),
          entry("argMin", t -> t[0].argMin(-1).add(t[0].select(1, 0).mul(0).where(Tensor.zeros(), 0))),
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

  /// Where we differ, by name of the array: what we give instead.
  private static final Map<String, float[]> OURS = Map.ofEntries();

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
    Gradients gradients = output.backward(Tensor.ones(output.shape()));
    for (int i = 0; i < leaves.length; i++) {
      compare(name + ".gradient" + i, gradients.of(leaves[i]).toArray(), wrong);
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
      wrong.add(array + ": expected " + java.util.Arrays.toString(expected) + ", found " + java.util.Arrays.toString(found));
    }
  }

  private static boolean same(float a, float b) {
    return a == b || Float.isNaN(a) && Float.isNaN(b) || Math.abs(a - b) <= 1e-6 * Math.abs(b);
  }
}

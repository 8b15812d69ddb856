package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperationsTest {
  private static final Fixture PYTORCH = Fixture.named("operations");

  private static final Map<String, Function<Tensor[], Tensor>> OPERATIONS =
      Map.ofEntries(
          Map.entry("add", t -> t[0].add(t[1])),
          Map.entry("sub", t -> t[0].sub(t[1])),
          Map.entry("mul", t -> t[0].mul(t[1])),
          Map.entry("div", t -> t[0].div(t[1])),
          Map.entry("neg", t -> t[0].neg()),
          Map.entry("relu", t -> t[0].relu()),
          Map.entry("sigmoid", t -> t[0].sigmoid()),
          Map.entry("tanh", t -> t[0].tanh()),
          Map.entry("exp", t -> t[0].exp()),
          Map.entry("log", t -> t[0].log()),
          Map.entry("softplus", t -> t[0].softplus()),
          Map.entry("square", t -> t[0].square()),
          Map.entry("abs", t -> t[0].abs()),
          Map.entry("clamp", t -> t[0].clamp(-0.5f, 0.5f)),
          Map.entry("sum", t -> t[0].sum()),
          Map.entry("sum0", t -> t[0].sum(0)),
          Map.entry("sum1", t -> t[0].sum(1)),
          Map.entry("mean", t -> t[0].mean()),
          Map.entry("mean1", t -> t[0].mean(-1)),
          Map.entry("matmul", t -> t[0].matmul(t[1])),
          Map.entry("linear", t -> t[0].linear(t[1], t[2])),
          Map.entry("transpose", t -> t[0].transpose()),
          Map.entry("reshape", t -> t[0].reshape(3, 8)),
          Map.entry("logSumExp", t -> t[0].logSumExp()),
          Map.entry("softmax", t -> t[0].softmax()),
          Map.entry("logSoftmax", t -> t[0].logSoftmax()),
          Map.entry("gather", t -> t[0].gather(Tensor.of(new float[] {0, 5, 2, 2}))));

  static Stream<String> operations() {
    return OPERATIONS.keySet().stream().sorted();
  }

  @Test
  void everyOperationOfTheFixtureIsHere() {
    assertThat(PYTORCH.groups()).containsExactlyInAnyOrderElementsOf(OPERATIONS.keySet());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void valuesAndGradientsArePyTorchs(String name) {
    Tensor[] leaves = inputs(name, 0);
    Tensor output = operation(name).apply(leaves);
    assertThat(output.shape()).isEqualTo(PYTORCH.shape(name + ".output"));
    assertThat(PYTORCH.error(output.toArray(), name + ".output")).isLessThan(1e-6);
    Gradients gradients = output.dot(PYTORCH.tensor(name + ".cotangent")).backward();
    for (int i = 0; i < leaves.length; i++) {
      assertThat(PYTORCH.error(gradients.of(leaves[i]).toArray(), name + ".gradient" + i))
          .isLessThan(2e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aSliceOfALargerArrayGivesTheSameBits(String name) {
    float[] whole = operation(name).apply(inputs(name, 0)).toArray();
    assertThat(operation(name).apply(inputs(name, 5)).toArray()).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void gradientsAreFiniteDifferences(String name) {
    Rng rng = Rng.of(4).child(name);
    Tensor[] inputs = inputs(name, 0);
    for (int i = 0; i < inputs.length; i++) {
      float[] values = new float[inputs[i].count()];
      for (int j = 0; j < values.length; j++) {
        // from 0.6 to 1.4 and away from every kink
        values[j] = (float) (0.6 + 0.8 * rng.child(i).uniform(j));
      }
      inputs[i] = Tensor.view(values, 0, inputs[i].shape());
    }
    assertThat(GradCheck.largestError(operation(name), inputs)).isLessThan(2e-4);
  }

  @Test
  void dropoutKeepsTheMeanAndPassesGradientsWhereItPassesValues() {
    Rng rng = Rng.of(2);
    Tensor x = Tensor.full(Shape.of(100, 1000), 1).tracked();
    Tensor y = x.dropout(0.3, Draws.of(rng, 77));
    assertThat((double) y.mean().item()).isBetween(0.99, 1.01);
    float[] gradient = y.sum().backward().of(x).toArray();
    assertThat(gradient).isEqualTo(y.toArray());
    float[] drawn = new float[gradient.length];
    int threshold = (int) Math.rint(0.3 * 65536);
    for (int i = 0; i < drawn.length; i++) {
      long e = 77_000L + i;
      long bits = rng.bits(e / 64 * 16 + e % 16) >>> 16 * (e % 64 / 16);
      drawn[i] = (bits & 0xffff) >= threshold ? (float) (1 / 0.7) : 0;
    }
    assertThat(gradient).isEqualTo(drawn);
  }

  @Test
  void broadcastingIsNumPys() {
    Tensor column = Tensor.of(new float[] {1, 2}, 2, 1).tracked();
    Tensor row = Tensor.of(new float[] {10, 20, 30}, 1, 3).tracked();
    Tensor product = column.mul(row);
    assertThat(product.toString()).isEqualTo("[[10. 20. 30.]\n [20. 40. 60.]]");
    Gradients gradients = product.sum().backward();
    assertThat(gradients.of(column).toArray()).containsExactly(60, 60);
    assertThat(gradients.of(row).toArray()).containsExactly(3, 3, 3);
    assertThat(
            GradCheck.largestError(
                t -> t[0].div(t[1]),
                Tensor.full(Shape.of(2, 1, 3), 2),
                Tensor.full(Shape.of(4, 1), 1)))
        .isLessThan(1e-4);
    assertThatThrownBy(() -> Tensor.zeros(Shape.of(2, 3)).add(Tensor.zeros(Shape.of(2))))
        .hasMessage("add of [2, 3] and [2]");
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
            "softmax",
            "logSumExp",
            "sum")
        .forEach(name ->
            assertThat(operation(name).apply(new Tensor[] {nan}).toArray()[0]).as(name).isNaN());
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

  static Function<Tensor[], Tensor> operation(String name) {
    return Objects.requireNonNull(OPERATIONS.get(name));
  }

  static Tensor[] inputs(String name, int offset) {
    return IntStream.range(0, 3)
        .filter(i -> PYTORCH.has(name + ".input" + i))
        .mapToObj(i -> shifted(PYTORCH.tensor(name + ".input" + i), offset))
        .toArray(Tensor[]::new);
  }

  static Tensor shifted(Tensor t, int offset) {
    float[] values = new float[offset + t.count() + 1];
    System.arraycopy(t.toArray(), 0, values, offset, t.count());
    return Tensor.view(values, offset, t.shape()).tracked();
  }
}

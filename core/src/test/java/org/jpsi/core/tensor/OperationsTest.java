package org.jpsi.core.tensor;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The operations of `oracles/tensors.py` and `oracles/operations.py`, one line each: value and
/// gradient against PyTorch and against finite differences.
class OperationsTest {
  private static final Fixture PYTORCH = Fixture.named("tensors");
  private static final Tensor NEAR = PYTORCH.tensor("constants.near");
  private static final Tensor ROW = PYTORCH.tensor("constants.row");
  private static final Tensor COLUMN = PYTORCH.tensor("constants.column");

  // A comparison passes no gradient: something of the input is added that passes 0.
  private static final Set<String> FLAT =
      Stream.concat(
              Stream.of(
                  "eq",
                  "lt",
                  "ge",
                  "sign",
                  "argMax",
                  "argMin",
                  "argMaxAll",
                  "floor",
                  "sortIndices"),
              OtherCases.COMPARISONS.keySet().stream())
          .collect(Collectors.toSet());
  // Functions with kinks, or much curved where inputs are alike, get such as are far from each
  // other.
  private static final Set<String> SPREAD =
      Set.of(
          "maximum",
          "minimum",
          "maximumScalar",
          "where",
          "max",
          "max1",
          "max02",
          "min0",
          "minKeep",
          "std1",
          "standardize",
          "maskedMaxRows",
          "maskedMaxEach",
          "maskedMaxLast",
          "maskedMaxAxes",
          "maskedMaxKeep",
          "maxKeep",
          "stdOwn",
          "batchNorm",
          "layerNorm",
          "layerNormDeep",
          "maxPool2d",
          "sort",
          "sortFirst",
          "sortTies",
          "sortTiesDown",
          "topk",
          "topkMiddle");

  private static final Map<String, Function<Tensor[], Tensor>> TENSORS =
      Map.ofEntries(
          entry("sub", t -> t[0].sub(t[1])),
          entry("mul", t -> t[0].mul(t[1])),
          entry("div", t -> t[0].div(t[1])),
          entry("neg", t -> t[0].neg()),
          entry("relu", t -> t[0].relu()),
          entry("sigmoid", t -> t[0].sigmoid()),
          entry("tanh", t -> t[0].tanh()),
          entry("exp", t -> t[0].exp()),
          entry("log", t -> t[0].log()),
          entry("softplus", t -> t[0].softplus()),
          entry("square", t -> t[0].square()),
          entry("abs", t -> t[0].abs()),
          entry("clamp", t -> t[0].clamp(-0.5f, 0.5f)),
          entry("sum", t -> t[0].sum()),
          entry("sum0", t -> t[0].sum(0)),
          entry("sum1", t -> t[0].sum(1)),
          entry("mean", t -> t[0].mean()),
          entry("mean1", t -> t[0].mean(-1)),
          entry("matmul", t -> t[0].matmul(t[1])),
          entry("linear", t -> t[0].linear(t[1], t[2])),
          entry("transpose", t -> t[0].transpose()),
          entry("logSumExp", t -> t[0].logSumExp()),
          entry("softmax", t -> t[0].softmax()),
          entry("logSoftmax", t -> t[0].logSoftmax()),
          entry("gather", t -> t[0].gather(Tensor.of(new float[] {0, 5, 2, 2}))),
          entry("addRow", t -> t[0].add(t[1])),
          entry("addColumn", t -> t[0].add(t[1])),
          entry("mulOuter", t -> t[0].mul(t[1])),
          entry("divMiddle", t -> t[0].div(t[1])),
          entry("subLeading", t -> t[0].sub(t[1])),
          entry("mulEnds", t -> t[0].mul(t[1])),
          entry("mulLarge", t -> t[0].mul(t[1])),
          entry("mulLargeRow", t -> t[0].mul(t[1])),
          entry("mulLargeScalar", t -> t[0].mul(t[1])),
          entry("maximum", t -> t[0].maximum(t[1])),
          entry("minimum", t -> t[0].minimum(t[1])),
          entry("maximumScalar", t -> t[0].maximum(0)),
          entry("pow", t -> t[0].pow(t[1])),
          entry("powRow", t -> t[0].pow(t[1])),
          entry("powHalf", t -> t[0].pow(0.5f)),
          entry("powCube", t -> t[0].pow(3)),
          entry("powInverse", t -> t[0].pow(-2)),
          entry("powZero", t -> t[0].pow(0)),
          entry("sqrt", t -> t[0].sqrt()),
          entry("reciprocal", t -> t[0].reciprocal()),
          entry("sign", t -> t[0].sign()),
          entry("where", t -> t[0].where(t[0].gt(t[1]), t[1].mul(2))),
          entry("whereColumn", t -> t[0].where(COLUMN.gt(0), t[1])),
          entry("eq", t -> t[0].eq(NEAR).add(t[0].mul(0))),
          entry("lt", t -> t[0].lt(ROW).add(t[0].mul(0))),
          entry("ge", t -> t[0].ge(0).add(t[0].mul(0))),
          entry("sumAxes", t -> t[0].sum(0, 2)),
          entry("sumTwo", t -> t[0].sum(1, -1)),
          entry("sumKeep", t -> t[0].axes(1).keepDims().sum()),
          entry("meanAxes", t -> t[0].axes(2, 0).keepDims().mean()),
          entry("meanMiddle", t -> t[0].mean(1)),
          entry("variance", t -> t[0].variance()),
          entry("variance0", t -> t[0].variance(0)),
          entry("varianceOwn", t -> t[0].axes(0, 2).keepDims().variance(0)),
          entry("std1", t -> t[0].std(1)),
          entry("max", t -> t[0].max()),
          entry("max1", t -> t[0].max(1)),
          entry("max02", t -> t[0].max(0, 2)),
          entry("min0", t -> t[0].min(0)),
          entry("minKeep", t -> t[0].axes(-1).keepDims().min()),
          entry("argMax", t -> t[0].argMax(1).add(t[0].sum(1).mul(0))),
          entry("argMin", t -> t[0].argMin(2).add(t[0].sum(2).mul(0))),
          entry("argMaxAll", t -> t[0].argMax().add(t[0].sum().mul(0))),
          entry("logSumExp1", t -> t[0].logSumExp(1)),
          entry("logSumExpAxes", t -> t[0].axes(0, 2).logSumExp()),
          entry("softmax0", t -> t[0].softmax(0)),
          entry("logSoftmax1", t -> t[0].logSoftmax(1)),
          entry("softmaxAxes", t -> t[0].axes(0, 2).softmax()),
          entry("matmulBatch", t -> t[0].matmul(t[1])),
          entry("matmulShared", t -> t[0].matmul(t[1])),
          entry("matmulLeft", t -> t[0].matmul(t[1])),
          entry("matmulBroadcast", t -> t[0].matmul(t[1])),
          entry("matmulRow", t -> t[0].matmul(t[1])),
          entry("matmulColumn", t -> t[0].matmul(t[1])),
          entry("matmulVectors", t -> t[0].matmul(t[1])),
          entry("matmulMatrixVector", t -> t[0].matmul(t[1])),
          entry("permute", t -> t[0].permute(2, 0, 1)),
          entry("transposeAxes", t -> t[0].transpose(0, -1)),
          entry("reshapeRest", t -> t[0].reshape(3, -1)),
          entry("squeeze", t -> t[0].squeeze(1)),
          entry("unsqueeze", t -> t[0].unsqueeze(1)),
          entry("expand", t -> t[0].expand(2, 4, 6)),
          entry("sliceRows", t -> t[0].slice(0, 1, 3)),
          entry("sliceColumns", t -> t[0].slice(1, 1, -1)),
          entry("sliceStep", t -> t[0].slice(2, 0, 4, 3)),
          entry("sliceBeyond", t -> t[0].slice(1, -100, 100, 2)),
          entry("select", t -> t[0].select(1, -1)),
          entry("concat", t -> Tensor.concat(1, List.of(t[0], t[1], t[0]))),
          entry("concatRows", t -> Tensor.concat(0, List.of(t[0], t[1]))),
          entry("stack", t -> Tensor.stack(-1, List.of(t[0], t[1]))),
          entry("rows", t -> t[0].rows(Tensor.nested(new int[][] {{0, 3}, {3, 1}}))),
          entry("take", t -> t[0].take(1, Tensor.of(new float[] {2, 0, 2}))),
          entry(
              "gatherAxis", t -> t[0].gather(1, Tensor.nested(new int[][] {{0, 5, 5}, {1, 1, 1}}))),
          entry(
              "gatherMiddle",
              t -> t[0].gather(1, Tensor.nested(new int[][][] {{{2, 0, 1, 1}}, {{0, 0, 0, 0}}}))),
          entry("twice", t -> t[0].mul(t[0]).add(t[0])),
          entry(
              "standardize",
              t -> t[0].sub(t[0].mean(0)).div(t[0].axes(0).variance(0).add(1e-5f).sqrt())));

  /// Every case of every fixture.
  private static final Map<String, Function<Tensor[], Tensor>> OPERATIONS = new TreeMap<>();

  private static final Map<String, Fixture> FIXTURES = new HashMap<>();

  static {
    add(PYTORCH, TENSORS);
    add(
        Fixture.named("operations"),
        MaskedCases.ALL,
        CustomCases.ALL,
        IndexingCases.FUNCTIONS,
        IndexingCases.INDEXING,
        OtherCases.COMPARISONS,
        OtherCases.ALL);
  }

  @SafeVarargs
  private static void add(Fixture fixture, Map<String, Function<Tensor[], Tensor>>... cases) {
    for (Map<String, Function<Tensor[], Tensor>> some : cases) {
      OPERATIONS.putAll(some);
      some.keySet().forEach(name -> FIXTURES.put(name, fixture));
    }
  }

  static Stream<String> operations() {
    return OPERATIONS.keySet().stream();
  }

  private static Fixture fixture(String name) {
    return Objects.requireNonNull(FIXTURES.get(name));
  }

  static Stream<String> curved() {
    return operations().filter(name -> !FLAT.contains(name));
  }

  @Test
  void everyOperationOfTheFixtureIsHere() {
    assertThat(
            new HashSet<>(FIXTURES.values())
                .stream()
                    .flatMap(fixture -> fixture.groups().stream())
                    .filter(name -> !name.equals("constants")))
        .containsExactlyInAnyOrderElementsOf(OPERATIONS.keySet());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void valuesAndGradientsArePyTorchs(String name) {
    Tensor[] leaves = inputs(name, 0);
    Tensor output = operation(name).apply(leaves);
    Fixture pytorch = fixture(name);
    assertThat(output.shape()).isEqualTo(pytorch.shape(name + ".output"));
    assertThat(pytorch.error(output.toArray(), name + ".output")).isLessThan(1e-6);
    Gradients gradients = output.backward(pytorch.tensor(name + ".cotangent"));
    for (int i = 0; i < leaves.length; i++) {
      assertThat(pytorch.error(gradients.of(leaves[i]).toArray(), name + ".gradient" + i))
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
  @MethodSource("curved")
  void gradientsAreFiniteDifferences(String name) {
    Tensor[] inputs = inputs(name, 0);
    if (inputs[0].count() > 1000 || inputs[inputs.length - 1].count() > 1000) {
      return;
    }
    for (int i = 0; i < inputs.length; i++) {
      Rng rng = Rng.of(4).child(name).child(i);
      int[] order = rng.permutation(inputs[i].count());
      float[] values = new float[order.length];
      for (int j = 0; j < values.length; j++) {
        values[j] =
            (float)
                (SPREAD.contains(name)
                    ? 0.3 * order[j] + 0.15 * i - 2
                    : 0.6 + 0.8 * rng.uniform(j));
      }
      inputs[i] = Tensor.view(values, 0, inputs[i].shape());
    }
    assertThat(GradCheck.largestError(operation(name), inputs)).as(name).isLessThan(2e-4);
  }

  @Test
  void dropoutKeepsTheMeanAndPassesGradientsWhereItPassesValues() {
    Rng rng = Rng.of(2);
    Tensor x = Tensor.full(Shape.of(100, 1000), 1).requiresGrad();
    Tensor y = x.dropout(0.3, RandomStream.of(rng, 77));
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

  static Function<Tensor[], Tensor> operation(String name) {
    return Objects.requireNonNull(OPERATIONS.get(name));
  }

  static Tensor[] inputs(String name, int offset) {
    return IntStream.iterate(0, i -> fixture(name).has(name + ".input" + i), i -> i + 1)
        .mapToObj(i -> shifted(fixture(name).tensor(name + ".input" + i), offset))
        .toArray(Tensor[]::new);
  }

  private static Tensor shifted(Tensor t, int offset) {
    float[] values = new float[offset + t.count() + 1];
    System.arraycopy(t.toArray(), 0, values, offset, t.count());
    return Tensor.view(values, offset, t.shape()).requiresGrad();
  }
}

package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// Indices are exact or refused, sums at indices have one order, sorting is stable.
class IndexingTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;
  // Float32 has no 2^24 + 1.
  private static final int ABOVE = (1 << 24) + 1;

  @Test
  void integersAreExactWhereFloatsAreNot() {
    Tensor x = Tensor.zeros(ABOVE + 1);
    x.values()[ABOVE] = 7;
    assertThat(x.rows(IntTensor.of(ABOVE, 0)).toArray()).containsExactly(7, 0);
    assertThat(x.gather(0, IntTensor.of(ABOVE)).toArray()).containsExactly(7);
    Tensor added = x.indexAdd(0, IntTensor.of(ABOVE, ABOVE), Tensor.of(new float[] {1, 2}));
    assertThat(added.get(ABOVE)).isEqualTo(10);
    assertThatThrownBy(() -> x.rows(Tensor.of(new float[] {ABOVE})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "take along axis 0 of [16777218] by float32 numbers, which are exact only up to 2^24:"
                + " give an IntTensor");
    assertThatThrownBy(() -> x.sort(0))
        .hasMessage("sort along 16777218 elements: expected at most 2^24");
  }

  @Test
  void whatIsNoIndexIsRefused() {
    Tensor x = Tensor.zeros(3, 2);
    assertThatThrownBy(() -> x.rows(IntTensor.of(0, -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "take from [3, 2] along axis 0: index -1 at position 1, expected whole numbers from 0"
                + " to 2");
    assertThatThrownBy(() -> x.gather(1, IntTensor.of(0, 2).reshape(2, 1)))
        .hasMessageContaining("index 2 at position 1, expected whole numbers from 0 to 1");
    for (float wrong : new float[] {0.5f, -1, 3, NAN, INF}) {
      assertThatThrownBy(() -> x.indexAdd(0, Tensor.of(new float[] {wrong}), Tensor.ones(1, 2)))
          .hasMessageContaining("index " + wrong + " at position 0");
      assertThatThrownBy(
              () -> x.scatterAdd(0, Tensor.full(Shape.of(1, 1), wrong), Tensor.ones(1, 1)))
          .hasMessageContaining("index " + wrong + " at position 0");
    }
    assertThatThrownBy(() -> IntTensor.of(Tensor.of(new float[] {1, 0.5f})))
        .hasMessage(
            "IntTensor of [2]: found 0.5 at position 1, expected whole numbers from -2^24 to 2^24");
    assertThatThrownBy(() -> IntTensor.of(Tensor.of(new float[] {1 << 25})))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> x.indexAdd(0, IntTensor.of(0, 1), Tensor.ones(1, 2)))
        .hasMessage(
            "indexAdd to [3, 2] along axis 0 by an index of [2] of a source of [1, 2]: expected a"
                + " vector as index, and a source of [2, 2]");
    assertThatThrownBy(() -> x.scatterAdd(0, IntTensor.of(0, 1), Tensor.ones(2)))
        .hasMessage("scatterAdd from [3, 2] along axis 0 by an index of [2]");
    assertThatThrownBy(() -> x.scatterAdd(0, IntTensor.of(0, 1).reshape(1, 2), Tensor.ones(2, 1)))
        .hasMessage(
            "scatterAdd to [3, 2] by an index of [1, 2] of a source of [2, 1]: expected the"
                + " index's shape");
    assertThatThrownBy(() -> x.topk(4, 0))
        .hasMessage("topk of [3, 2] along axis 0: expected 0 to 3 elements, found 4");
  }

  @Test
  void integersAreValues() {
    IntTensor ints = IntTensor.of(1, 2, 3, 4).reshape(2, -1);
    assertThat(ints).isEqualTo(IntTensor.of(Tensor.nested(new int[][] {{1, 2}, {3, 4}})));
    assertThat(ints).hasSameHashCodeAs(IntTensor.of(1, 2, 3, 4).reshape(2, 2));
    assertThat(ints).isNotEqualTo(IntTensor.of(1, 2, 3, 4));
    assertThat(ints.shape()).isEqualTo(Shape.of(2, 2));
    assertThat(ints.toArray()).containsExactly(1, 2, 3, 4);
    assertThat(ints).hasToString("[1, 2, 3, 4] in [2, 2]");
    int[] own = {5};
    IntTensor copy = IntTensor.of(own);
    own[0] = 6;
    assertThat(copy.toArray()).containsExactly(5);
    assertThatThrownBy(() -> ints.reshape(3)).hasMessage("reshape of [2, 2] to [3]");
  }

  @Test
  void sumsAtIndicesAreInAscendingOrder() {
    int n = 10_000;
    int[] index = IntStream.range(0, n).map(i -> (int) (Rng.of(1).bits(i) & 7)).toArray();
    Tensor source = Tensor.normal(Shape.of(n, 3), Rng.of(2), 0);
    float[] expected = new float[24];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < 3; i++) {
        expected[3 * index[j] + i] += source.get(j, i);
      }
    }
    Tensor zero = Tensor.zeros(8, 3);
    assertThat(zero.indexAdd(0, IntTensor.of(index), source).toArray()).isEqualTo(expected);
    int[] each = IntStream.range(0, 3 * n).map(e -> index[e / 3]).toArray();
    assertThat(zero.scatterAdd(0, IntTensor.of(each).reshape(n, 3), source).toArray())
        .isEqualTo(expected);
  }

  @Test
  void sortingIsStableAndPutsNanLast() {
    Tensor x = Tensor.of(new float[] {NAN, 0, INF, -0f, -INF, 1, -NAN});
    Sorted up = x.sort(0);
    assertThat(up.values().toArray()).containsExactly(-INF, 0, -0f, 1, INF, NAN, NAN);
    assertThat(up.indices().toArray()).containsExactly(4, 1, 3, 5, 2, 0, 6);
    Sorted down = x.sort(-1, true);
    assertThat(down.values().toArray()).containsExactly(NAN, NAN, INF, 1, 0, -0f, -INF);
    assertThat(down.indices().toArray()).containsExactly(0, 6, 2, 5, 1, 3, 4);
    assertThat(x.topk(3, 0).indices().toArray()).containsExactly(0, 6, 2);
    assertThat(x.topk(0, 0).values().shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.zeros(0, 2).sort(1).values().shape()).isEqualTo(Shape.of(0, 2));
    assertThat(Tensor.zeros(0, 2).cumsum(0).shape()).isEqualTo(Shape.of(0, 2));
    Tensor many = Tensor.normal(Shape.of(1000), Rng.of(3), 0);
    float[] sorted = many.toArray();
    java.util.Arrays.sort(sorted);
    assertThat(many.sort(0).values().toArray()).isEqualTo(sorted);
  }

  @Test
  void cumulativeSumsDoNotLoseWhatIsSmall() {
    Tensor x = Tensor.of(new float[] {1e8f, 1, 1, 1, 1, -1e8f, NAN, 1});
    assertThat(x.cumsum(0).toArray())
        .containsExactly(1e8f, 1e8f, 1e8f, 1e8f, 1e8f + 4, 4, NAN, NAN);
  }
}

package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

class FactoriesTest {
  @Test
  void nestedArraysComeAndGo() {
    float[][] rows = {{1, 2, 3}, {4, 5, 6}};
    assertThat(Tensor.of(rows).shape()).isEqualTo(Shape.of(2, 3));
    assertThat(Tensor.of(rows).toNested()).isEqualTo(rows);
    assertThat(Tensor.of(new double[][] {{0.1}, {2}}).toArray()).containsExactly(0.1f, 2);
    int[][][] cube = {{{1, 2}}, {{3, 4}}, {{5, 6}}};
    Tensor t = Tensor.nested(cube);
    assertThat(t.shape()).isEqualTo(Shape.of(3, 1, 2));
    assertThat(t.slice(0, 1, 3).toNested()).isEqualTo(new float[][][] {{{3, 4}}, {{5, 6}}});
    // where there is none, a size cannot be seen
    assertThat(Tensor.nested(new float[2][0][3]).shape()).isEqualTo(Shape.of(2, 0, 0));
    assertThat(Tensor.nested(new boolean[] {true, false}).toArray()).containsExactly(1, 0);
    assertThat(Tensor.nested(7).item()).isEqualTo(7);
    assertThat(Tensor.scalar(7).toNested()).isEqualTo(7f);
    assertThat(Tensor.of(new double[] {0.1, 0.2, 0.3, 0.4}, 2, 2).toDoubleArray())
        .containsExactly(0.1f, 0.2f, 0.3f, 0.4f);
  }

  @Test
  void oneElementIsFoundByItsIndexFromEitherEnd() {
    Tensor t = Tensor.arange(6).reshape(2, 3);
    assertThat(t.get(1, 0)).isEqualTo(3);
    assertThat(t.get(-1, -3)).isEqualTo(3);
    assertThatThrownBy(() -> t.get(1, 3)).hasMessage("get [1, 3] of [2, 3]");
    assertThatThrownBy(() -> t.get(-3, 0)).hasMessage("get [-3, 0] of [2, 3]");
    assertThatThrownBy(() -> t.get(1)).hasMessage("get [1] of [2, 3]");
  }

  @Test
  void onesComeInTheShapeOfAnother() {
    assertThat(Tensor.ones(Tensor.arange(6).reshape(2, 3).shape()).toNested())
        .isEqualTo(new float[][] {{1, 1, 1}, {1, 1, 1}});
  }

  @Test
  void raggedArraysAreToldWhere() {
    assertThatThrownBy(() -> Tensor.of(new float[][] {{1, 2}, {3}}))
        .hasMessage("nested arrays of different lengths: expected 2 elements in [1], found 1");
    assertThatThrownBy(() -> Tensor.nested(new int[][][] {{{1}, {2}}, {{3}, {4, 5}}}))
        .hasMessage("nested arrays of different lengths: expected 1 elements in [1, 1], found 2");
    assertThatThrownBy(() -> Tensor.nested(new Object[] {new int[] {1}, 2}))
        .hasMessage(
            "nested arrays of different lengths: expected 1 elements in [1], found a number");
    assertThatThrownBy(() -> Tensor.nested(new String[] {"a"}))
        .hasMessage("nested arrays: expected a number at [0], found String");
    assertThatThrownBy(() -> Tensor.of(new float[][] {{1}, null}))
        .hasMessage("nested arrays of different lengths: expected 1 elements in [1], found null");
    assertThatThrownBy(() -> Tensor.nested(new Object[] {null, 1}))
        .hasMessage("nested arrays: expected a number at [0], found null");
  }

  @Test
  void seriesAreThoseOfNumPy() {
    assertThat(Tensor.arange(4).toArray()).containsExactly(0, 1, 2, 3);
    assertThat(Tensor.arange(0, 1, 0.1).toArray()).hasSize(10).contains(0.7f, 0.9f);
    assertThat(Tensor.arange(1, 0, -0.5).toArray()).containsExactly(1, 0.5f);
    assertThat(Tensor.arange(1, 0, 0.5).toArray()).isEmpty();
    assertThatThrownBy(() -> Tensor.arange(0, 1, 0))
        .hasMessage("arange from 0.0 to 1.0 in steps of 0.0");
    assertThat(Tensor.linspace(-1, 1, 5).toArray()).containsExactly(-1, -0.5f, 0, 0.5f, 1);
    assertThat(Tensor.linspace(2, 3, 1).toArray()).containsExactly(2);
    assertThat(Tensor.linspace(2, 3, 0).toArray()).isEmpty();
    assertThat(Tensor.eye(2).toArray()).containsExactly(1, 0, 0, 1);
    assertThat(Tensor.ones(2, 1).toArray()).containsExactly(1, 1);
  }

  @Test
  void whatIsDrawnDependsOnTheSeedAndThePlaceAlone() {
    Rng rng = Rng.of(3).child("noise");
    Tensor all = Tensor.normal(Shape.of(4, 50), rng, 1000);
    assertThat(Tensor.normal(Shape.of(50), rng, 1050).toArray())
        .isEqualTo(all.select(0, 1).toArray());
    assertThat(all.get(0, 7)).isEqualTo((float) rng.normal(1007));
    Tensor uniform = Tensor.uniform(Shape.of(100_000), rng, 0);
    assertThat((double) uniform.mean().item()).isBetween(0.497, 0.503);
    assertThat(uniform.min().item()).isNotNegative();
    assertThat(uniform.max().item()).isLessThan(1);
    Tensor normal = Tensor.normal(Shape.of(100_000), rng, 0);
    assertThat((double) normal.mean().item()).isBetween(-0.01, 0.01);
    assertThat((double) normal.std().item()).isBetween(0.99, 1.01);
  }
}

package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Masked reductions have the bits of what they stand for, and never look at what is masked.
class MaskedTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  private record Form(
      String name,
      BiFunction<Tensor, Tensor, Tensor> fused,
      BiFunction<Tensor, Tensor, Tensor> composed) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Form> forms() {
    return Stream.of(0, 1, 2)
        .flatMap(axis ->
            Stream.of(
                new Form(
                    "sum " + axis,
                    (x, m) -> x.maskedSum(m, axis),
                    (x, m) -> x.where(m, 0).sum(axis)),
                new Form(
                    "mean " + axis,
                    (x, m) -> x.maskedMean(m, axis),
                    (x, m) ->
                        x.where(m, 0)
                            .sum(axis)
                            .div(m.ne(0).add(x.detach().mul(0)).sum(axis).maximum(1))),
                new Form(
                    "softmax " + axis,
                    (x, m) -> x.maskedSoftmax(m, axis),
                    (x, m) -> x.where(m, -INF).softmax(axis).where(any(x, m, axis), 0)),
                new Form(
                    "max " + axis,
                    (x, m) -> x.maskedMax(m, axis),
                    (x, m) ->
                        x.where(m, -INF)
                            .axes(axis)
                            .keepDims()
                            .max()
                            .where(any(x, m, axis), 0)
                            .squeeze(axis))));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void masksOfAnyShapeGiveTheBitsOfWhatWasComposed(Form form) {
    int[][] masks = {
      {6, 300, 7}, {6, 300, 1}, {300, 1}, {6, 1, 7}, {7}, {6, 1, 1}, {1, 300, 7}, {1, 1, 1}, {}
    };
    Tensor x = Tensor.normal(Shape.of(6, 300, 7), Rng.of(1), 0).requiresGrad();
    Tensor rounded = Tensor.of(rounded(x.toArray()), 6, 300, 7).requiresGrad();
    for (int[] shape : masks) {
      Tensor mask = mask(Shape.of(shape));
      for (Tensor one : List.of(x, rounded)) {
        Tensor fused = form.fused.apply(one, mask);
        Tensor composed = form.composed.apply(one, mask);
        assertThat(fused.toArray()).as("%s", mask.shape()).isEqualTo(composed.toArray());
        Tensor cotangent = Tensor.normal(fused.shape(), Rng.of(2), 0);
        assertThat(fused.backward(cotangent).of(one).toArray())
            .as("%s", mask.shape())
            .isEqualTo(composed.backward(cotangent).of(one).toArray());
      }
    }
  }

  private static Tensor any(Tensor x, Tensor mask, int axis) {
    return x.detach().mul(0).add(mask).axes(axis).keepDims().max();
  }

  private static Tensor mask(Shape shape) {
    float[] mask = new float[shape.count()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = Rng.of(3).uniform(i) < 0.6 ? 1 : 0;
    }
    return Tensor.view(mask, 0, shape);
  }

  private static float[] rounded(float... x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.round(2 * x[i]) / 2f;
    }
    return y;
  }

  @Test
  void aRowThatIsMaskedWholeIsZeroAndGivesNoGradient() {
    List<UnaryOperator<Tensor>> all =
        List.of(
            x -> x.maskedSum(Tensor.zeros(3), 1),
            x -> x.maskedMean(Tensor.zeros(2, 1), 1),
            x -> x.maskedMax(Tensor.zeros(), 1),
            x -> x.maskedMax(Tensor.zeros(2, 3), 0),
            x -> x.maskedSoftmax(Tensor.zeros(2, 3)),
            x -> x.maskedSoftmax(Tensor.zeros(3), 0));
    Tensor x = Tensor.of(new float[] {NAN, 1, -INF, INF, 3, 4}, 2, 3).requiresGrad();
    for (UnaryOperator<Tensor> one : all) {
      Tensor y = one.apply(x);
      assertThat(y.toArray()).containsOnly(0);
      assertThat(y.sum().backward().of(x).toArray()).containsOnly(0);
    }
  }

  @Test
  void whatIsMaskedMayBeAnything() {
    Tensor clean = Tensor.of(new float[] {1, 7, 3, -2}, 1, 4).requiresGrad();
    Tensor dirty = Tensor.of(new float[] {1, NAN, 3, INF}, 1, 4).requiresGrad();
    Tensor mask = Tensor.of(new float[] {1, 0, 2, 0});
    List<UnaryOperator<Tensor>> all =
        List.of(
            x -> x.maskedSum(mask, 1),
            x -> x.maskedMean(mask, 1),
            x -> x.maskedMax(mask, 1),
            x -> x.maskedSoftmax(mask),
            x -> x.transpose().maskedSoftmax(mask.unsqueeze(1), 0));
    for (UnaryOperator<Tensor> one : all) {
      assertThat(one.apply(dirty).toArray()).isEqualTo(one.apply(clean).toArray());
      Tensor weight = Tensor.normal(one.apply(clean).shape(), Rng.of(1), 0);
      assertThat(one.apply(dirty).backward(weight).of(dirty).toArray())
          .isEqualTo(one.apply(clean).backward(weight).of(clean).toArray());
    }
  }

  @Test
  void whatIsKeptShows() {
    Tensor x = Tensor.of(new float[] {INF, 1, NAN, -INF, -INF, 5}, 2, 3);
    Tensor mask = Tensor.of(new float[] {1, 1, 0, 1, 1, 0}, 2, 3);
    assertThat(x.maskedSoftmax(mask).toArray()).containsExactly(1, 0, 0, NAN, NAN, 0);
    assertThat(x.maskedSoftmax(Tensor.ones(3)).toArray()).containsExactly(NAN, NAN, NAN, 0, 0, 1);
    assertThat(x.maskedMax(mask, 1).toArray()).containsExactly(INF, -INF);
    assertThat(x.maskedMax(Tensor.ones(3), 1).toArray()).containsExactly(NAN, 5);
    assertThat(x.maskedMax(Tensor.ones(3), 0).toArray()).containsExactly(INF, 1, NAN);
    Tensor equal = Tensor.of(new float[] {2, 2, 2, 1}, 1, 4).requiresGrad();
    Tensor most = equal.maskedMax(Tensor.of(new float[] {1, 0, 1, 1}), 1);
    assertThat(most.sum().backward().of(equal).toArray()).containsExactly(0.5f, 0, 0.5f, 0);
  }

  @Test
  void aMaskThatDoesNotFitIsRefused() {
    Tensor x = Tensor.zeros(4, 5, 3);
    assertThatThrownBy(() -> x.maskedMean(Tensor.ones(4, 5), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "maskedMean of [4, 5, 3] with a mask of [4, 5]: expected a mask that broadcasts to the"
                + " tensor's shape (mask.unsqueeze(-1) gives it a last axis of 1)");
    assertThatThrownBy(() -> x.maskedSum(Tensor.ones(2, 4, 5, 3), 1))
        .hasMessageStartingWith("maskedSum of [4, 5, 3] with a mask of [2, 4, 5, 3]");
  }

  @Test
  void withoutElementsThereIsNothingToAdd() {
    assertThat(Tensor.zeros(0, 3).maskedSum(Tensor.ones(3), 0).toArray()).containsExactly(0, 0, 0);
    assertThat(Tensor.zeros(2, 0).maskedMax(Tensor.ones(0), 1).toArray()).containsExactly(0, 0);
    assertThat(Tensor.zeros(0, 3).maskedSoftmax(Tensor.ones(3)).shape()).isEqualTo(Shape.of(0, 3));
  }
}

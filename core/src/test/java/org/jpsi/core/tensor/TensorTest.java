package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void aValueUsedTwiceGetsBothGradients() {
    Tensor x = Tensor.of(new float[] {3}).requiresGrad();
    // d/dx (x^2 + x) = 2 x + 1
    assertThat(x.mul(x).add(x).sum().backward().of(x).item()).isEqualTo(7);
    Tensor y = x.square();
    assertThat(y.mul(y).add(y).sum().backward().of(x).item()).isEqualTo(4 * 27 + 6);
  }

  @Test
  void aGraphDeeperThanTheStackOfJavaIsWalked() {
    Tensor x = Tensor.scalar(1).requiresGrad();
    Tensor y = x;
    for (int i = 0; i < 200_000; i++) {
      y = y.neg();
    }
    assertThat(y.backward().of(x).item()).isEqualTo(1);
  }

  @Test
  void aGraphAsWideAsItIsLongIsWalkedOnce() {
    Tensor x = Tensor.of(new float[] {1, 2}).requiresGrad();
    Tensor even = x.mul(2);
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      parts.add((i % 2 == 0 ? even : x).neg());
    }
    Tensor total = Tensor.stack(0, parts).sum();
    assertThat(total.backward().of(x).toArray()).containsExactly(-150_000, -150_000);
    Tensor sum = x;
    for (int i = 0; i < 100_000; i++) {
      sum = sum.add(x);
    }
    assertThat(sum.sum().backward().of(x).toArray()).containsExactly(100_001, 100_001);
  }

  @Test
  void aCotangentWeighsTheOutputs() {
    Tensor x = Tensor.of(new float[] {1, 2, 3}).requiresGrad();
    Tensor cotangent = Tensor.of(new float[] {1, 10, 100});
    assertThat(x.square().backward(cotangent).of(x).toArray()).containsExactly(2, 40, 600);
    assertThatThrownBy(() -> x.square().backward(Tensor.ones(2))).hasMessage("dot of [3] and [2]");
  }

  @Test
  void gradientsAreAValueAndCanBeAskedAgain() {
    Tensor w = Tensor.of(new float[] {1, 2}).requiresGrad();
    Tensor loss = w.square().sum();
    Gradients first = loss.backward();
    Gradients second = loss.backward();
    assertThat(first.of(w).toArray()).containsExactly(2, 4);
    assertThat(second.of(w).toArray()).containsExactly(2, 4);
  }

  @Test
  void nothingPassesWhatIsDetached() {
    Tensor w = Tensor.of(new float[] {2}).requiresGrad();
    assertThat(w.detach().mul(w).sum().backward().of(w).item()).isEqualTo(2);
    Tensor unused = Tensor.zeros(Shape.of(2)).requiresGrad();
    assertThat(w.sum().backward().of(unused).toArray()).containsExactly(0, 0);
    assertThatThrownBy(() -> w.detach().sum().backward())
        .hasMessage("backward() of a tensor that depends on no leaf that requires a gradient");
    assertThatThrownBy(() -> w.sum().backward().of(w.square()))
        .hasMessage("gradients are kept only for leaf tensors made by Tensor.requiresGrad()");
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3)).hasMessage("5 values for shape [2, 3]");
    assertThatThrownBy(() -> Tensor.zeros(Shape.of(2, 3)).matmul(Tensor.zeros(Shape.of(2, 3))))
        .hasMessage("matmul of [2, 3] and [2, 3]");
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16))
        .hasMessage("more than 2^31 - 1 elements in [65536, 65536]");
    assertThatThrownBy(() -> Tensor.zeros(Shape.of(2)).item())
        .hasMessage("item() of a tensor of shape [2]");
    assertThatThrownBy(() -> Tensor.zeros(Shape.of(2, 2)).gather(Tensor.of(new float[] {0, 2})))
        .hasMessage(
            "gather from [2, 2] along axis 1: index 2.0 at position 1, expected whole numbers from"
                + " 0 to 1");
    Tensor cube = Tensor.zeros(2, 3, 4);
    refuses(() -> cube.add(Tensor.zeros(3, 3)), "add of [2, 3, 4] and [3, 3]");
    refuses(() -> cube.lt(Tensor.zeros(5)), "lt of [2, 3, 4] and [5]");
    refuses(() -> cube.where(Tensor.ones(2), cube), "where of [2, 3, 4] and [2]");
    refuses(() -> cube.matmul(Tensor.zeros(5, 4, 2)), "matmul of [2, 3, 4] and [5, 4, 2]");
    refuses(() -> cube.matmul(Tensor.zeros(3)), "matmul of [2, 3, 4] and [3]");
    refuses(() -> cube.matmul(Tensor.scalar(2)), "matmul of [2, 3, 4] and []");
    refuses(() -> cube.reshape(5, -1), "reshape of [2, 3, 4] to [5, -1]");
    refuses(() -> cube.reshape(5), "reshape of [2, 3, 4] to [5]");
    refuses(() -> cube.transpose(), "transpose of [2, 3, 4]: give two axes");
    refuses(() -> cube.permute(0, 1), "permute of [2, 3, 4] to [0, 1]");
    refuses(() -> cube.permute(0, 1, 1), "permute of [2, 3, 4] to [0, 1, 1]");
    refuses(() -> cube.squeeze(1), "squeeze of axis 1 of [2, 3, 4]: its size is not 1");
    refuses(() -> cube.unsqueeze(5), "unsqueeze of axis 5 of [2, 3, 4]");
    refuses(() -> cube.expand(3, 4), "expand of [2, 3, 4] to [3, 4]");
    refuses(
        () -> cube.slice(0, 0, 2, 0), "slice of [2, 3, 4]: expected a step of 1 or more, found 0");
    refuses(() -> cube.select(1, 3), "select 3 of axis 1 of [2, 3, 4]");
    refuses(() -> cube.sum(3), "no axis 3 in [2, 3, 4]");
    refuses(() -> cube.sum(0, -3), "axes [0, -3] of [2, 3, 4]: an axis is given twice");
    refuses(() -> Tensor.concat(1, List.of()), "concat of no tensors");
    refuses(() -> Tensor.stack(0, List.of()), "stack of no tensors");
    refuses(
        () -> Tensor.stack(0, List.of(Tensor.ones(3), Tensor.ones(2, 3))),
        "stack of [3] and [2, 3]");
    refuses(
        () -> Tensor.concat(1, List.of(cube, Tensor.zeros(2, 3, 5))),
        "concat of [2, 3, 4] and [2, 3, 5] along axis 1");
    refuses(
        () -> cube.rows(Tensor.scalar(-1)),
        "take from [2, 3, 4] along axis 0: index -1.0 at position 0, expected whole numbers from 0"
            + " to 1");
    refuses(
        () -> cube.take(1, Tensor.scalar(0.5f)),
        "take from [2, 3, 4] along axis 1: index 0.5 at position 0, expected whole numbers from 0"
            + " to 2");
    refuses(
        () -> cube.gather(2, Tensor.zeros(2, 4, 1)),
        "gather from [2, 3, 4] along axis 2 by an index of [2, 4, 1]");
    assertThat(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).get(1, 0)).isEqualTo(3);
  }

  @Test
  void parametersArePackedAndFollowTheirArray() {
    Parameter weight = Parameter.of("weight", Shape.of(2, 2));
    Parameter bias = Parameter.of("bias", Shape.of(2));
    weight.set(new float[] {1, 2, 3, 4});
    Parameters all =
        Parameters.of(
            List.of(weight.withPrefix("0"), bias.withPrefix("0"), weight.withPrefix("1")));
    assertThat(all.list()).extracting(Parameter::name).containsExactly("0.weight", "0.bias");
    assertThat(all.values()).containsExactly(1, 2, 3, 4, 0, 0);
    all.values()[4] = 7;
    assertThat(bias.tensor().toArray()).containsExactly(7, 0);
    assertThat(Parameters.of(all.list()).values()).isSameAs(all.values());
    float[] flat = {1, 1, 1, 1, 1, 1, 1};
    bias.tensor().mul(weight.tensor()).sum().backward().addTo(all, flat, 1);
    assertThat(flat).containsExactly(1, 8, 1, 8, 1, 5, 7);
    assertThatThrownBy(() -> Parameters.of(List.of(weight, Parameter.of("weight", Shape.of(1)))))
        .hasMessage(
            "Parameters: two parameters are called weight; those of two networks get names of"
                + " their own by withPrefix(\"a\") of each parameter, or as parameters() of one"
                + " layer with children() of Children.of(\"a\", a, \"b\", b)");
  }

  private static void refuses(ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}

package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void aValueUsedTwiceGetsBothGradients() {
    Tensor x = Tensor.of(new float[] {3}).tracked();
    // d/dx (x^2 + x) = 2 x + 1
    assertThat(x.mul(x).add(x).sum().backward().of(x).item()).isEqualTo(7);
    Tensor y = x.square();
    assertThat(y.mul(y).add(y).sum().backward().of(x).item()).isEqualTo(4 * 27 + 6);
  }

  @Test
  void aGraphDeeperThanTheStackOfJavaIsWalked() {
    Tensor x = Tensor.scalar(1).tracked();
    Tensor y = x;
    for (int i = 0; i < 200_000; i++) {
      y = y.neg();
    }
    assertThat(y.backward().of(x).item()).isEqualTo(1);
  }

  @Test
  void gradientsAreAValueAndCanBeAskedAgain() {
    Tensor w = Tensor.of(new float[] {1, 2}).tracked();
    Tensor loss = w.square().sum();
    Gradients first = loss.backward();
    Gradients second = loss.backward();
    assertThat(first.of(w).toArray()).containsExactly(2, 4);
    assertThat(second.of(w).toArray()).containsExactly(2, 4);
  }

  @Test
  void nothingPassesWhatIsDetached() {
    Tensor w = Tensor.of(new float[] {2}).tracked();
    assertThat(w.detach().mul(w).sum().backward().of(w).item()).isEqualTo(2);
    Tensor unused = Tensor.zeros(Shape.of(2)).tracked();
    assertThat(w.sum().backward().of(unused).toArray()).containsExactly(0, 0);
    assertThatThrownBy(() -> w.detach().sum().backward())
        .hasMessage("backward() of a tensor that depends on no tracked leaf");
    assertThatThrownBy(() -> w.sum().backward().of(w.square()))
        .hasMessage("gradients are kept for tracked leaves only: Tensor.tracked()");
  }

  @Test
  void printsAsNumPy() {
    assertThat(Tensor.scalar(1.5f)).hasToString("1.5");
    assertThat(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2)).hasToString("[[1.0, 2.0],\n [3.0, 4.0]]");
    assertThat(Tensor.zeros(Shape.of(2000)).toString())
        .isEqualTo("[0.0, 0.0, 0.0, ..., 0.0, 0.0, 0.0]");
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
        .hasMessage("gather from [2, 2] along axis 1: index 2.0 at place 1");
    assertThat(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).get(1, 0)).isEqualTo(3);
  }

  @Test
  void parametersArePackedAndFollowTheirArray() {
    Parameter weight = Parameter.of("weight", Shape.of(2, 2));
    Parameter bias = Parameter.of("bias", Shape.of(2));
    weight.set(new float[] {1, 2, 3, 4});
    Parameters all =
        Parameters.of(List.of(weight.within("0"), bias.within("0"), weight.within("1")));
    assertThat(all.list()).extracting(Parameter::name).containsExactly("0.weight", "0.bias");
    assertThat(all.values()).containsExactly(1, 2, 3, 4, 0, 0);
    all.values()[4] = 7;
    assertThat(bias.tensor().toArray()).containsExactly(7, 0);
    float[] flat = {1, 1, 1, 1, 1, 1, 1};
    bias.tensor().mul(weight.tensor()).sum().backward().addTo(all, flat, 1);
    assertThat(flat).containsExactly(1, 8, 1, 8, 1, 5, 7);
    assertThatThrownBy(() -> Parameters.of(List.of(weight, Parameter.of("weight", Shape.of(1)))))
        .hasMessage("two parameters are called weight");
  }
}

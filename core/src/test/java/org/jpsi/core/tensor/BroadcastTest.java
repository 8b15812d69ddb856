package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Operands of any shapes that go together, of more elements than one block, against plain indices.
class BroadcastTest {
  private static final int[] SIZES = {1, 1, 2, 3, 17, 130};

  @RepeatedTest(100)
  void anyShapesThatGoTogetherAreBroadcast(RepetitionInfo repetition) {
    Rng rng = Rng.of(21).child(repetition.getCurrentRepetition());
    int[] sizes = new int[1 + rng.integer(4, 0)];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = SIZES[rng.integer(axis < 2 ? SIZES.length : 4, 1 + axis)];
    }
    Tensor a = operand(sizes, rng.child("a"));
    Tensor b = operand(sizes, rng.child("b"));
    Tensor y = a.mul(b);
    Shape shape = y.shape();
    Tensor g = Tensor.normal(shape, rng.child("g"), 0);
    Gradients gradients = y.backward(g);
    double[] da = new double[a.count()];
    double[] db = new double[b.count()];
    for (int i = 0; i < y.count(); i++) {
      int at = place(i, shape, a.shape());
      int bt = place(i, shape, b.shape());
      assertThat(y.values()[i]).isEqualTo(value(a, at) * value(b, bt));
      da[at] += (double) g.values()[i] * value(b, bt);
      db[bt] += (double) g.values()[i] * value(a, at);
    }
    assertThat(gradients.of(a).toDoubleArray()).containsExactly(da, within(1e-3));
    assertThat(gradients.of(b).toDoubleArray()).containsExactly(db, within(1e-3));
    assertThat(a.expand(shape.sizes()).mul(b).toArray()).isEqualTo(y.toArray());
  }

  @Test
  void aSizeOfMinusOneIsKept() {
    Tensor column = Tensor.of(new float[] {1, 2}, 2, 1);
    assertThat(column.expand(-1, 3).toArray()).containsExactly(1, 1, 1, 2, 2, 2);
    assertThat(column.expand(2, -1, -1).shape()).isEqualTo(Shape.of(2, 2, 1));
    refused(() -> column.expand(-1, 2, 3), "expand of [2, 1] to [-1, 2, 3]");
    refused(() -> column.expand(2, -2), "expand of [2, 1] to [2, -2]");
    refused(() -> column.expand(3, -1), "expand of [2, 1] to [3, -1]");
    refused(() -> column.expand(2), "expand of [2, 1] to [2]");
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  // Some axes of size 1, some leading ones missing, not from place 0.
  private static Tensor operand(int[] sizes, Rng rng) {
    int[] own = new int[sizes.length - rng.integer(sizes.length, 0)];
    for (int i = 0; i < own.length; i++) {
      int size = sizes[sizes.length - own.length + i];
      own[i] = rng.integer(3, 1 + i) == 0 ? 1 : size;
    }
    Shape shape = Shape.of(own);
    float[] values = Tensor.normal(Shape.of(shape.count() + 3), rng.child(1), 0).toArray();
    return Tensor.view(values, rng.integer(4, 9), shape).requiresGrad();
  }

  private static float value(Tensor tensor, int place) {
    return tensor.values()[tensor.offset() + place];
  }

  private static int place(int element, Shape shape, Shape own) {
    int place = 0;
    int rest = element;
    int step = 1;
    for (int i = 1; i <= shape.rank(); i++) {
      int index = rest % shape.size(-i);
      rest /= shape.size(-i);
      if (i <= own.rank()) {
        place += own.size(-i) == 1 ? 0 : index * step;
        step *= own.size(-i);
      }
    }
    return place;
  }

  @Test
  void broadcastingIsNumPys() {
    Tensor column = Tensor.of(new float[] {1, 2}, 2, 1).requiresGrad();
    Tensor row = Tensor.of(new float[] {10, 20, 30}, 1, 3).requiresGrad();
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
}

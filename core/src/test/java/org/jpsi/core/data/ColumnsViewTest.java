package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.junit.jupiter.api.Test;

class ColumnsViewTest {
  private static final Dataset THREE =
      Dataset.builder(3)
          .input(Inputs.SINGLE, Shape.of(3), new float[] {0, 1, 2, 10, 11, 12, 20, 21, 22})
          .targets(1, new float[] {0, 1, 0})
          .weights(new float[] {1, 2, 3})
          .spectator("mass", new double[] {80, 91, 125})
          .build();

  @Test
  void itHasSomeColumnsAndAllElse() {
    Dataset view = THREE.columns(2, 0);
    assertThat(view.features()).isEqualTo(2);
    assertThat(view.inputs()).containsExactly(2, 0, 12, 10, 22, 20);
    assertThat(view.targets()).containsExactly(0, 1, 0);
    assertThat(view.weights()).containsExactly(1, 2, 3);
    Batch some = view.view(2, 1).batch();
    assertThat(some.inputs()).containsExactly(22, 20, 12, 10);
    assertThat(some.spectators("mass")).containsExactly(125, 91);
    assertThat(some.weights()).containsExactly(3, 2);
    assertThat(view.inEpoch(4)).isSameAs(view);
  }

  @Test
  void itChangesFromEpochToEpochAsTheWholeDoes() {
    ParametrizedDataset.Draw draw =
        ParametrizedDataset.Draw.of(
            new double[] {100, 200, 300}, new double[] {1, 1, 1}, Rng.of(7));
    Dataset whole = ParametrizedDataset.of(THREE, 1, new boolean[] {true, false, true}, draw);
    Dataset view = whole.columns(1, 2);
    assertThat(view.inputs()).containsExactly(1, 2, 11, 12, 21, 22);
    for (int epoch = 1; epoch < 5; epoch++) {
      float[] all = whole.inEpoch(epoch).inputs();
      assertThat(view.inEpoch(epoch).inputs())
          .containsExactly(all[1], 2, 11, 12, all[7], 22)
          .isNotEqualTo(view.inputs());
    }
  }

  @Test
  void itIsOfOneInput() {
    Dataset two =
        Dataset.builder(1)
            .input("a", Shape.of(1), new float[1])
            .input("b", Shape.of(1), new float[1])
            .targets(1, new float[1])
            .weights(new float[] {1})
            .build();
    assertThatThrownBy(() -> two.columns(0).inputShapes())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected one input, found a, b");
  }
}

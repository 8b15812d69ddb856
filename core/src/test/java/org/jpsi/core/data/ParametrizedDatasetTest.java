package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.data.ParametrizedDataset.Draw;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.junit.jupiter.api.Test;

/// Datasets in which background events have the parameter of a drawn signal event.
class ParametrizedDatasetTest {
  private static final int N = 4000;
  private static final Draw DRAW =
      Draw.of(
          new double[] {400, 500, 750, 900},
          new double[] {1, 0, 3, -2},
          Rng.of(1).child("parameters"));

  // Two features, of which the second is the parameter; every second event is signal, at 500.
  private static Dataset events() {
    float[] x = new float[2 * N];
    float[] y = new float[N];
    boolean[] drawn = new boolean[N];
    for (int i = 0; i < N; i++) {
      x[2 * i] = i;
      y[i] = i % 2;
      drawn[i] = i % 2 == 0;
      x[2 * i + 1] = drawn[i] ? (float) DRAW.value(i, 0) : 500;
    }
    Dataset whole =
        Dataset.builder(N)
            .input(Inputs.SINGLE, Shape.of(2), x)
            .targets(1, y)
            .spectator("s", new double[N])
            .build();
    return ParametrizedDataset.of(whole, 1, drawn, DRAW);
  }

  private static float[] parameter(Dataset data) {
    float[] inputs = data.batch(0, data.events()).inputs();
    float[] values = new float[data.events()];
    for (int i = 0; i < values.length; i++) {
      values[i] = inputs[2 * i + 1];
    }
    return values;
  }

  private static double share(float[] values, double of) {
    return IntStream.range(0, values.length)
        .filter(i -> i % 2 == 0)
        .mapToDouble(i -> values[i] == of ? 2.0 / N : 0)
        .sum();
  }

  @Test
  void valuesAreDrawnByWeightAnewInEachEpoch() {
    Dataset data = events();
    float[] kept = parameter(data);
    float[] first = parameter(data.inEpoch(1));
    float[] second = parameter(data.inEpoch(2));
    for (float[] epoch : List.of(kept, first, second)) {
      // four standard deviations of 2000 draws
      assertThat(share(epoch, 750)).isCloseTo(0.75, within(0.04));
      assertThat(share(epoch, 400)).isCloseTo(0.25, within(0.04));
      for (int i = 1; i < N; i += 2) {
        assertThat(epoch[i]).isEqualTo(500);
      }
    }
    assertThat(Arrays.equals(first, second)).isFalse();
    assertThat(Arrays.equals(first, kept)).isFalse();
    assertThat(parameter(data.inEpoch(1))).containsExactly(first);
    assertThat(parameter(data.inEpoch(2).inEpoch(1))).containsExactly(first);
  }

  @Test
  void viewsHaveTheDrawsOfTheirEvents() {
    Dataset data = events();
    float[] whole = parameter(data.inEpoch(3));
    int[] some = {8, 3, 2000, 3998};
    float[] weights = new float[N];
    Arrays.fill(weights, 2);
    float[] view = parameter(data.withWeights(weights).view(some).inEpoch(3));
    for (int i = 0; i < some.length; i++) {
      assertThat(view[i]).isEqualTo(whole[some[i]]);
    }
    assertThat(data.withWeights(weights).inEpoch(3).weight(7)).isEqualTo(2);
    Dataset plain = Dataset.of(new float[4], new int[] {0, 1});
    assertThat(plain.inEpoch(4)).isSameAs(plain);
    Dataset plainView = plain.view(1);
    assertThat(plainView.inEpoch(4)).isSameAs(plainView);
    Dataset weighted = plain.withWeights(new float[2]);
    assertThat(weighted.inEpoch(4)).isSameAs(weighted);
  }

  /// Mass and width of the signal go together: no other pair is ever drawn.
  @Test
  void severalParametersAreDrawnTogether() {
    Draw draw =
        Draw.of(
            new double[][] {{400, 500, 500}, {10, 10, 20}},
            new double[] {1, 1, 2},
            Rng.of(1).child("parameters"));
    boolean[] drawn = new boolean[N];
    Arrays.fill(drawn, true);
    Dataset plain =
        Dataset.builder(N)
            .input(Inputs.SINGLE, Shape.of(3), new float[3 * N])
            .targets(1, new float[N])
            .build();
    Dataset data = ParametrizedDataset.of(plain, new int[] {2, 0}, drawn, draw);
    float[] inputs = data.inEpoch(1).batch(0, N).inputs();
    int[] count = new int[3];
    for (int i = 0; i < N; i++) {
      int from = draw.event(i, 1);
      count[from]++;
      assertThat(inputs[3 * i + 2]).isEqualTo(from == 0 ? 400 : 500);
      assertThat(inputs[3 * i]).isEqualTo(from == 2 ? 20 : 10);
      assertThat(inputs[3 * i + 1]).isZero();
    }
    assertThat(count[2] / (double) N).isCloseTo(0.5, within(0.03));
    assertThat(count[0] / (double) N).isCloseTo(0.25, within(0.03));
    assertThatThrownBy(() -> ParametrizedDataset.of(plain, new int[] {2}, drawn, draw))
        .hasMessageContaining("expected a column of each of 2 parameters, found 1");
    assertThatThrownBy(() -> Draw.of(new double[][] {{1, 2}, {1}}, new double[2], Rng.of(1)))
        .hasMessageContaining("signal weights with a positive sum");
    assertThatThrownBy(() -> Draw.of(new double[][] {{1, 2}, {1}}, new double[] {1, 1}, Rng.of(1)))
        .hasMessageContaining("a value of each parameter for 2 signal events, found 1");
  }

  @Test
  void allElseIsThatOfTheDataset() {
    Dataset data = events().inEpoch(1);
    assertThat(data.events()).isEqualTo(N);
    assertThat(data.outputs()).isEqualTo(1);
    assertThat(data.spectators()).containsExactly("s");
    assertThat(data.weight(3)).isEqualTo(1);
    assertThat(data.weights()).hasSize(N);
    assertThat(data.targets()[1]).isEqualTo(1);
    assertThat(data.features()).isEqualTo(2);
    assertThat(data.batch(5, 6).inputs()[0]).isEqualTo(5);
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatThrownBy(() -> Draw.of(new double[] {1, 2}, new double[] {0, -1}, Rng.of(1)))
        .hasMessageContaining("signal weights with a positive sum, found 0.0");
    Dataset plain = Dataset.of(new float[4], new int[] {0, 1});
    assertThatThrownBy(() -> ParametrizedDataset.of(plain, 2, new boolean[2], DRAW))
        .hasMessageContaining("expected a column of 2 and 2 events, found column 2 and 2 events");
    assertThatThrownBy(() -> ParametrizedDataset.of(plain, 1, new boolean[3], DRAW))
        .hasMessageContaining("and 3 events");
    assertThat(DRAW.with(new double[] {1, 2, 3, 4}).value(7, 2))
        .isEqualTo(DRAW.value(7, 2) == 400 ? 1 : 3);
  }
}

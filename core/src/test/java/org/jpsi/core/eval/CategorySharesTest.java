package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

class CategorySharesTest {
  private static final Task TASK = new Task.Binary("higgs", "ttbar");

  private static TrainingFeatures features(
      double[] number, List<String> values, int[] label, double[] weight) {
    double[] x = IntStream.range(0, number.length).mapToDouble(i -> i % 7).toArray();
    return new TrainingFeatures(
        TASK,
        List.of(NumberColumn.of("channel", "", number), NumberColumn.of("x", "", x)),
        Map.of("channel", values),
        IntStream.range(0, number.length).toArray(),
        label,
        weight);
  }

  @Test
  void sharesAreWeightedAndTheMostFrequentCategoryComesFirst() {
    TrainingFeatures inputs =
        features(
            new double[] {1, 2, 2, 3, 2, 1},
            List.of("ee", "emu", "mumu"),
            new int[] {1, 1, 0, 0, 1, 0},
            new double[] {1, 2, 1, 3, -1, 4});
    CategoryShares found = inputs.categories(inputs.features().getFirst()).orElseThrow();
    assertThat(found.names()).containsExactly("emu", "ee", "mumu");
    Histogram signal = found.shares().train().get(1).orElseThrow();
    assertThat(signal.sum()).containsExactly(new double[] {0.5, 0.5, 0}, within(1e-15));
    // sqrt(2^2 + 1^2) of a sum of 2
    assertThat(signal.error(0)).isCloseTo(Math.sqrt(5) / 2, within(1e-15));
    Histogram background = found.shares().train().getFirst().orElseThrow();
    assertThat(background.sum())
        .containsExactly(new double[] {1 / 8.0, 4 / 8.0, 3 / 8.0}, within(1e-15));
    assertThat(inputs.categories(inputs.features().getLast())).isEmpty();
  }

  @Test
  void moreThanTwentyAreSummedUp() {
    int kinds = 26;
    int n = 3000;
    double[] number = new double[n];
    int[] label = new int[n];
    double[] weight = new double[n];
    for (int i = 0; i < n; i++) {
      // the last kinds are the rarest
      number[i] = 1 + (int) Math.sqrt((double) i * kinds * kinds / n);
      number[i] = kinds + 1 - number[i];
      label[i] = i % 2;
      weight[i] = 1;
    }
    List<String> values =
        IntStream.range(0, kinds).mapToObj(k -> "run" + (char) ('a' + k)).toList();
    TrainingFeatures inputs = features(number, values, label, weight);
    CategoryShares found = inputs.categories(inputs.features().getFirst()).orElseThrow();
    assertThat(found.names()).hasSize(21).startsWith("runa", "runb").endsWith("runt", "6 others");
    double sum = 0;
    for (double share : found.shares().train().getFirst().orElseThrow().sum()) {
      sum += share;
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void numbersOfCategoriesCorrelateWithNothing() {
    TrainingFeatures inputs =
        features(
            new double[] {1, 2, 1, 2}, List.of("a", "b"), new int[4], new double[] {1, 1, 1, 1});
    assertThat(inputs.numeric()).extracting(NumberColumn::name).containsExactly("x");
    assertThat(inputs.hasCorrelation(0)).isFalse();
  }
}

package org.jpsi.analysis.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;

class DominatingWeightTest {
  private static final int N = 1200;

  /// Events of two classes in turn, two thirds of them for training.
  private static EventSet events(double[] weight) {
    Part[] part = new Part[N];
    int[] classOf = new int[N];
    for (int i = 0; i < N; i++) {
      part[i] = i % 6 < 4 ? Part.TRAIN : i % 6 == 4 ? Part.VALIDATION : Part.TEST;
      classOf[i] = i % 2;
    }
    return new EventSet(
        List.of("events.root:t"),
        new int[N],
        LongStream.range(0, N).toArray(),
        part,
        Optional.empty(),
        List.of("ttbar", "higgs"),
        classOf,
        weight,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static double[] ones() {
    double[] weight = new double[N];
    Arrays.fill(weight, 1);
    return weight;
  }

  @Test
  void oneWeightOfFiftyThousandAmongOnesIsNotedWithItsEvent() {
    double[] weight = ones();
    weight[603] = 5e4;
    // (399 + 5e4)^2 / (399 + 25e8)
    assertThat(DominatingWeight.notes(events(weight)))
        .containsExactly(
            "one weight dominates the 400 train events of class higgs: entry 603 of events.root:t"
                + " has 50000, the median is 1, so that they count as 1.02 events; check"
                + " `weight:`, or leave it out by `select:`");
  }

  @Test
  void aNegativeOneAndOneOfTheTestPartAreNotedToo() {
    double[] weight = ones();
    weight[605] = -300;
    weight[4] = 200;
    assertThat(DominatingWeight.notes(events(weight)))
        .satisfiesExactly(
            note ->
                assertThat(note)
                    .startsWith("one weight dominates the 200 validation events of class ttbar:"),
            note ->
                assertThat(note)
                    .contains("200 test events of class higgs: entry 605", " has -300, "));
  }

  @Test
  void weightsOfAnySizeAreCompared() {
    for (double scale : new double[] {1e-200, 1e200}) {
      double[] weight = ones();
      weight[0] = 5e4;
      for (int i = 0; i < N; i++) {
        weight[i] *= scale;
      }
      assertThat(DominatingWeight.notes(events(weight))).hasSize(1);
    }
  }

  @Test
  void slicesOfTwoDecadesAndATailAreUsual() {
    double[] weight = ones();
    for (int i = 0; i < N; i++) {
      weight[i] = i < N / 2 ? 1 : 100;
    }
    assertThat(DominatingWeight.notes(events(weight))).isEmpty();
    for (int i = 0; i < N; i++) {
      weight[i] = StrictMath.exp(Rng.of(1).normal(i));
    }
    assertThat(DominatingWeight.notes(events(weight))).isEmpty();
    assertThat(DominatingWeight.notes(events(new double[N]))).isEmpty();
  }
}

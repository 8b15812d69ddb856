package org.jpsi.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// Order, sums and samples of events are defined by blocks.
class EventBlocksTest {
  private static final int WINDOW_EVENTS = EventBlocks.SIZE * EventBlocks.WINDOW;

  @Test
  void anOrderHasEveryEventOnce() {
    for (int events : new int[] {0, 1, 4096, 4097, WINDOW_EVENTS, WINDOW_EVENTS + 1, 1_300_007}) {
      int[] order = EventBlocks.order(events, Rng.of(3));
      Arrays.sort(order);
      assertThat(order).isEqualTo(IntStream.range(0, events).toArray());
    }
  }

  @Test
  void aWindowHoldsTheEventsOfItsBlocksAlone() {
    int[] order = EventBlocks.order(3 * WINDOW_EVENTS, Rng.of(3));
    assertThat(Arrays.stream(order, 0, WINDOW_EVENTS).map(e -> e / EventBlocks.SIZE).distinct())
        .hasSize(EventBlocks.WINDOW);
    assertThat(Arrays.stream(order, 0, 1000).map(e -> e / EventBlocks.SIZE).distinct().count())
        .as("blocks among the first thousand events")
        .isGreaterThan(100);
  }

  @Test
  void fewEventsArePermutedAsAWhole() {
    assertThat(EventBlocks.order(WINDOW_EVENTS, Rng.of(5)))
        .isEqualTo(Rng.of(5).permutation(WINDOW_EVENTS));
  }

  @Test
  void anOrderIsTheSameInAnArrayThatHeldAnotherAndIsLonger() {
    for (int events : new int[] {5000, WINDOW_EVENTS + 4097}) {
      int[] kept = new int[events + 3];
      Arrays.fill(kept, -1);
      EventBlocks.order(events, Rng.of(3), kept);
      EventBlocks.order(events, Rng.of(4), kept);
      assertThat(Arrays.copyOf(kept, events)).isEqualTo(EventBlocks.order(events, Rng.of(4)));
      assertThat(Arrays.copyOfRange(kept, events, events + 3)).containsOnly(-1);
    }
  }

  @Test
  void aSumIsThatOfTheSumsOfItsBlocks() {
    int events = 3 * EventBlocks.SIZE + 77;
    double[] values = IntStream.range(0, events).mapToDouble(i -> 1 / (1.0 + i)).toArray();
    double total = 0;
    for (int from = 0; from < events; from += EventBlocks.SIZE) {
      double sum = 0;
      for (int i = from; i < Math.min(events, from + EventBlocks.SIZE); i++) {
        sum += values[i];
      }
      total += sum;
    }
    assertThat(EventBlocks.sum(events, i -> values[i])).isEqualTo(total);
  }

  @Test
  void aSampleIsFoundInTheSamplesOfParts() {
    Rng rng = Rng.of(9);
    int[] sample = EventBlocks.sample(50_000, 1000, rng);
    assertThat(sample).hasSize(1000).isSorted().doesNotHaveDuplicates();
    // what is drawn of the first part is what the part alone would give, less what others displace
    int[] ofPart = EventBlocks.sample(20_000, 1000, rng);
    assertThat(Arrays.stream(sample).filter(e -> e < 20_000).boxed())
        .isSubsetOf(Arrays.stream(ofPart).boxed().toList());
    assertThat(Arrays.stream(sample).average().orElseThrow())
        .as("sampled evenly")
        .isBetween(23_600.0, 26_400.0);
  }

  @Test
  void aSampleOfFewEventsIsAllOfThem() {
    assertThat(EventBlocks.sample(3, 10, Rng.of(1))).containsExactly(0, 1, 2);
  }

  @Test
  void aRunningSumHasTheBitsOfTheSum() {
    Rng rng = Rng.of(8);
    EventBlocks.RunningSum running = new EventBlocks.RunningSum();
    for (int events = 0; events < 10_000; events++) {
      if (events % 1024 < 2) {
        assertThat(running.value()).isEqualTo(EventBlocks.sum(events, rng::uniform));
      }
      running.add(rng.uniform(events));
    }
  }
}

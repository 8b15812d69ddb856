package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

class FoldsTest {
  private static final Task TASK = new Task.Multiclass(List.of("a", "b", "c"));
  private static final Rng RNG = Rng.of(4);

  private static Dataset events(int... labels) {
    return Dataset.of(new float[labels.length], labels);
  }

  private static int[] counts(OutOfFold folds, int[] events) {
    int[] counts = new int[folds.members()];
    IntStream.of(events).forEach(i -> counts[folds.foldOf()[i]]++);
    return counts;
  }

  private static int spread(int[] counts) {
    return Arrays.stream(counts).max().orElseThrow() - Arrays.stream(counts).min().orElseThrow();
  }

  @Test
  void everyFoldHasItsShareOfEachClassAndOfAll() {
    int[] labels =
        IntStream.range(0, 1003).map(i -> i % 11 == 0 ? 2 : i % 3 == 0 ? 1 : 0).toArray();
    OutOfFold folds = Folds.deal(events(labels), TASK, Optional.empty(), 7, RNG);
    for (int c = 0; c < 3; c++) {
      int label = c;
      int[] own = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
      assertThat(spread(counts(folds, own))).isLessThanOrEqualTo(1);
    }
    assertThat(spread(counts(folds, IntStream.range(0, 1003).toArray()))).isLessThanOrEqualTo(1);
    // At random: not in the order of the events.
    assertThat(Arrays.copyOf(folds.foldOf(), 7)).isNotEqualTo(new int[] {0, 1, 2, 3, 4, 5, 6});
  }

  @Test
  void heldOutAndTrainedOnAreAllEvents() {
    OutOfFold folds = Folds.deal(events(new int[20]), TASK, Optional.empty(), 3, RNG);
    for (int m = 0; m < 3; m++) {
      assertThat(folds.heldOut(m)).doesNotContain(folds.trainedOn(m));
      assertThat(folds.heldOut(m).length + folds.trainedOn(m).length).isEqualTo(20);
    }
  }

  @Test
  void aGroupIsInOneFoldAndFoldsAreOfLikeSize() {
    long[] groups = new long[600];
    Arrays.setAll(groups, i -> Long.MIN_VALUE + i * 37 % 101 / 2);
    OutOfFold folds = Folds.deal(events(new int[600]), TASK, Optional.of(groups), 5, RNG);
    for (int i = 0; i < 600; i++) {
      for (int j = 0; j < i; j++) {
        if (groups[i] == groups[j]) {
          assertThat(folds.foldOf()[i]).isEqualTo(folds.foldOf()[j]);
        }
      }
    }
    // No group has more than 12 events.
    assertThat(spread(counts(folds, IntStream.range(0, 600).toArray()))).isLessThanOrEqualTo(12);
  }

  @Test
  void groupsAreDealtByTheirValueAndNotByWhereTheyStand() {
    long[] groups = {5, 5, 9, 9, 2, 2, 7, 7};
    long[] turned = {7, 7, 2, 2, 9, 9, 5, 5};
    Dataset events = events(new int[8]);
    int[] one = Folds.deal(events, TASK, Optional.of(groups), 2, RNG).foldOf();
    int[] other = Folds.deal(events, TASK, Optional.of(turned), 2, RNG).foldOf();
    for (int i = 0; i < 8; i++) {
      assertThat(other[7 - i]).isEqualTo(one[i]);
    }
  }

  @Test
  void anotherSeedDealsOtherwise() {
    Dataset events = events(new int[50]);
    int[] one = Folds.deal(events, TASK, Optional.empty(), 5, RNG).foldOf();
    assertThat(Folds.deal(events, TASK, Optional.empty(), 5, RNG).foldOf()).isEqualTo(one);
    assertThat(Folds.deal(events, TASK, Optional.empty(), 5, Rng.of(5)).foldOf()).isNotEqualTo(one);
  }
}

package org.jpsi.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final Split.Fractions SPLIT = Split.Fractions.DEFAULT;
  private static final int N = 100_000;

  private static double share(Part[] parts, Part part) {
    return Arrays.stream(parts).filter(p -> p == part).count() / (double) parts.length;
  }

  @Test
  void partsHaveTheirFractions() {
    Part[] parts = SPLIT.parts(1, 0, 0, N);
    assertThat(share(parts, Part.TRAIN)).isCloseTo(0.6, within(5 * Math.sqrt(0.24 / N)));
    assertThat(share(parts, Part.TEST)).isCloseTo(0.2, within(5 * Math.sqrt(0.16 / N)));
  }

  @Test
  void anEventGoesWhereItsPlaceSaysHoweverItIsRead() {
    Part[] whole = SPLIT.parts(1, 2, 0, 1000);
    assertThat(SPLIT.parts(1, 2, 300, 100)).isEqualTo(Arrays.copyOfRange(whole, 300, 400));
    assertThat(SPLIT.part(1, 2, 999)).isEqualTo(whole[999]);
    assertThat(SPLIT.parts(2, 2, 0, 1000)).isNotEqualTo(whole);
    assertThat(SPLIT.parts(1, 3, 0, 1000)).isNotEqualTo(whole);
  }

  @Test
  void anEmptyPartGetsNoEvent() {
    assertThat(new Split.Fractions(1, 0, 0).parts(1, 0, 0, N)).containsOnly(Part.TRAIN);
    assertThat(new Split.Fractions(0.5, 0.5, 0).parts(1, 0, 0, N)).doesNotContain(Part.TEST);
    assertThat(new Split.Fractions(0.5, 0, 0.5).parts(1, 0, 0, N)).doesNotContain(Part.VALIDATION);
    assertThat(new Split.Fractions(0, 0, 1).parts(1, 0, 0, N)).containsOnly(Part.TEST);
  }

  @Test
  void withoutAPartTheOthersKeepTheirRatio() {
    Split.Fractions left = SPLIT.without(Set.of(Part.TEST));
    assertThat(left.train()).isCloseTo(0.75, within(1e-15));
    assertThat(left.test()).isZero();
  }

  @Test
  void fractionsThatDoNotAddUpAreABug() {
    assertThatThrownBy(() -> new Split.Fractions(0.5, 0.2, 0.2))
        .hasMessage("Fractions: expected parts of 0 or more that add up to 1, found 0.5, 0.2, 0.2");
    assertThatThrownBy(() -> new Split.Fractions(Double.NaN, 0.2, 0.2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Split.Folds(1, ""))
        .hasMessage("Folds: expected 2 or more, found 1");
  }

  @Test
  void foldsAreOfEqualSizeAndFollowTheKeyAlone() {
    Split.Folds folds = new Split.Folds(5, "eventNumber");
    int[] count = new int[5];
    IntStream.range(0, N).forEach(i -> count[folds.fold(1, i)]++);
    for (int c : count) {
      assertThat(c / (double) N).isCloseTo(0.2, within(5 * Math.sqrt(0.16 / N)));
    }
    assertThat(folds.fold(1, -0.0)).isEqualTo(folds.fold(1, 0.0));
    assertThat(folds.fold(1, 7L)).isEqualTo(folds.fold(1, 7.0));
    int[] byPlace = IntStream.range(0, 50).map(i -> folds.fold(1, 0, i)).toArray();
    assertThat(byPlace).contains(0, 1, 2, 3, 4);
  }

  @Test
  void eventNumbersBeyondTwoToTheFiftyThirdHaveFoldsOfTheirOwn() {
    Split.Folds folds = new Split.Folds(5, "eventNumber");
    long first = 1L << 60;
    int[] byInteger = IntStream.range(0, 100).map(i -> folds.fold(1, first + i)).toArray();
    assertThat(byInteger).contains(0, 1, 2, 3, 4);
    // the same float64, all of them
    int[] byFloat64 =
        IntStream.range(0, 100).map(i -> folds.fold(1, (double) (first + i))).toArray();
    assertThat(byFloat64).containsOnly(byFloat64[0]);
  }

  private static SampleSplit.SplitMember member(String group, Part... part) {
    return new SampleSplit.SplitMember(group, Arrays.stream(part).findFirst());
  }

  @Test
  void aSampleWithAPartFillsItForItsGroup() {
    SampleSplit assignment =
        SampleSplit.of(
            "split",
            SPLIT,
            1,
            List.of(member("signal"), member("background"), member("background", Part.TEST)));
    assertThat(assignment.parts(0, 0, 1000)).contains(Part.TRAIN, Part.VALIDATION, Part.TEST);
    assertThat(assignment.parts(1, 0, 1000))
        .contains(Part.TRAIN, Part.VALIDATION)
        .doesNotContain(Part.TEST);
    assertThat(assignment.parts(2, 0, 1000)).containsOnly(Part.TEST);
    assertThat(assignment.part(2, 5)).isEqualTo(Part.TEST);
    assertThat(assignment.parts(0, 0, 1000)).isEqualTo(SPLIT.parts(1, 0, 0, 1000));
  }

  @Test
  void aSampleThatFindsAllPartsFilledIsRefused() {
    assertThatThrownBy(() ->
            SampleSplit.of(
                "higgs.yaml:9:1 split",
                new Split.Fractions(0, 0, 1),
                1,
                List.of(member(""), new SampleSplit.SplitMember("", Optional.of(Part.TEST)))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[higgs.yaml:9:1 split] expected a part left for the samples without `part:`, found all"
                + " filled by samples with one; give these samples a `part:` too");
  }

  @Test
  void aLargeSampleIsDealtAsItsEventsAreDrawn() {
    long[] entries = LongStream.range(0, 1000).map(i -> 3 * i).toArray();
    Part[] dealt = SPLIT.deal(1, 2, entries);
    for (int i = 0; i < entries.length; i++) {
      assertThat(dealt[i]).isEqualTo(SPLIT.part(1, 2, entries[i]));
    }
  }

  /// Exact fractions, by the numbers that are drawn: the order of the events in the file changes
  /// nothing.
  @Test
  void aSmallSampleIsDealtExactlyInTheOrderOfItsNumbers() {
    for (int n : new int[] {3, 4, 10, 50, 120}) {
      long[] entries = LongStream.range(0, n).map(i -> 7 * i + 2).toArray();
      Part[] dealt = SPLIT.deal(5, 1, entries);
      int[] count = new int[3];
      double[] highest = {-1, -1, -1};
      double[] lowest = {2, 2, 2};
      for (int i = 0; i < n; i++) {
        int part = dealt[i].ordinal();
        double draw = Rng.of(5).child("split").child(1).uniform(entries[i]);
        count[part]++;
        highest[part] = Math.max(highest[part], draw);
        lowest[part] = Math.min(lowest[part], draw);
      }
      assertThat(count).as("of " + n).isEqualTo(SPLIT.counts(n));
      assertThat(highest[0]).isLessThan(lowest[1]);
      assertThat(highest[1]).isLessThan(lowest[2]);
      long[] reversed = IntStream.range(0, n).mapToLong(i -> entries[n - 1 - i]).toArray();
      Part[] again = SPLIT.deal(5, 1, reversed);
      for (int i = 0; i < n; i++) {
        assertThat(again[n - 1 - i]).isEqualTo(dealt[i]);
      }
    }
  }

  @Test
  void exactCountsAreRoundedFractionsAndNoPartIsEmptyWhereThereIsEnough() {
    assertThat(SPLIT.counts(10)).containsExactly(6, 2, 2);
    assertThat(SPLIT.counts(3)).containsExactly(1, 1, 1);
    assertThat(SPLIT.counts(4)).containsExactly(2, 1, 1);
    assertThat(SPLIT.counts(2)).containsExactly(1, 1, 0);
    assertThat(SPLIT.counts(1)).containsExactly(1, 0, 0);
    assertThat(SPLIT.counts(0)).containsExactly(0, 0, 0);
    assertThat(new Split.Fractions(0.9, 0.1, 0).counts(30)).containsExactly(27, 3, 0);
    assertThat(new Split.Fractions(0.999, 0.0005, 0.0005).counts(100)).containsExactly(98, 1, 1);
    assertThat(new Split.Fractions(0, 0, 1).counts(5)).containsExactly(0, 0, 5);
  }

  @Test
  void whereNoEventsAreForValidationATenthOfTheTrainingEventsIs() {
    SampleSplit split =
        SampleSplit.of(
            "split",
            SPLIT,
            1,
            List.of(
                member("signal", Part.TRAIN), member("signal", Part.TEST), member("background")));
    assertThat(split.setAside()).containsExactly("signal");
    assertThat(split.fractions(0)).isEqualTo(new Split.Fractions(0.9, 0.1, 0));
    assertThat(split.parts(1, 0, 1000)).containsOnly(Part.TEST);
    assertThat(split.fractions(2)).isEqualTo(SPLIT);
    SampleSplit fractions =
        SampleSplit.of("split", new Split.Fractions(0.8, 0, 0.2), 1, List.of(member("")));
    assertThat(fractions.fractions(0).validation()).isCloseTo(0.08, within(1e-12));
    assertThat(fractions.parts()).containsExactly(Part.TRAIN, Part.VALIDATION, Part.TEST);
  }

  @Test
  void theKeyOfAValueIsThatOfItsNumberWhateverTheTypeOfTheColumn() {
    assertThat(Split.key(7L)).isEqualTo(Split.key(7.0));
    assertThat(Split.key(-0.0)).isEqualTo(Split.key(0L));
    assertThat(Split.key((1L << 53) + 1)).isNotEqualTo(Split.key(1L << 53));
    assertThat(Split.key("run A")).isEqualTo(Split.key("run A")).isNotEqualTo(Split.key("run B"));
    NumberColumn integers = NumberColumn.of("n", "", 5L, (1L << 60) + 1);
    assertThat(Split.key(integers, 0)).isEqualTo(Split.key(NumberColumn.of("n", "", 5f), 0));
    assertThat(Split.key(integers, 1)).isEqualTo((1L << 60) + 1);
  }
}

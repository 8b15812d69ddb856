package org.jpsi.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jpsi.core.errors.InputException;
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
}

package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.junit.jupiter.api.Test;

/// Training events that are found again by their hashes.
class FingerprintsTest {
  private static long[] events(int from, int to) {
    Rng rng = Rng.of(4);
    return RowHash.of(
        List.of(
            NumberColumn.of(
                "x", "", IntStream.range(from, to).mapToDouble(rng::normal).toArray())));
  }

  @Test
  void theShareOfTrainingEventsIsThatOfTheEventsCompared() {
    Fingerprints training = Fingerprints.of(events(0, 50_000));
    assertThat(training.compare(events(0, 50_000)))
        .satisfies(all -> assertThat(all.known()).isEqualTo(all.compared()))
        .satisfies(all -> assertThat(all.compared()).isBetween(400L, 1024L));
    assertThat(training.compare(events(50_000, 150_000)).known()).isZero();
    Fingerprints.Comparison half =
        training.compare(events(0, 25_000)).and(training.compare(events(50_000, 75_000)));
    // binomial: three standard deviations of about 780 events
    assertThat(half.known() / (double) half.compared()).isCloseTo(0.5, within(0.06));
  }

  @Test
  void ofFewEventsAllAreKeptInAnyOrder() {
    long[] few = events(0, 300);
    Fingerprints training = Fingerprints.of(few);
    assertThat(training.compare(few)).isEqualTo(new Fingerprints.Comparison(300, 300));
    long[] reversed = IntStream.range(0, 300).mapToLong(i -> few[299 - i]).toArray();
    assertThat(Fingerprints.of(reversed)).isEqualTo(training);
    long[] twenty = LongStream.concat(Arrays.stream(few), Arrays.stream(few, 0, 20)).toArray();
    assertThat(Fingerprints.of(twenty)).isEqualTo(training);
    assertThat(Fingerprints.NONE.compare(few)).isEqualTo(new Fingerprints.Comparison(0, 0));
  }

  @Test
  void eventsThatTheirFeaturesDoNotTellApartHaveNone() {
    long[] few = events(0, 300);
    long[] twice = LongStream.concat(Arrays.stream(few), Arrays.stream(few)).toArray();
    assertThat(Fingerprints.of(twice)).isEqualTo(Fingerprints.NONE);
  }

  @Test
  void theTextIsReadAgainAndAnyOtherIsRefused() {
    for (int events : new int[] {0, 1, 300, 5000}) {
      Fingerprints training = Fingerprints.of(events(0, events));
      assertThat(Fingerprints.parse(training.toText())).isEqualTo(training);
    }
    String text = Fingerprints.of(events(0, 5000)).toText();
    for (String wrong :
        List.of(
            "",
            "3",
            ":",
            "x:",
            "-1:",
            "64:" + text.substring(2),
            "70:" + text.substring(2),
            "9:" + text.substring(2),
            text.substring(0, text.length() - 4),
            text.replace(":", ":!"),
            "0:" + "A".repeat(100_000),
            "0:AAAAAAAAAAAAAAAAAAAAAA==")) {
      assertThatThrownBy(() -> Fingerprints.parse(wrong))
          .as(wrong.substring(0, Math.min(20, wrong.length())))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.jpsi.core.eval.Oracle.expected;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static Table table(double... values) {
    return Table.of("events", List.of(NumberColumn.of("x", "GeV", values)));
  }

  private static double[] half(int from) {
    double[] score = Oracle.column("score");
    double[] one =
        IntStream.range(0, score.length)
            .filter(i -> Oracle.signal()[i])
            .mapToDouble(i -> score[i])
            .toArray();
    return IntStream.range(0, one.length)
        .filter(i -> i % 2 == from)
        .mapToDouble(i -> one[i])
        .toArray();
  }

  @Test
  void sharesOutsideTheRangeOfTrainingAreCounted() {
    Drift drift =
        Drift.of(table(1, 2, 3, 4), table(0, 1, 4, 5, 6, Double.NaN, 2, 2), List.of("x"))
            .getFirst();
    assertThat(drift.low()).isEqualTo(1);
    assertThat(drift.high()).isEqualTo(4);
    assertThat(drift.below()).isEqualTo(1.0 / 8);
    assertThat(drift.above()).isEqualTo(2.0 / 8);
    assertThat(drift.outside()).isEqualTo(3.0 / 8);
    assertThat(drift.notFinite()).isEqualTo(1.0 / 8);
    assertThat(drift)
        .hasToString(
            "x: 37.5 % outside 1.000 to 4.000, distance 0.286 (p 0.99), 12.5 % not finite");
  }

  @Test
  void theDistanceIsThatOfScipy() {
    double[] before = half(0);
    double[] now = half(1);
    double[] ones = before.clone();
    Arrays.fill(ones, 1);
    Drift same = Drift.of("score", before, ones, before, ones);
    assertThat(same.ksTest().distance()).isZero();
    assertThat(same.ksTest().pValue().orElseThrow()).isEqualTo(1);
    Drift drift = Drift.of("score", before, ones, now, Arrays.copyOf(ones, now.length));
    assertThat(drift.ksTest().distance()).isCloseTo(expected("ks_half"), within(1e-12));
    assertThat(drift.ksTest().pValue().orElseThrow())
        .isCloseTo(expected("ks_half_p"), within(1e-9));
  }

  @Test
  void aShiftOfAFeatureIsNoticedAndOthersAreNot() {
    Table training =
        table(IntStream.range(0, 1000).mapToDouble(i -> i).toArray())
            .with(
                NumberColumn.of("y", "1", IntStream.range(0, 1000).mapToDouble(i -> i).toArray()));
    Table applied =
        training.with(
            NumberColumn.of(
                "x", "GeV", IntStream.range(0, 1000).mapToDouble(i -> i + 100).toArray()));
    List<Drift> drifts = Drift.of(training, applied, List.of("x", "y", "x - y"));
    assertThat(drifts.get(0).ksTest().pValue().orElseThrow()).isLessThan(1e-3);
    assertThat(drifts.get(0).above()).isEqualTo(0.1);
    assertThat(drifts.get(1).ksTest().pValue().orElseThrow()).isEqualTo(1);
    assertThat(drifts.get(2).outside()).isEqualTo(1);
  }

  @Test
  void aTimeInNanosecondsDriftsByATenthOfASecond() {
    long[] before =
        LongStream.range(0, 1000).map(i -> 1_700_000_000_000_000_000L + i * 1_000_000).toArray();
    long[] now = LongStream.of(before).map(t -> t + 100_000_000).toArray();
    Drift drift =
        Drift.of(
                Table.of("before", List.of(NumberColumn.of("t", "ns", before))),
                Table.of("now", List.of(NumberColumn.of("t", "ns", now))),
                List.of("t"))
            .getFirst();
    assertThat(drift.above()).isEqualTo(0.1);
    assertThat(drift.ksTest().distance()).isCloseTo(0.1, within(1e-12));
    assertThat(drift)
        .asString()
        .startsWith("t: 10.0 % outside 1.700000000000e+18 to 1.700000000999e+18, distance 0.100");
  }

  @Test
  void aColumnThatIsMissingIsSaid() {
    assertThatThrownBy(() -> Drift.of(table(1, 2), table(1, 2), List.of("xx")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("did you mean x?");
  }
}

package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.junit.jupiter.api.Test;

/// Events that are equal, and how many are so by chance.
class EqualRowsTest {
  private static NumberColumn column(int events, IntToDoubleFunction value) {
    return NumberColumn.of("c", "", IntStream.range(0, events).mapToDouble(value).toArray());
  }

  private static EqualRows of(NumberColumn... columns) {
    return EqualRows.of(List.of(columns), RowHash.of(List.of(columns)));
  }

  @Test
  void groupsAreThoseThatComparingEveryPairFinds() {
    Rng rng = Rng.of(3);
    int n = 700;
    NumberColumn a = column(n, i -> rng.integer(9, i));
    NumberColumn b = column(n, i -> rng.integer(40, 5000L + i) / 8.0);
    Map<List<Double>, List<Integer>> expected = new HashMap<>();
    for (int i = 0; i < n; i++) {
      expected.computeIfAbsent(List.of(a.value(i), b.value(i)), _ -> new ArrayList<>()).add(i);
    }
    EqualRows rows = of(a, b);
    assertThat(rows.distinct()).isEqualTo(expected.size());
    assertThat(
            IntStream.range(0, rows.groups()).mapToObj(g -> rows.group(g)).map(EqualRowsTest::list))
        .containsExactlyInAnyOrderElementsOf(
            expected.values().stream().filter(rowsOf -> rowsOf.size() > 1).toList());
  }

  private static List<Integer> list(int[] rows) {
    return Arrays.stream(rows).boxed().toList();
  }

  @Test
  void aValueCountsByItsNumberNotByTheTypeOfItsColumn() {
    NumberColumn floats = NumberColumn.of("x", "", 0f, -0f, Float.NaN, 3f);
    NumberColumn doubles = NumberColumn.of("x", "", -0.0, 0.0, Double.NaN, 3.0);
    NumberColumn integers = NumberColumn.of("x", "", 0, 0, 7, 3);
    assertThat(RowHash.of(List.of(floats))).isEqualTo(RowHash.of(List.of(doubles)));
    assertThat(RowHash.of(List.of(floats))[3]).isEqualTo(RowHash.of(List.of(integers))[3]);
    assertThat(of(floats).groups()).isEqualTo(1);
  }

  @Test
  void eventsOfOneHashThatDifferAreNotEqual() {
    NumberColumn x = NumberColumn.of("x", "", 1, 2, 1, 3);
    EqualRows rows = EqualRows.of(List.of(x), new long[] {5, 5, 5, 6});
    assertThat(rows.groups()).isEqualTo(1);
    assertThat(rows.group(0)).containsExactly(0, 2);
    assertThat(rows.distinct()).isEqualTo(3);
  }

  /// Above 2^20 events, hashes are sorted part by part.
  @Test
  void twoMillionEventsAreFoundAsFewAre() {
    int n = (1 << 20) + 1000;
    NumberColumn x = column(n, i -> i < 1_000_000 ? i : i - 1_000_000);
    EqualRows rows = of(x);
    assertThat(rows.groups()).isEqualTo(n - 1_000_000);
    assertThat(rows.distinct()).isEqualTo(1_000_000);
    assertThat(IntStream.range(0, rows.groups()).mapToObj(rows::group))
        .allMatch(group -> group.length == 2 && group[1] - group[0] == 1_000_000);
  }

  /// The chance that an event has an equal one: known for independent columns of equally likely
  /// values.
  @Test
  void whatChanceMakesIsExpectedWhereFeaturesHaveFewValues() {
    Rng rng = Rng.of(1);
    int n = 4000;
    EqualRows bits =
        of(column(n, i -> rng.integer(2, i)), column(n, i -> rng.integer(2, n + (long) i)));
    assertThat(bits.byChance()).isEqualTo(1);
    // 4000 events among 90 x 90 values: 39 % have an equal one
    EqualRows grid =
        of(column(n, i -> rng.integer(90, i)), column(n, i -> rng.integer(90, n + (long) i)));
    double found =
        IntStream.range(0, grid.groups()).map(g -> grid.group(g).length).sum() / (double) n;
    assertThat(found).isCloseTo(1 - Math.exp(-n / 8100.0), within(0.03));
    assertThat(grid.byChance()).isGreaterThan(found);
    // one column cannot tell
    assertThat(of(column(n, i -> rng.integer(90, i))).byChance()).isEqualTo(1);
  }

  @Test
  void eventsWithOneContinuousFeatureAreNotEqualByChance() {
    Rng rng = Rng.of(1);
    int n = 4000;
    EqualRows rows =
        of(
            column(n, i -> rng.normal(i % 2000)),
            column(n, i -> rng.integer(2, i % 2000)),
            column(n, i -> rng.integer(4, 5000 + i % 2000)));
    assertThat(rows.groups()).isEqualTo(2000);
    assertThat(rows.byChance()).isZero();
  }
}

package org.jpsi.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;

/// `hash` and `int` in expressions.
class HashExpressionTest {
  private static final int EVENTS = 100_000;

  private static Table events(NumberColumn... columns) {
    return Table.of("events", List.of(columns));
  }

  private static NumberColumn value(String expression, Table events) {
    return Expression.parse(expression).evaluateColumn("value", "", events);
  }

  @Test
  void aHashIsThreefryOfOneNumberAfterTheOther() {
    Table events = events(NumberColumn.of("run", "", 7L), NumberColumn.of("event", "", -3L));
    long one = Rng.threefry(0x243F6A8885A308D3L, 7);
    assertThat(value("hash(run)", events).integer(0, 0)).isEqualTo(one >>> 1);
    assertThat(value("hash(run, event)", events).integer(0, 0))
        .isEqualTo(Rng.threefry(one, -3) >>> 1);
    assertThat(value("hash(run, event)", events).type()).isEqualTo(NumberType.INT64);
    assertThat(value("hash(event, run)", events).integer(0, 0))
        .isNotEqualTo(value("hash(run, event)", events).integer(0, 0));
  }

  @Test
  void equalNumbersOfAnyTypeHaveOneHash() {
    long large = (1L << 60) + 1;
    Table events =
        events(
            NumberColumn.of("i", "", 5),
            NumberColumn.of("u", "", NumberType.UINT64, 1, new long[] {5}),
            NumberColumn.of("f", "", 5.0f),
            NumberColumn.of("d", "", 5.0),
            NumberColumn.of("large", "", large));
    double expected = value("hash(5)", events).integer(0, 0);
    for (String same : List.of("i", "u", "f", "d", "i + 0", "2.5 * 2", "true + 4")) {
      assertThat((double) value("hash(" + same + ")", events).integer(0, 0)).isEqualTo(expected);
    }
    assertThat(value("hash(large) == hash(large - 1)", events).integer(0, 0)).isZero();
    assertThat(value("hash(0.0) == hash(-0.0)", events).integer(0, 0)).isEqualTo(1);
    assertThat(
            Expression.parse("hash(d) % 7").compile(List.of("d")).applyAsDouble(new double[] {5}))
        .isEqualTo(value("hash(i) % 7", events).value(0));
  }

  @Test
  void hashesOfConsecutiveNumbersAreUniform() {
    long[] number = LongStream.range(0, EVENTS).toArray();
    NumberColumn folds =
        value("hash(1, number) % 10", events(NumberColumn.of("number", "", number)));
    int[] counts = new int[10];
    for (int i = 0; i < EVENTS; i++) {
      counts[(int) folds.integer(i, 0)]++;
    }
    double chi2 = Arrays.stream(counts).mapToDouble(n -> StrictMath.pow(n - 1e4, 2) / 1e4).sum();
    assertThat(chi2).isBetween(2.09, 21.67); // 1 % and 99 % of chi2 of nine degrees of freedom
  }

  @Test
  void aFractionIsCutOffAndAnIntegerStaysOne() {
    Table events = events(NumberColumn.of("x", "", 2.7, -2.7, Double.NaN));
    assertThat(value("int(x)", events).toDoubles()).containsExactly(2, -2, Double.NaN);
    Table large = events(NumberColumn.of("n", "", Long.MAX_VALUE));
    assertThat(value("int(fabs(n))", large).integer(0, 0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void textHasNoHashAndNothingNeither() {
    Table text = Table.of("events", List.of(new TextColumn("name", new String[] {"a"})));
    assertThatThrownBy(() -> value("hash(name)", text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a number in hash(...), found text");
    assertThatThrownBy(() -> Expression.parse("hash()"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected 1 argument or more of hash, found none");
  }
}

package org.jpsi.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Integers in expressions: as Python's exact integers have them (`oracles/language.py`).
class IntegerExpressionTest {
  private static final long TWO53 = 1L << 53;

  private static List<String> fixture() throws IOException {
    try (InputStream in = IntegerExpressionTest.class.getResourceAsStream("integers.tsv")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static NumberColumn column(String line) {
    String[] words = line.split("\t");
    List<String> values = List.of(words).subList(2, words.length);
    return switch (words[1]) {
      case "int32" ->
          NumberColumn.of(words[0], "", values.stream().mapToInt(Integer::parseInt).toArray());
      case "float64" ->
          NumberColumn.of(
              words[0], "", values.stream().mapToDouble(IntegerExpressionTest::number).toArray());
      default ->
          NumberColumn.of(
              words[0],
              "",
              NumberType.valueOf(words[1].toUpperCase(java.util.Locale.ROOT)),
              1,
              values.stream()
                  .mapToLong(v -> v.startsWith("-") ? Long.parseLong(v) : Long.parseUnsignedLong(v))
                  .toArray());
    };
  }

  private static double number(String word) {
    return switch (word) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(word);
    };
  }

  static Stream<String> cases() throws IOException {
    return fixture().stream().skip(4);
  }

  private static Table table() throws IOException {
    return Table.of(
        "fixture", fixture().stream().limit(4).map(IntegerExpressionTest::column).toList());
  }

  /// The value at one event as the fixture writes it.
  private static String word(Expression expression, Table event, String type) {
    try {
      NumberColumn column = expression.evaluateColumn("y", "", event);
      double value = expression.evaluate(event)[0];
      switch (type) {
        case "float64" -> assertThat(column.type()).isEqualTo(NumberType.FLOAT64);
        case "bool" -> assertThat(column.type()).isEqualTo(NumberType.BOOL);
        default -> {
          assertThat(column.type().isInteger()).isTrue();
          assertThat(column.type()).isNotEqualTo(NumberType.BOOL);
        }
      }
      // to the bit: this is also the test that float64 is the nearest
      assertThat(column.value(0)).isEqualTo(Double.valueOf(value));
      return type.equals("float64")
          ? Double.toHexString(value)
          : column.type() == NumberType.UINT64
              ? Long.toUnsignedString(column.integer(0, 0))
              : Long.toString(column.integer(0, 0));
    } catch (InputException e) {
      assertThat(e.message()).contains("at event 0; compute it as float64, as in 1.0 * x");
      return "refused";
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anExpressionOfIntegersHasTheValuesOfPython(String line) throws IOException {
    String[] words = line.split("\t");
    Expression expression = Expression.parse(words[0]);
    Table table = table();
    List<String> expected =
        Arrays.stream(words)
            .skip(2)
            .map(w -> words[1].equals("float64") ? Double.toHexString(number(w)) : w)
            .toList();
    List<String> found = new java.util.ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      found.add(word(expression, table.slice(row, row + 1), words[1]));
    }
    assertThat(found).isEqualTo(expected);
    // all events in one block: the same, or the first one that is out of range
    int refused = expected.indexOf("refused");
    if (refused < 0) {
      assertThat(expression.evaluate(table).length).isEqualTo(table.rows());
    } else {
      assertThatThrownBy(() -> expression.evaluate(table))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(" at event " + refused + "; compute it as float64");
    }
  }

  private static Table table(long... values) {
    return Table.of("run.root:events", List.of(NumberColumn.of("evt", "", values)));
  }

  @Test
  void oddEventNumbersBeyondTwoToTheFiftyThirdAreHalfOfThem() {
    Table events = table(LongStream.range(0, 60).map(i -> TWO53 + 1 + i).toArray());
    int[] odd = Selection.of("select", "evt % 2 == 1").rowIndices(events);
    assertThat(odd).hasSize(30);
    assertThat(odd[1]).isEqualTo(2);
    assertThat(Selection.of("select", "evt == 9007199254740993").rowIndices(events))
        .containsExactly(0);
    Selection named = Selection.of("select", "evt % n == 1").with(Map.of("n", 2.0));
    assertThat(named.rowIndices(events)).isEqualTo(odd);
  }

  @Test
  void anIntegerThatLeavesItsTypeIsRefusedWithEventAndRemedy() {
    Table events = table(1, 2, Long.MAX_VALUE);
    assertThatThrownBy(() -> Expression.parse("cut.yaml:3 select", "2 * evt > 4").evaluate(events))
        .isInstanceOf(InputException.class)
        .hasMessage(
            """
            [cut.yaml:3 select on run.root:events] expected an integer from -9223372036854775808 to \
            9223372036854775807, found 2 * 9223372036854775807 at event 2; compute it as float64, \
            as in 1.0 * x
              2 * evt > 4
                ^\
            """);
    assertThat(Expression.parse("1.0 * evt * 2").evaluate(events)[2]).isEqualTo(0x1p64);
    assertThat(Expression.parse("abs(evt) - 1").evaluate(events)[2]).isEqualTo(0x1p63);
    assertThatThrownBy(() -> Expression.parse("abs(evt)").evaluate(table(Long.MIN_VALUE)))
        .hasMessageContaining("found abs(-9223372036854775808) at event 0");
  }

  @Test
  void whatAnEventDoesNotNeedIsNotRefused() {
    Table events = table(3, Long.MAX_VALUE, 5);
    assertThat(Expression.parse("evt < 100 ? evt * evt : -1").evaluate(events))
        .containsExactly(9, -1, 25);
    assertThat(Selection.of("select", "evt < 100 && evt * evt > 10").mask(events))
        .containsExactly(false, false, true);
    assertThat(Selection.of("select", "evt > 100 || evt * evt > 10").mask(events))
        .containsExactly(false, true, true);
  }

  @Test
  void aResultHasTheTypeOfItsValues() {
    Table events =
        Table.of(
            "t",
            List.of(
                NumberColumn.of("n", "", NumberType.INT8, 1, new int[] {1, -2}),
                NumberColumn.of("b", "", NumberType.BOOL, 1, new int[] {0, 1}),
                NumberColumn.of("u", "", NumberType.UINT64, 1, new long[] {-1, 5}),
                NumberColumn.of("p", "GeV", NumberType.FLOAT32, 2, new float[] {1, 2, 3, 4}),
                new TextColumn("class", new String[] {"g", "h"})));
    Map<String, String> types =
        Map.ofEntries(
            Map.entry("n", "int8"),
            Map.entry("b", "bool"),
            Map.entry("p[1]", "float32"),
            Map.entry("u", "uint64"),
            Map.entry("n + b", "int64"),
            Map.entry("b + b", "int64"),
            Map.entry("-b", "int64"),
            Map.entry("u - 1", "uint64"),
            Map.entry("u % 7 - 7", "int64"),
            Map.entry("n / 2", "float64"),
            Map.entry("n % n", "float64"),
            Map.entry("n > 0", "bool"),
            Map.entry("!n && b", "bool"),
            Map.entry("class == 'g'", "bool"),
            Map.entry("b ? n : 2", "int64"),
            Map.entry("b ? n : p[0]", "float64"),
            Map.entry("b ? true : b", "bool"),
            Map.entry("18446744073709551615", "uint64"),
            Map.entry("18446744073709551616", "float64"),
            Map.entry("-9223372036854775808", "int64"),
            Map.entry("1e3", "float64"),
            Map.entry("pi", "float64"));
    types.forEach((text, type) ->
        assertThat(Expression.parse(text).evaluateColumn("y", "", events).typeName())
            .as(text)
            .isEqualTo(type));
    assertThat(Expression.parse("p[1]").evaluateColumn("y", "GeV", events).toDoubles())
        .containsExactly(2, 4);
    NumberColumn n = events.numbers("n");
    assertThat(Expression.parse("n").evaluateColumn("y", "", events).array()).isSameAs(n.array());
    assertThatThrownBy(() -> Expression.parse("b ? -u : u").evaluateColumn("y", "", events))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "[expression on t] expected integers that int64 or uint64 holds, found -5 at event 1"
                + " and 18446744073709551615 at event 0; compute it as float64, as in 1.0 * x");
  }

  @Test
  void integersAreClassesToTheLastDigit() {
    Table events =
        Table.of(
            "t",
            List.of(
                NumberColumn.of("evt", "", TWO53 + 1, -TWO53 - 1),
                NumberColumn.of("u", "", NumberType.UINT64, 1, new long[] {-1, 0})));
    assertThat(Expression.parse("evt").labels(events))
        .containsExactly("9007199254740993", "-9007199254740993");
    assertThat(Expression.parse("u").labels(events)).containsExactly("18446744073709551615", "0");
    assertThat(Expression.parse("u - 1").labels(events))
        .containsExactly("18446744073709551614", "-1");
  }
}

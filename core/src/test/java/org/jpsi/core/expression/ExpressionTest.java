package org.jpsi.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {
  private static final Table EVENTS =
      Table.of(
          "higgs.root:sig_tree",
          List.of(
              NumberColumn.of("m_bb", "GeV", 125f, 90f, 300f),
              NumberColumn.of("muon.pt", "GeV", 20.0, 30.0, 40.0),
              NumberColumn.of("jet1_b-tag", "", 0, 1, 2),
              NumberColumn.of("min", "", 7, 8, 9),
              NumberColumn.of("lumi", "", 5, 5, 5),
              NumberColumn.of("p", "GeV", NumberType.FLOAT32, 2, new float[] {1, 2, 3, 4, 5, 6}),
              new TextColumn("class", new String[] {"g", "h", "g"})));

  private static double[] value(String text) {
    return Expression.parse(text).evaluate(EVENTS);
  }

  private static double once(String text) {
    return value(text)[0];
  }

  private static List<String> fixture() throws IOException {
    try (InputStream in = ExpressionTest.class.getResourceAsStream("expressions.tsv")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split("\t"))
        .skip(1)
        .mapToDouble(word ->
            switch (word) {
              case "nan" -> Double.NaN;
              case "inf" -> Double.POSITIVE_INFINITY;
              case "-inf" -> Double.NEGATIVE_INFINITY;
              default -> Double.parseDouble(word);
            })
        .toArray();
  }

  static Stream<String> cases() throws IOException {
    return fixture().stream().skip(3);
  }

  /// Two units in the last place: NumPy takes some functions from the platform, we from StrictMath.
  @ParameterizedTest
  @MethodSource("cases")
  void anExpressionHasTheValuesOfNumPy(String line) throws IOException {
    Table table =
        Table.of(
            "fixture",
            fixture().stream()
                .limit(3)
                .map(l -> NumberColumn.of(l.substring(0, 1), "", numbers(l)))
                .toList());
    double[] expected = numbers(line);
    double[] found = Expression.parse(line.substring(0, line.indexOf('\t'))).evaluate(table);
    for (int i = 0; i < expected.length; i++) {
      boolean near = Math.abs(found[i] - expected[i]) <= 2 * Math.ulp(expected[i]);
      assertThat(near || Double.compare(found[i], expected[i]) == 0)
          .as("row %d: expected %s, found %s", i, expected[i], found[i])
          .isTrue();
    }
  }

  @Test
  void powersBindFromTheRightAndTighterThanASign() {
    assertThat(once("-2 ** 2")).isEqualTo(-4);
    assertThat(once("2 ^ 3 ^ 2")).isEqualTo(512);
    assertThat(once("2 ** -2")).isEqualTo(0.25);
    assertThat(once("-2 ** -2 ** 2")).isEqualTo(-0.0625);
  }

  @Test
  void wholeNumbersAreDividedAsNumbers() {
    assertThat(once("7 / 2")).isEqualTo(3.5);
    assertThat(once("-7 % 3")).isEqualTo(-1);
  }

  @Test
  void columnsAreFoundByPlainDottedAndQuotedNames() {
    assertThat(value("m_bb / 2")).containsExactly(62.5, 45, 150);
    assertThat(value("muon.pt + 1")).containsExactly(21, 31, 41);
    assertThat(value("`jet1_b-tag` * 2")).containsExactly(0, 2, 4);
    assertThat(value("min - 7")).containsExactly(0, 1, 2);
    assertThat(value("p[1]")).containsExactly(2, 4, 6);
  }

  @Test
  void aNameIsQuotedWhereItHasToBe() {
    assertThat(Expression.quoted("m_bb")).isEqualTo("m_bb");
    assertThat(Expression.quoted("muon.pt")).isEqualTo("muon.pt");
    assertThat(Expression.quoted("jet1_b-tag")).isEqualTo("`jet1_b-tag`");
    assertThat(Expression.quoted("pi")).isEqualTo("`pi`");
    assertThat(Expression.quoted("not")).isEqualTo("`not`");
    assertThat(Expression.quoted("1st")).isEqualTo("`1st`");
    for (String name : List.of("a`b", "a\\", "π", "a b", "", "a..b")) {
      if (!name.isEmpty()) {
        assertThat(Expression.column(name).plainColumn()).contains(name);
      }
    }
  }

  @Test
  void textIsComparedWithText() {
    assertThat(value("class == \"g\"")).containsExactly(1, 0, 1);
    assertThat(value("class != 'g' || m_bb > 200")).containsExactly(0, 1, 1);
    assertThat(value("(m_bb > 100 ? 'g' : 'h') == class")).containsExactly(1, 1, 1);
  }

  @Test
  void classesAreTheValuesInWords() {
    assertThat(Expression.parse("class").labels(EVENTS)).containsExactly("g", "h", "g");
    assertThat(Expression.parse("`jet1_b-tag`").labels(EVENTS)).containsExactly("0", "1", "2");
    assertThat(Expression.parse("m_bb > 100").labels(EVENTS)).containsExactly("1", "0", "1");
    assertThat(Expression.parse("m_bb > 100 ? 'high' : 'low'").labels(EVENTS))
        .containsExactly("high", "low", "high");
    assertThat(Expression.format(-0.0)).isEqualTo("0");
    assertThat(Expression.format(0.5)).isEqualTo("0.5");
  }

  @Test
  void aConstantIsNotLookedForAmongTheColumns() {
    Table table = Table.of("t", List.of(NumberColumn.of("x", "", 3.0)));
    for (String text : List.of("k * x", "k + 0 * x", "k > x - 2", "k == 2 && x == 3")) {
      assertThat(Expression.parse(text).with(Map.of("k", 2.0)).evaluate(table)[0])
          .as(text)
          .isPositive();
    }
  }

  @Test
  void constantsAreNoColumnsUnlessTheNameIsQuoted() {
    Expression expression = Expression.parse("m_bb * lumi + `lumi`").with(Map.of("lumi", 2.0));
    assertThat(expression.evaluate(EVENTS)).containsExactly(255, 185, 605);
    assertThat(expression.columnNames()).containsExactly("m_bb", "lumi");
    assertThat(Expression.parse("m_bb * lumi").with(Map.of("lumi", 2.0)).columnNames())
        .containsExactly("m_bb");
  }

  @Test
  void neededColumnsAreToldInOrder() {
    assertThat(Expression.parse("b + max(a, b, p[1]) * pi").columnNames())
        .containsExactly("b", "a", "p");
  }

  @Test
  void theUnitIsKnownOfAColumnAlone() {
    assertThat(Expression.parse("m_bb").unit(EVENTS)).isEqualTo("GeV");
    assertThat(Expression.parse("p[0]").unit(EVENTS)).isEqualTo("GeV");
    assertThat(Expression.parse("m_bb * 2").unit(EVENTS)).isEmpty();
    assertThat(Expression.parse("p[0]").plainColumn()).isEmpty();
    assertThat(Expression.parse(" (m_bb) ").plainColumn()).contains("m_bb");
  }

  @Test
  void functionsHaveTheirNamesInCppToo() {
    assertThat(once("TMath::Abs(-2) + std::sqrt(4) + TMath::Pi()")).isEqualTo(4 + Math.PI);
  }

  @Test
  void aTableIsEvaluatedInBlocksWithoutSeams() {
    double[] x = new double[10_000];
    Arrays.setAll(x, i -> i);
    double[] y =
        Expression.parse("x + 1").evaluate(Table.of("t", List.of(NumberColumn.of("x", "", x))));
    for (int i = 0; i < y.length; i++) {
      assertThat(y[i]).isEqualTo(i + 1);
    }
  }

  @Test
  void aChainOfManyTermsIsComputed() {
    assertThat(once(String.join(" + ", java.util.Collections.nCopies(5_000, "1"))))
        .isEqualTo(5_000);
  }
}

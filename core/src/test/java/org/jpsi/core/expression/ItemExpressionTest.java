package org.jpsi.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemExpressionTest {
  private static final int[] JETS = {0, 3, 3, 4};

  // Three events with 3, 0 and 1 jets and 1, 2 and 0 muons.
  private static final Table EVENTS =
      table(
          NumberColumn.of("met", "GeV", 50.0, 60.0, 70.0),
          NumberColumn.of("n", "1", 1, 1, 5),
          jagged("pt", JETS, NumberColumn.of("pt", "GeV", 40f, 90f, 25f, 31f)),
          jagged("eta", JETS, NumberColumn.of("eta", "1", 0.5f, -1.5f, 3f, -0.25f)),
          jagged("id", JETS, NumberColumn.of("id", "", 3, 7, -2, 5)),
          jagged("big", JETS, NumberColumn.of("big", "", 1L << 53, 1, 1, -4)),
          jagged(
              "tag", JETS, NumberColumn.of("tag", "", NumberType.BOOL, 1, new int[] {1, 0, 1, 0})),
          jagged("name", JETS, new TextColumn("name", new String[] {"b", "c", "b", "l"})),
          jagged("mu", new int[] {0, 1, 3, 3}, NumberColumn.of("mu", "GeV", 10f, 20f, 30f)),
          jagged("jet", new int[] {0, 1, 3, 3}, NumberColumn.of("jet", "", 2, 0, -1)),
          jagged(
              "hits",
              JETS,
              JaggedColumn.of(
                  "hits",
                  new int[] {0, 2, 2, 3, 6},
                  NumberColumn.of("hits", "", 1.0, 2, 3, 4, 5, 6))));

  private static JaggedColumn jagged(String name, int[] offsets, org.jpsi.core.table.Column items) {
    return JaggedColumn.of(name, offsets, items);
  }

  private static Table table(org.jpsi.core.table.Column... columns) {
    return Table.of("events", List.of(columns));
  }

  private static double[] of(String text) {
    return Expression.parse(text).evaluate(EVENTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "sum(pt)                               | 155 | 0   | 31",
        "Sum$(pt * 2)                          | 310 | 0   | 62",
        "mean(pt)                              | 51.666666666666664 | NaN | 31",
        "max(pt)                               | 90  | NaN | 31",
        "min(pt)                               | 25  | NaN | 31",
        "Max$(pt) - Min$(pt)                   | 65  | NaN | 0",
        "max(met, 55)                          | 55  | 60  | 70",
        "length(pt)                            | 3   | 0   | 1",
        "Length$(pt)                           | 3   | 0   | 1",
        "count(pt > 30)                        | 2   | 0   | 1",
        "count(pt > 30 && abs(eta) < 1)        | 1   | 0   | 1",
        "Sum(pt > 30 and abs(eta) < 1)         | 1   | 0   | 1",
        "count(tag)                            | 2   | 0   | 0",
        "any(pt > 80)                          | 1   | 0   | 0",
        "all(pt > 30)                          | 0   | 1   | 1",
        "any(pt > met)                         | 1   | 0   | 0",
        "sum(pt / met)                         | 3.1 | 0   | 0.44285714285714284",
        "argmax(pt)                            | 1   | -1  | 0",
        "argmin(pt)                            | 2   | -1  | 0",
        "pt[0]                                 | 40  | NaN | 31",
        "pt[2]                                 | 25  | NaN | NaN",
        "Alt$(pt[1], -1)                       | 90  | -1  | -1",
        "isnan(pt[1])                          | 0   | 1   | 1",
        "pt[n]                                 | 90  | NaN | NaN",
        "eta[argmax(pt)]                       | -1.5 | NaN | -0.25",
        "pt[0] + pt[1]                         | 130 | NaN | NaN",
        "sum(pt[pt > 30])                      | 130 | 0   | 31",
        "sum(pt[abs(eta) < 1 && pt > 30])      | 40  | 0   | 31",
        "length(pt[tag])                       | 2   | 0   | 0",
        "pt[pt > 41][0]                        | 90  | NaN | NaN",
        "sort(pt)[0]                           | 25  | NaN | 31",
        "reverse(sort(pt))[1]                  | 40  | NaN | NaN",
        "sort(eta, pt)[0]                      | 3   | NaN | -0.25",
        "sort(eta, -pt)[0]                     | -1.5 | NaN | -0.25",
        "sum(take(pt, 2))                      | 130 | 0   | 31",
        "sum(take(pt, -2))                     | 115 | 0   | 31",
        "sum(take(reverse(sort(pt)), n))       | 90  | 0   | 31",
        "length(take(pt, 0))                   | 0   | 0   | 0",
        "sum(sort(pt) * sort(pt[pt > 0]))      | 10325 | 0 | 961",
        "round(1000 * max(log(eta)))           | 1099 | NaN | NaN",
        "isnan(sum(log(eta)))                  | 1   | 0   | 1",
        "argmin(log(eta))                      | 0   | -1  | -1",
        "sum(id)                               | 8   | 0   | 5",
        "sum(id % 2)                           | 2   | 0   | 1",
        "sum(pt > 30 ? id : 0)                 | 10  | 0   | 5",
        "any(name == 'c')                      | 1   | 0   | 0",
        "count(name == name[0])                | 2   | 0   | 1",
        "sum(pt[jet])                          | 25  | NaN | 0",
        "sum(DefaultValueFor(pt[jet], 0))      | 25  | 0   | 0",
        "sum(mu * max(pt))                     | 900 | NaN | 0",
        "max(mu) + sum(pt)                     | 165 | 30  | NaN",
        "sum(sum(hits))                        | 6   | 0   | 15",
        "max(length(hits))                     | 2   | NaN | 3",
        "sum(pt * length(hits))                | 105 | 0   | 93",
        "sum(sum(hits * pt))                   | 195 | 0   | 465",
        "sum(sum(hits + met))                  | 156 | 0   | 225",
        "sum(sum(hits[hits > 1]))              | 5   | 0   | 15",
        "hits[0][1]                            | 2   | NaN | 5",
        "hits[0][hits[0][0]]                   | 2   | NaN | NaN",
        "hits[2][0]                            | 3   | NaN | NaN",
        "2 * sum(pt) > 100 ? pt[0] : -1        | 40  | -1  | -1",
        "sum(-pt)                              | -155 | 0  | -31",
        "sum(!tag)                             | 1   | 0   | 1",
        "count(pt > 30) + count(mu > 15)       | 2   | 2   | 1",
        "hash(sum(id)) == hash(8)              | 1   | 0   | 0",
      })
  void jaggedColumnsAreReduced(String text, double a, double b, double c) {
    assertThat(of(text.strip())).containsExactly(a, b, c);
  }

  @Test
  void integersStayIntegers() {
    NumberColumn sum = Expression.parse("sum(big)").evaluateColumn("s", "", EVENTS);
    assertThat(sum.type()).isEqualTo(NumberType.INT64);
    assertThat(sum.integer(0, 0)).isEqualTo((1L << 53) + 2);
    assertThat(Expression.parse("any(pt > 3)").evaluateColumn("s", "", EVENTS).type())
        .isEqualTo(NumberType.BOOL);
  }

  @Test
  void aSumBeyondInt64IsRefusedWithItsEvent() {
    Table table =
        table(jagged("x", new int[] {0, 1, 3}, NumberColumn.of("x", "", 5L, Long.MAX_VALUE, 1L)));
    assertThatThrownBy(() -> Expression.parse("sum(x)").evaluate(table))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected an integer from")
        .hasMessageContaining("found 9223372036854775807 + 1 at event 1");
  }

  @Test
  void columnsWithOtherItemsAreNotCombined() {
    assertThatThrownBy(() -> of("sum(pt * mu)"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected as many items of mu as of pt, found 1 and 3 at event 0");
    // the event of the difference is named, also behind others
    Table late =
        table(
            jagged("a", new int[] {0, 1, 2, 3}, NumberColumn.of("a", "", 1.0, 2, 3)),
            jagged("b", new int[] {0, 1, 2, 2}, NumberColumn.of("b", "", 1.0, 2)));
    assertThatThrownBy(() -> Expression.parse("max(a - b)").evaluate(late))
        .hasMessageContaining("found 0 and 1 at event 2");
    // where the event does not need it, it does not matter
    assertThat(Expression.parse("length(b) == 1 ? max(a - b) : -1").evaluate(late))
        .containsExactly(0, 0, -1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "pt > 30        | expected one value per event, found a varying number of them (jagged);"
            + " say any(...), all(...) or count(...)",
        "pt * 2         | expected one value per event, found a varying number of them (jagged);"
            + " say x[0], sum(x)",
        "sum(hits)      | expected one value per event",
        "sum(met)       | expected a jagged column (several items per event) in sum(...), found one"
            + " value per event",
        "min(met)       | expected a jagged column (several items per event) in min(...), or two"
            + " numbers",
        "met[0][1]      | expected no index, since column met holds one number per event, found"
            + " [0][1]",
        "sort(met)       | expected a jagged column (several items per event) in sort(...)",
        "sum(reverse(met)) | expected a jagged column",
        "met[n]         | expected a jagged column or an array before [...], found neither",
        "pt[met / 100]        | expected a whole number as index of pt, found 0.5 at event 0;"
            + " int(x) leaves out",
        "pt[0][1]       | expected one index at most, as in pt[0], found 2",
        "hits[0]        | expected one value per event",
        "count(pt)      | expected a condition in count(...)",
        "sum(name)      | expected a number in sum(...), found text",
        "take(pt, met)  | expected one value per event",
        "sum(take(pt, name[0])) | expected a whole number of items in take(...), found text",
        "sum(pt[met > 3])   | expected a condition for each item in [...], found one for the event",
        "mass(pt, eta)      | expected pt, eta, phi and mass of one or several of mass, found 2",
        "Summ(pt)           | expected a function, found `Summ`; did you mean sum?",
        "pt[]               | expected an index of `pt`, found `]`",
      })
  void mistakesAreExplained(String text, String message) {
    assertThatThrownBy(() -> Expression.parse(text.strip()).evaluate(EVENTS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void itemsAreAColumnAgain() {
    JaggedColumn column = Expression.parse("pt[pt > 30] / met").evaluateItems("x", "", EVENTS);
    assertThat(column.offsets()).containsExactly(0, 2, 2, 3);
    assertThat(((NumberColumn) column.items()).toDoubles()).containsExactly(0.8, 1.8, 31 / 70.0);
    JaggedColumn names = Expression.parse("name[tag]").evaluateItems("x", "", EVENTS);
    assertThat(((TextColumn) names.items()).value(1)).isEqualTo("b");
    assertThat(Expression.parse("id").evaluateItems("x", "", EVENTS).typeName())
        .isEqualTo("int64[]");
    assertThat(Expression.parse("pt > 30").evaluateItems("x", "", EVENTS).typeName())
        .isEqualTo("bool[]");
  }

  @Test
  void blocksOfAnySizeGiveTheSame() {
    int n = 1000;
    int[] offsets = new int[n + 1];
    for (int i = 0; i < n; i++) {
      offsets[i + 1] = offsets[i] + (i * 7) % 11;
    }
    double[] values = new double[offsets[n]];
    for (int k = 0; k < values.length; k++) {
      values[k] = Math.sin(k);
    }
    Table table = table(jagged("x", offsets, NumberColumn.of("x", "", values)));
    Expression expression = Expression.parse("sum(sort(x)[sort(x) > 0]) + count(x > 0.5)");
    double[] whole = expression.evaluate(table);
    for (int i : List.of(0, 255, 256, 700, 999)) {
      assertThat(expression.evaluate(table.slice(i, i + 1))).containsExactly(whole[i]);
      double expected = 0;
      double[] own = java.util.Arrays.copyOfRange(values, offsets[i], offsets[i + 1]);
      java.util.Arrays.sort(own);
      for (double x : own) {
        expected += x > 0 ? x : 0;
      }
      for (double x : own) {
        expected += x > 0.5 ? 1 : 0;
      }
      assertThat(whole[i]).isEqualTo(expected);
    }
  }

  @Test
  void nestingCostsNoMoreThanItSays() {
    String sorted = "sort(".repeat(90) + "id" + ")".repeat(90);
    assertThat(of("sum(" + sorted + ")")).containsExactly(8, 0, 5);
    String masses = "mass(".repeat(40) + "met" + ", met, met, met, 1, 1, 1, 1)".repeat(40);
    assertThatThrownBy(() -> of(masses))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected an expression of up to 1048576 operations");
  }

  @Test
  void unsignedItems() {
    Table table =
        table(
            jagged(
                "x",
                new int[] {0, 2, 2},
                NumberColumn.of("x", "", NumberType.UINT64, 1, new long[] {-1L, 3L})));
    assertThat(Expression.parse("sum(x)").evaluate(table)).containsExactly(0x1p64, 0);
    assertThat(Expression.parse("count(x > 9223372036854775807)").evaluate(table))
        .containsExactly(1, 0);
    assertThat(Expression.parse("sort(x)[0]").evaluate(table)[0]).isEqualTo(3);
    assertThat(Expression.parse("reverse(x)[1] + 0").evaluate(table)[0]).isEqualTo(0x1p64);
    assertThat(Expression.parse("any(x == 3)").evaluate(table)).containsExactly(1, 0);
    assertThat(Expression.parse("x + 1.0").evaluateItems("y", "", table).typeName())
        .isEqualTo("float64[]");
    assertThat(Expression.parse("x").evaluateItems("y", "", table).typeName())
        .isEqualTo("float64[]");
  }

  @Test
  void firstItemsAreExpressionsOfTheirOwn() {
    assertThat(Expression.parse("first(pt, 2, -1)").firstItems())
        .extracting(Expression::text)
        .containsExactly("DefaultValueFor(pt[0], -1)", "DefaultValueFor(pt[1], -1)");
    assertThat(Expression.parse("first(pt[eta > max(1, 2)], 1)").firstItems())
        .extracting(Expression::text)
        .containsExactly("(pt[eta > max(1, 2)])[0]");
    assertThat(Expression.parse("first(pt, 2) + 1").firstItems()).isEmpty();
    assertThat(Expression.parse("pt").firstItems()).isEmpty();
    assertThat(Expression.parse("first(pt * c, 1)").with(Map.of("c", 2.0)).firstItems().getFirst())
        .satisfies(item -> assertThat(item.evaluate(EVENTS)).containsExactly(80, Double.NaN, 62));
    assertThatThrownBy(() -> Expression.parse("first(pt[pt > 0], 0)").firstItems())
        .hasMessageEndingWith("  first(pt[pt > 0], 0)\n                    ^");
    assertThatThrownBy(() -> Expression.parse("first(pt, n)").firstItems())
        .hasMessageContaining("expected a number of items from 1 to 1000");
    assertThatThrownBy(() -> of("first(pt, 2) + 1")).hasMessageContaining("among features alone");
  }

  @Test
  void fourVectors() {
    Table table =
        table(
            jagged("pt", new int[] {0, 2, 2}, NumberColumn.of("pt", "", 40.0, 30)),
            jagged("eta", new int[] {0, 2, 2}, NumberColumn.of("eta", "", 1.0, -0.5)),
            jagged("phi", new int[] {0, 2, 2}, NumberColumn.of("phi", "", 3.0, -3.0)),
            jagged("m", new int[] {0, 2, 2}, NumberColumn.of("m", "", 5.0, 0.105)));
    // ROOT 6.40: RVec's InvariantMass, DeltaR and DeltaPhi of these
    double mass = mass(40, 1, 3, 5, 30, -0.5, -3, 0.105);
    assertThat(Expression.parse("mass(pt, eta, phi, m)").evaluate(table)[0])
        .isCloseTo(mass, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(Expression.parse("InvariantMass(pt, eta, phi, m)").evaluate(table)[1]).isEqualTo(0);
    assertThat(
            Expression.parse("mass(pt[0], eta[0], phi[0], m[0], pt[1], eta[1], phi[1], m[1])")
                .evaluate(table)[0])
        .isCloseTo(mass, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(Expression.parse("deltaPhi(phi[0], phi[1])").evaluate(table)[0])
        .isCloseTo(2 * Math.PI - 6, org.assertj.core.data.Offset.offset(1e-15));
    assertThat(Expression.parse("DeltaR(eta[0], eta[1], phi[0], phi[1])").evaluate(table)[0])
        .isCloseTo(Math.hypot(1.5, 2 * Math.PI - 6), org.assertj.core.data.Offset.offset(1e-15));
    assertThat(Expression.parse("max(deltaR(eta, 0, phi, 0))").evaluate(table)[0])
        .isCloseTo(Math.hypot(1, 3), org.assertj.core.data.Offset.offset(1e-15));
  }

  private static double mass(double... v) {
    double e = 0;
    double[] p = new double[3];
    for (int i = 0; i < v.length; i += 4) {
      double pz = v[i] * Math.sinh(v[i + 1]);
      p[0] += v[i] * Math.cos(v[i + 2]);
      p[1] += v[i] * Math.sin(v[i + 2]);
      p[2] += pz;
      e += Math.sqrt(v[i] * v[i] + pz * pz + v[i + 3] * v[i + 3]);
    }
    return Math.sqrt(e * e - p[0] * p[0] - p[1] * p[1] - p[2] * p[2]);
  }
}

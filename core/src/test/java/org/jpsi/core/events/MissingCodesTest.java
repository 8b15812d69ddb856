package org.jpsi.core.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Codes of missing values are NaN where a column is read.
class MissingCodesTest {
  private static final MissingCodes CODES =
      new MissingCodes(Map.of("a", List.of(-999.0, 0.1), "jet_*", List.of(-1.0)));

  private static Table table(Column... columns) {
    return Table.of("run.root:t", List.of(columns));
  }

  private static double[] values(Table table, String column) {
    return table.numbers(column).toDoubles();
  }

  @Test
  void floatsKeepTheirTypeAndHaveTheCodeAsTheirTypeHoldsIt() {
    Table read =
        CODES.in(
            table(
                NumberColumn.of("a", "GeV", -999f, 0.1f, 0.2f, Float.NaN, -0f),
                NumberColumn.of("b", "", -999f, 1, 2, 3, 4)));
    assertThat(values(read, "a")).containsExactly(Double.NaN, Double.NaN, 0.2f, Double.NaN, -0.0);
    assertThat(read.numbers("a").type()).isEqualTo(NumberType.FLOAT32);
    assertThat(read.numbers("a").unit()).isEqualTo("GeV");
    assertThat(values(read, "b")).containsExactly(-999, 1, 2, 3, 4);
    Table wide = CODES.in(table(NumberColumn.of("a", "", 0.1, 0.1f, -999, 0.10001)));
    assertThat(values(wide, "a")).containsExactly(Double.NaN, Double.NaN, Double.NaN, 0.10001);
  }

  @Test
  void integersBecomeFloat64WhereTheyCanHaveTheCode() {
    Table read =
        CODES.in(
            table(
                NumberColumn.of("jet_n", "", -1, 3),
                NumberColumn.of("jet_id", "", NumberType.UINT8, 1, new int[] {255, 1}),
                NumberColumn.of("jet_tight", "", NumberType.BOOL, 1, new int[] {1, 0}),
                NumberColumn.of("jet_e", "", NumberType.INT64, 2, new long[] {-1, 2, 1L << 60, 4}),
                new TextColumn("jet_word", new String[] {"-1", "x"})));
    assertThat(read.columns())
        .extracting(Column::typeName)
        .containsExactly("float64", "uint8", "bool", "float64[2]", "text");
    assertThat(values(read, "jet_n")).containsExactly(Double.NaN, 3);
    assertThat(values(read, "jet_e")).containsExactly(Double.NaN, 2, 0x1p60, 4);
  }

  @Test
  void integersThatFloat64DoesNotHoldAreRefused() {
    Table table = table(NumberColumn.of("jet_n", "", -1L, (1L << 53) + 1));
    assertThatThrownBy(() -> CODES.in(table))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[run.root:t] expected integers that float64 holds in column jet_n, which has a code of"
                + " missing values, found 9007199254740993; leave the column out of `missing:`: it"
                + " stays an integer column then");
    NumberColumn unsigned = NumberColumn.of("a", "", NumberType.UINT64, 1, new long[] {-1L, 7});
    MissingCodes seven = new MissingCodes(Map.of("a", List.of(7.0)));
    assertThatThrownBy(() -> seven.in(table(unsigned)))
        .hasMessageContaining("found 18446744073709551615;");
    assertThat(CODES.in(table(unsigned)).numbers("a").type()).isEqualTo(NumberType.UINT64);
  }

  @Test
  void itemsOfJaggedColumnsToo() {
    JaggedColumn jagged =
        JaggedColumn.of("jet_pt", new int[] {0, 1, 3}, NumberColumn.of("", "", -1f, 5f, -1f));
    JaggedColumn read = (JaggedColumn) CODES.in(table(jagged)).column("jet_pt");
    assertThat(((NumberColumn) read.items()).toDoubles())
        .containsExactly(Double.NaN, 5, Double.NaN);
  }

  @Test
  void aSourceIsReadWithoutCodesAndItsColumnsSaySo() {
    Table raw = table(NumberColumn.of("jet_n", "", -1, 3, 4), NumberColumn.of("b", "", 1, 2, 3));
    EventSource source = CODES.in(EventSource.of(raw));
    assertThat(source.columns()).extracting(Column::typeName).containsExactly("float64", "int32");
    assertThat(values(source.read(List.of("jet_n"), 0, 2), "jet_n")).containsExactly(Double.NaN, 3);
    assertThat(Events.of(source).filter("jet_n < 4").count()).isEqualTo(1);
    assertThat(MissingCodes.NONE.in(source)).isSameAs(source);
  }

  @Test
  void viewsHaveRdataframesWords() {
    Table raw = table(NumberColumn.of("jet_n", "", -1, 3, 4), NumberColumn.of("b", "", 1, 2, 3));
    Events events = Events.of(raw).define("twice", "2 * jet_n").missing(CODES);
    assertThat(values(events.table(), "jet_n")).containsExactly(Double.NaN, 3, 4);
    assertThat(values(events.table(), "twice")).containsExactly(-2, 6, 8);
    assertThat(values(events.filterAvailable("jet_n").table(), "b")).containsExactly(2, 3);
    assertThat(values(events.defaultValueFor("jet_n", -0.5).table(), "jet_n"))
        .containsExactly(-0.5, 3, 4);
    assertThatThrownBy(() -> events.filterAvailable("jet_m")).hasMessageContaining("jet_n");
  }

  @ParameterizedTest
  @CsvSource({
    "a > -999, 'isnan(a), or !isnan(a)'",
    "b > 0 && -999 == a, isnan(a)",
    "b ? 1 : (2 * (a != -999.0)), !isnan(a)",
    "abs(jet_n <= none), 'isnan(jet_n), or !isnan(jet_n)'",
    "!(a[1] == -999), isnan(a[1])"
  })
  void aComparisonWithTheCodeIsRefused(String text, String instead) {
    Expression wrong = Expression.parse("toy.yaml:3:9 select", text).with(Map.of("none", -1.0));
    assertThatThrownBy(() -> wrong.requireNoCodes(CODES::of))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[toy.yaml:3:9 select] expected no comparison of ")
        .hasMessageContaining("which is NaN where the column is read")
        .hasMessageContaining("; use " + instead + "\n");
  }

  @ParameterizedTest
  @CsvSource({"a > -900", "b > -999", "a - 999 > 0", "isnan(a)", "'min(a, b) == -999'", "a == 1"})
  void otherComparisonsAreTaken(String text) {
    Expression.parse(text).requireNoCodes(CODES::of);
    assertThat(Expression.parse(text).columnNames()).isNotEmpty();
  }
}

package org.jpsi.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.junit.jupiter.api.Test;

/// A row knows the entry of the file that it is.
class TableEntriesTest {
  private static final long FAR = 1L << 40;
  private static final Table PART =
      Table.of(
              "a.root:t",
              List.of(NumberColumn.of("x", "", 1.0, 2, 3), NumberColumn.of("n", "", 5L, 6, 7)))
          .withEntries(new long[] {FAR, FAR + 2, FAR + 9});

  @Test
  void aRowsEntryStaysWithIt() {
    assertThat(PART.entry(1)).isEqualTo(FAR + 2);
    assertThat(PART.slice(1, 3).entries()).containsExactly(FAR + 2, FAR + 9);
    assertThat(PART.take(new int[] {2, 0}).entries()).containsExactly(FAR + 9, FAR);
    assertThat(PART.with(NumberColumn.of("y", "", 0.0, 0, 0)).entry(2)).isEqualTo(FAR + 9);
    assertThat(PART.select(List.of("n")).entry(2)).isEqualTo(FAR + 9);
    assertThat(Table.concat("", List.of(PART)).entry(2)).isEqualTo(FAR + 9);
  }

  @Test
  void whereNothingIsKnownItIsTheRow() {
    Table table = Table.of("t", List.of(NumberColumn.of("x", "", 1.0, 2, 3)));
    assertThat(table.entries()).containsExactly(0, 1, 2);
    assertThat(table.slice(1, 3).entry(1)).isEqualTo(1);
    assertThat(table.take(new int[] {2, 2}).entries()).containsExactly(0, 1);
    assertThatThrownBy(() -> table.withEntries(new long[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("t: 2 entries for 3 rows");
  }

  @Test
  void withoutColumnsEntriesAreRows() {
    Table none = Table.of("t", List.of()).withEntries(new long[] {4, 5});
    assertThat(none.rows()).isEqualTo(2);
    assertThat(none.slice(1, 2).entry(0)).isEqualTo(5);
  }

  @Test
  void selectedColumnsStandInTheOrderAskedFor() {
    assertThat(PART.select(List.of("n", "x")).names()).containsExactly("n", "x");
    assertThatThrownBy(() -> PART.select(List.of("nn")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a column nn, found 2 others");
  }

  @Test
  void messagesNameTheEntry() {
    String product = "n * 1537228672809129302";
    assertThatThrownBy(() -> Expression.parse(product).evaluate(PART))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(" at event " + (FAR + 2));
    Table floats = Table.of("b", List.of(NumberColumn.of("n", "", 0.5)));
    Table large =
        Table.of("c", List.of(NumberColumn.of("n", "", 1L, (1L << 53) + 1)))
            .withEntries(new long[] {FAR, FAR + 3});
    assertThatThrownBy(() -> Table.concat("", List.of(floats, large)))
        .hasMessageContaining("[c] expected integers that float64 holds exactly in column n")
        .hasMessageContaining("9007199254740993 at event " + (FAR + 3));
  }
}

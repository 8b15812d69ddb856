package org.jpsi.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// Jets of events: none, one or several, with their constituents below them.
class JaggedColumnTest {
  private static final JaggedColumn JETS =
      JaggedColumn.of(
          "jet_pt", new int[] {0, 2, 2, 3}, NumberColumn.of("", "GeV", 50.0f, 30.0f, 40.0f));
  // the constituents of three jets of two events
  private static final JaggedColumn CONSTITUENTS =
      JaggedColumn.of(
          "pt",
          new int[] {0, 1, 3},
          JaggedColumn.of("", new int[] {0, 2, 2, 5}, NumberColumn.of("", "GeV", 1L, 2, 3, 4, 5)));

  /// The events as lists of lists, by which awkward arrays are usually written down.
  private static List<Object> lists(Column column) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < column.rows(); i++) {
      all.add(
          switch (column) {
            case NumberColumn numbers when numbers.width() > 1 ->
                List.of(numbers.value(i, 0), numbers.value(i, 1));
            case NumberColumn numbers -> numbers.value(i);
            case TextColumn text -> text.value(i);
            case JaggedColumn jagged -> lists(jagged.items(i));
          });
    }
    return all;
  }

  @Test
  void anEventHasAnyNumberOfItems() {
    assertThat(JETS.rows()).isEqualTo(3);
    assertThat(lists(JETS)).isEqualTo(List.of(List.of(50.0, 30.0), List.of(), List.of(40.0)));
    assertThat(JETS.count(0)).isEqualTo(2);
    assertThat(JETS.name()).isEqualTo("jet_pt");
    assertThat(JETS.unit()).isEqualTo("GeV");
    assertThat(JETS.typeName()).isEqualTo("float32[]");
    assertThat(JETS.withName("pt").items().name()).isEqualTo("pt");
  }

  @Test
  void itemsMayBeJaggedTextOrArraysThemselves() {
    assertThat(CONSTITUENTS.typeName()).isEqualTo("int64[][]");
    assertThat(CONSTITUENTS.unit()).isEqualTo("GeV");
    assertThat(lists(CONSTITUENTS))
        .isEqualTo(List.of(List.of(List.of(1.0, 2.0)), List.of(List.of(), List.of(3.0, 4.0, 5.0))));
    JaggedColumn text =
        JaggedColumn.of("x", new int[] {0, 0, 2}, new TextColumn("", new String[] {"e", "mu"}));
    assertThat(text.typeName()).isEqualTo("text[]");
    assertThat(lists(text.take(new int[] {1, 0, 1})))
        .isEqualTo(List.of(List.of("e", "mu"), List.of(), List.of("e", "mu")));
    JaggedColumn arrays =
        JaggedColumn.of(
            "x",
            new int[] {0, 1, 2},
            NumberColumn.of("", "", NumberType.INT8, 2, new int[] {1, 2, 3, 4}));
    assertThat(arrays.typeName()).isEqualTo("int8[][2]");
    assertThat(lists(arrays.slice(1, 2))).isEqualTo(List.of(List.of(List.of(3.0, 4.0))));
  }

  @Test
  void slicesAndRowsAreTheEventsWithTheirItems() {
    for (JaggedColumn column : List.of(JETS, CONSTITUENTS)) {
      List<Object> all = lists(column);
      for (int from = 0; from <= column.rows(); from++) {
        for (int to = from; to <= column.rows(); to++) {
          assertThat(lists(column.slice(from, to))).isEqualTo(all.subList(from, to));
        }
      }
      Rng rng = Rng.of(1);
      for (int i = 0; i < 20; i++) {
        int[] rows = new int[rng.integer(6, i)];
        List<Object> expected = new ArrayList<>();
        for (int k = 0; k < rows.length; k++) {
          rows[k] = rng.child(i).integer(column.rows(), k);
          expected.add(all.get(rows[k]));
        }
        assertThat(lists(column.take(rows))).isEqualTo(expected);
      }
    }
  }

  @Test
  void tablesWithJaggedColumnsAreConcatenated() {
    for (JaggedColumn column : List.of(JETS, CONSTITUENTS)) {
      Table table = Table.of("t", List.of(column));
      Table both = Table.concat("t", List.of(table.slice(0, 1), table, table.slice(1, 1)));
      List<Object> expected = new ArrayList<>(lists(column.slice(0, 1)));
      expected.addAll(lists(column));
      assertThat(lists(both.column(column.name()))).isEqualTo(expected);
      assertThat(both.column(column.name()).typeName()).isEqualTo(column.typeName());
    }
  }

  @Test
  void offsetsMustFitTheItems() {
    NumberColumn two = NumberColumn.of("", "", 1.0, 2.0);
    assertThatThrownBy(() -> JaggedColumn.of("x", new int[0], two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column x: offsets of no event for 2 items");
    assertThatThrownBy(() -> JaggedColumn.of("x", new int[] {1, 2}, two))
        .hasMessage("column x: offsets from 1 to 2 for 2 items");
    assertThatThrownBy(() -> JaggedColumn.of("x", new int[] {0, 1}, two))
        .hasMessage("column x: offsets from 0 to 1 for 2 items");
    assertThatThrownBy(() -> JaggedColumn.of("x", new int[] {0, 2, 1, 2}, two))
        .hasMessage("column x: offset 1 after 2");
  }

  @Test
  void whereOneNumberPerEventIsNeededTheyAreRefused() {
    Table table = Table.of("t.root:t", List.of(JETS));
    assertThatThrownBy(() -> table.numbers("jet_pt"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[t.root:t] expected numbers in column jet_pt, found a varying number of items per"
                + " event, float32[]; leave it out");
    assertThatThrownBy(() -> Expression.parse("jet_pt > 30").evaluate(table))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "expected one value per event, found a varying number of them (jagged); say any(...),"
                + " all(...) or count(...)");
  }
}

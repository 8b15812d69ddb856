package org.jpsi.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Table EVENTS =
      Table.of("t", List.of(NumberColumn.of("x", "", 1.0, Double.NaN, 3.0, 0.0)));

  @Test
  void eventsAreTakenWhereTheExpressionIsTrue() {
    Selection selection = Selection.of("select", "x > low").with(Map.of("low", 2.0));
    assertThat(selection.rowIndices(EVENTS)).containsExactly(2);
    assertThat(selection.filter(EVENTS).numbers("x").toDoubles()).containsExactly(3);
  }

  @Test
  void whereItIsNotANumberAnEventIsNotTaken() {
    assertThat(Selection.of("select", "x").mask(EVENTS)).containsExactly(true, false, true, false);
    assertThat(Selection.of("select", "x < 2").rowIndices(EVENTS)).containsExactly(0, 3);
  }

  @Test
  void everythingLeavesTheTableAsItIs() {
    assertThat(Selection.everything().filter(EVENTS)).isSameAs(EVENTS);
  }
}

package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.table.NumberColumn;
import org.junit.jupiter.api.Test;

class FeatureTest {
  @Test
  void aColumnIsScaledByItsTrainingEvents() {
    // numpy: mean 5, std 2
    NumberColumn column = NumberColumn.of("m_bb", "GeV", 2f, 4, 4, 4, 5, 5, 7, 9);
    assertThat(Feature.of(column)).isEqualTo(new Feature("m_bb", "m_bb", "GeV", 5, 2, 2, 9));
    assertThat(Feature.of(column.withName("jet1_b-tag")).expression()).isEqualTo("`jet1_b-tag`");
  }

  @Test
  void aColumnThatCannotBeScaledIsRefused() {
    assertThatThrownBy(() -> Feature.of(NumberColumn.of("x", "", 1f, 1)))
        .hasMessage(
            "[feature x] expected values that are not all equal, found 1.0 in every event; leave it"
                + " out");
    assertThatThrownBy(() -> Feature.of(NumberColumn.of("x", "", 1f, Float.NaN)))
        .hasMessage(
            "[feature x] expected one finite number per event, found NaN; take an element of it, or"
                + " select other events");
  }
}

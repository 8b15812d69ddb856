package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

class FeatureTest {
  @Test
  void aPlainColumnGivesItsNameAndAnyOtherExpressionItsText() {
    assertThat(Feature.of("m_bb")).isEqualTo(new Feature("m_bb", "m_bb", ""));
    assertThat(Feature.of("`jet1_b-tag`")).isEqualTo(new Feature("jet1_b-tag", "`jet1_b-tag`", ""));
    assertThat(Feature.of("m_bb ** 2").name()).isEqualTo("m_bb ** 2");
    assertThatThrownBy(() -> Feature.of("m_bb **"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[feature m_bb **] expected");
  }

  @Test
  void featuresKnowTheColumnsAndConstantsOfTheirExpressions() {
    Features features =
        Features.of(
            List.of(Feature.of("y"), new Feature("r", "x * lumi + y", "GeV")), Map.of("lumi", 2.0));
    assertThat(features.names()).containsExactly("y", "r");
    assertThat(features.columnNames()).containsExactly("y", "x");
    Table events =
        Table.of("t", List.of(NumberColumn.of("x", "GeV", 3d), NumberColumn.of("y", "MeV", 5d)));
    assertThat(features.expressions().get(1).evaluate(events)).containsExactly(11);
    assertThat(features.withUnits(events).list())
        .containsExactly(new Feature("y", "y", "MeV"), new Feature("r", "x * lumi + y", "GeV"));
    assertThat(features).hasToString("y, r").isNotEqualTo(Features.of("y", "x"));
  }

  @Test
  void aNameGivenTwiceIsRefused() {
    assertThatThrownBy(() -> Features.of("x", "y", "x"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[features] expected each name once, found x twice; give one of them another name");
  }
}

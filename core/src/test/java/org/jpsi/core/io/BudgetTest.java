package org.jpsi.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;

class BudgetTest {
  @Test
  void theLimitItselfMayBeSpentAndNothingBeyond() {
    Budget nodes = Budget.growing("search.yaml", "nodes", 1000, 2, 500);
    nodes.spend(1999);
    nodes.spend(1);
    nodes.spend(0);
    assertThatThrownBy(() -> nodes.spend(1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[search.yaml] expected at most 2,000 nodes, as much as a file of its size may take,"
                + " found at least 2,001; check where it comes from; if it is sound, write it anew"
                + " in smaller parts");
    assertThat(nodes.spent()).isEqualTo(nodes.limit()).isEqualTo(2000);
  }

  @Test
  void whatIsRefusedIsNotSpent() {
    Budget bytes = Budget.of("t.root", "bytes", 10);
    assertThatThrownBy(() -> bytes.spend(11)).isInstanceOf(InputException.class);
    bytes.spend(10);
    assertThat(bytes.spent()).isEqualTo(10);
  }

  @Test
  void neitherLimitNorSumOverflows() {
    Budget bytes = Budget.growing("t.root", "bytes", 64 << 20, 10, Long.MAX_VALUE / 2);
    assertThat(bytes.limit()).isEqualTo(Long.MAX_VALUE);
    bytes.spend(Long.MAX_VALUE);
    assertThatThrownBy(() -> bytes.spend(Long.MAX_VALUE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("found more");
  }

  @Test
  void aNegativeAmountIsAFaultOfTheProgram() {
    Budget bytes = Budget.of("t.root", "bytes", 10);
    assertThatThrownBy(() -> bytes.spend(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Budget.of("t.root", "bytes", -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

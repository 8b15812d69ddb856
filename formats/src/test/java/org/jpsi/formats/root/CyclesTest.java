package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;

/// Trees of which a file has several cycles (`oracles/friends.py`).
class CyclesTest {
  private static final Path FILE = Fixtures.file("root/friends/main.root");

  @Test
  void theHighestCycleIsReadAndSaid() {
    try (EventSource highest = Tables.open(FILE, "t");
        EventSource first = Tables.open(FILE, "t;1");
        EventSource second = Tables.open(FILE, "t;2")) {
      assertThat(highest.entries()).isEqualTo(20);
      assertThat(highest.notes()).contains("of the cycles t;2, t;1 the highest is read, t;2");
      assertThat(first.entries()).isEqualTo(1);
      assertThat(first.notes()).isEmpty();
      assertThat(second.entries()).isEqualTo(20);
    }
  }

  @Test
  void aCycleThatIsNotThereIsAnsweredWithThoseThatAre() {
    assertThatThrownBy(() -> Tables.open(FILE, "t;7"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a tree t;7, found t, inner; did you mean t;1 or t;2?");
    assertThatThrownBy(() -> Tables.open(FILE, null))
        .hasMessageContaining("expected one tree, found t, inner");
  }
}

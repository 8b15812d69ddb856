package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.Events;
import org.jpsi.core.events.SourceReference;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

/// Generated events as events of any other source.
class GeneratedSourceTest {
  private static void requireSame(Table found, Table expected) {
    assertThat(found.names()).isEqualTo(expected.names());
    for (int c = 0; c < expected.columns().size(); c++) {
      NumberColumn a = (NumberColumn) found.columns().get(c);
      NumberColumn b = (NumberColumn) expected.columns().get(c);
      assertThat(a.typeName() + a.unit()).isEqualTo(b.typeName() + b.unit());
      assertThat(a.array()).as(b.name()).isEqualTo(b.array());
    }
  }

  @Test
  void theyAreThoseOfTheGenerator() {
    Events events = Events.generate("higgs", 500);
    assertThat(events.count()).isEqualTo(500);
    requireSame(events.table(), Generator.of("higgs", 1).table(500));
    requireSame(events.range(100, 130).table(), Generator.of("higgs", 1).table(100, 130));
    requireSame(Events.generate("dimuon", 20, 5).table(), Generator.of("dimuon", 5).table(20));
  }

  @Test
  void moreThanMemoryHoldsAreGeneratedWhereTheyAreRead() {
    Events many = Events.generate("higgs", 1L << 40);
    assertThat(many.count()).isEqualTo(1L << 40);
    long far = (1L << 40) - 7;
    Table last = many.range(far, 1L << 40).table();
    assertThat(last.numbers("eventNumber").integer(6, 0)).isEqualTo((1L << 40) - 1);
    requireSame(last, Generator.of("higgs", 1).table(far, far + 7));
  }

  @Test
  void theyAreReferredToByProcessNumberAndSeed() {
    assertThat(Events.generate("higgs", 500, 3).filter("m_bb > 100").recipe().sources())
        .containsExactly(new SourceReference.Generated("higgs", 500, 3));
  }

  @Test
  void anUnknownProcessIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Events.generate("higs", 500))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[process] expected one of higgs, dimuon, dijet, found higs; did you mean higgs?");
    assertThatThrownBy(() -> Events.generate("higgs", 0))
        .hasMessage("[generate higgs] expected one event or more, found 0");
  }
}

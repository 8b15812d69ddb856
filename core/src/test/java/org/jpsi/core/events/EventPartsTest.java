package org.jpsi.core.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;

/// Splits of events into three views.
class EventPartsTest {
  @Test
  void aSplitIsThatOfTheEntriesWhateverTheFilter() {
    Events chain = Events.of(new ComputedSource("a", 1000), new ComputedSource("b", 2000));
    Part[] parts = new Split.Fractions(0.5, 0.2, 0.3).parts(7, 0, 0, 3000);
    EventParts split = chain.filter("charge != 0").split(0.5, 0.2, 0.3).seed(7);
    int[] seen = new int[3];
    for (Part part : Part.values()) {
      Events one =
          switch (part) {
            case TRAIN -> split.train();
            case VALIDATION -> split.validation();
            case TEST -> split.test();
          };
      for (EventBlock block : one.blocks()) {
        for (long entry : block.entries()) {
          seen[part.ordinal()]++;
          assertThat(parts[(int) entry + (block.source() == 0 ? 0 : 1000)]).isEqualTo(part);
        }
      }
      assertThat(seen[part.ordinal()]).isEqualTo((int) one.count());
    }
    assertThat(Arrays.stream(seen).sum()).isEqualTo((int) chain.filter("charge != 0").count());
  }

  @Test
  void aSplitByAValueKeepsWhatIsEqualTogetherAndTellsLargeIntegersApart() {
    // candidates of 4000 collisions, of which three each share a number beyond 2^53
    int n = 12_000;
    long[] collision = new long[n];
    Arrays.setAll(collision, i -> (1L << 60) + i / 3);
    Events events = Events.of(Table.of("t", List.of(NumberColumn.of("evt", "", collision))));
    EventParts parts = events.split(0.5, 0.2, 0.3).by("evt").seed(3);
    List<Set<Long>> numbers = new ArrayList<>();
    for (Part part : Part.values()) {
      Set<Long> own = new HashSet<>();
      for (EventBlock block : parts.of(part).blocks("evt")) {
        for (int i = 0; i < block.events(); i++) {
          own.add(block.table().numbers("evt").integer(i, 0));
        }
      }
      assertThat(parts.of(part).count()).isEqualTo(3L * own.size());
      numbers.add(own);
    }
    assertThat(numbers.stream().mapToInt(Set::size).sum()).as("each in one part").isEqualTo(4000);
    // binomial: three standard deviations
    assertThat(numbers.get(0).size()).isCloseTo(2000, within(95));
    assertThat(numbers.get(1).size()).isCloseTo(800, within(76));
    // the part is that of the value, whatever the column's type, order and neighbors
    Events some =
        Events.of(Table.of("t", List.of(NumberColumn.of("x", "", 1.0, 2, 3, -0.0, 7)))).range(0, 5);
    Events same =
        Events.of(Table.of("t", List.of(NumberColumn.of("x", "", new int[] {7, 0, 3, 2, 1}))));
    for (Part part : Part.values()) {
      assertThat(some.split(0.4, 0.3, 0.3).by("x").of(part).sum("10 ** x"))
          .isEqualTo(same.split(0.4, 0.3, 0.3).by("x").of(part).sum("10 ** x"));
    }
    assertThatThrownBy(() -> events.split(0.6, 0.2, 0.2).by("event"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("[split by on t] expected a column event, found 1 others");
    Events nan = Events.of(Table.of("t", List.of(NumberColumn.of("x", "", 1.0, Double.NaN))));
    assertThatThrownBy(() -> nan.split(0.6, 0.2, 0.2).by("x").train().count())
        .hasMessage(
            "[t] expected a value of x for every event, found NaN at entry 1; select such events"
                + " away, or split by another column");
  }
}

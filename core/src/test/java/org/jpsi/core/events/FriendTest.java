package org.jpsi.core.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Friends of events: by entry, and by the values of columns.
class FriendTest {
  private static Table events() {
    return Table.of(
        "events",
        List.of(
            NumberColumn.of("run", "", 1, 1, 1, 2),
            NumberColumn.of("event", "", 10L, 11L, 12L, 10L),
            NumberColumn.of("x", "GeV", 1f, 2f, 3f, 4f)));
  }

  /// In another order, without (1, 12), with (1, 10) twice and one that no event has.
  private static Table friend() {
    return Table.of(
        "friend",
        List.of(
            NumberColumn.of("event", "", NumberType.FLOAT64, 1, new double[] {10, 11, 10, 99, 10}),
            NumberColumn.of("run", "", NumberType.UINT64, 1, new long[] {2, 1, 1, 1, 1}),
            NumberColumn.of("x", "GeV", 40f, 20f, 10f, 99f, -10f),
            NumberColumn.of("n", "", 4, 2, 1, 99, -1),
            NumberColumn.of(
                "pair", "", NumberType.INT32, 2, new int[] {4, 5, 2, 3, 1, 2, 9, 9, 0, 0}),
            new TextColumn("word", new String[] {"four", "two", "one", "none", "twice"}),
            JaggedColumn.of(
                "items", new int[] {0, 1, 1, 3, 3, 3}, NumberColumn.of("", "", 4.0, 1.0, 1.5))));
  }

  private static Events joined() {
    return Events.of(events()).friend("f", Events.of(friend()), "run", "event");
  }

  @Test
  void entriesOfAFriendAreTheSameEvents() {
    Table scores = Table.of("scores", List.of(NumberColumn.of("score", "", .1, .2, .3, .4)));
    Events events = Events.of(events()).friend("s", Events.of(scores));
    assertThat(events.names()).containsExactly("run", "event", "x", "s.score");
    assertThat(events.define("y", "x + s.score").table().numbers("y").toDoubles())
        .containsExactly(1.1, 2.2, 3.3, 4.4);
    // the only column of that name
    assertThat(events.filter("score > 0.15").sum("score")).isEqualTo(.2 + .3 + .4);
    assertThat(events.range(1, 3).table(List.of("s.score")).numbers("s.score").toDoubles())
        .containsExactly(.2, .3);
    assertThat(events.table(List.of("x")).names()).containsExactly("x");
  }

  @Test
  void eventsOfAFriendAreFoundByColumns() {
    Events events = joined();
    assertThat(events.names())
        .containsExactly("run", "event", "x", "f.x", "f.n", "f.pair", "f.word", "f.items");
    assertThat(events.columns().stream().map(Column::typeName))
        .containsExactly(
            "int32", "int64", "float32", "float32", "float64", "float64[2]", "text", "float64[]");
    Table table = events.table();
    assertThat(table.numbers("f.x").toDoubles()).containsExactly(10, 20, Double.NaN, 40);
    assertThat(table.numbers("f.n").toDoubles()).containsExactly(1, 2, Double.NaN, 4);
    assertThat(table.numbers("f.pair").toDoubles())
        .containsExactly(1, 2, 2, 3, Double.NaN, Double.NaN, 4, 5);
    assertThat(IntStream.range(0, 4).mapToObj(((TextColumn) table.column("f.word"))::value))
        .containsExactly("one", "two", "", "four");
    assertThat(((JaggedColumn) table.column("f.items")).offsets()).containsExactly(0, 2, 2, 2, 3);
    // x alone is that of the events
    assertThat(events.sum("x")).isEqualTo(10);
    assertThat(events.filterAvailable("f.x").define("d", "f.x - 10 * x").sum("d")).isZero();
    assertThat(events.sources().getFirst().notes())
        .containsExactly(
            "friend f: of 1 of 4 events it has none: their values are missing (NaN, no text, no"
                + " items)",
            "friend f: 1 event has the run, event of one before, which is the one that is taken");
  }

  @Test
  void withoutAnyThatIsAbsentTypesStay() {
    Table two = events().take(new int[] {0, 1});
    Events events = Events.of(two).friend("f", Events.of(friend()), "run", "event");
    assertThat(events.table().column("f.n").typeName()).isEqualTo("int32");
    Events none =
        Events.of(events().take(new int[] {2})).friend("f", Events.of(friend()), "run", "event");
    assertThat(none.table().numbers("f.n").toDoubles()).containsExactly(Double.NaN);
    assertThat(none.table().numbers("f.x").toDoubles()).containsExactly(Double.NaN);
  }

  @Test
  void manyEventsInAnyOrderAreRead() {
    int n = 200_000;
    int[] number = IntStream.range(0, n).toArray();
    int[] other = IntStream.range(0, n).map(i -> (int) (i * 7919L % n)).toArray();
    double[] value = IntStream.of(other).mapToDouble(i -> 3.0 * i).toArray();
    Events events =
        Events.of(Table.of("a", List.of(NumberColumn.of("i", "", number))))
            .friend(
                "b",
                Events.of(
                    Table.of(
                        "b",
                        List.of(NumberColumn.of("i", "", other), NumberColumn.of("v", "", value)))),
                "i");
    assertThat(events.filter("v != 3 * i").count()).isZero();
    assertThat(events.count()).isEqualTo(n);
  }

  @Test
  void chainsHaveFriendsFileByFile() {
    EventSource[] halves = {
      EventSource.of(events().take(new int[] {0, 1})),
      EventSource.of(events().take(new int[] {2, 3}))
    };
    Table first = Table.of("s1", List.of(NumberColumn.of("score", "", .1, .2)));
    Table second = Table.of("s2", List.of(NumberColumn.of("score", "", .3, .4)));
    Events chain = Events.of(halves);
    assertThat(
            chain
                .friend("s", Events.of(EventSource.of(first), EventSource.of(second)))
                .table()
                .numbers("s.score")
                .toDoubles())
        .containsExactly(.1, .2, .3, .4);
    // one for all, by columns
    assertThat(
            chain
                .friend("f", Events.of(friend()), "run", "event")
                .table()
                .numbers("f.n")
                .toDoubles())
        .containsExactly(1, 2, Double.NaN, 4);
    assertThatThrownBy(() -> chain.friend("s", Events.of(first)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "[s1] expected as many sources of the friend s as of events, 2, found 1");
  }

  @ParameterizedTest
  @CsvSource({"NaN, 'found NaN at event 0'", "1.5, found 1.5", "1e17, found 1.0E17"})
  void whatIsNoIntegerIsNoIndex(double value, String found) {
    Table odd = Table.of("odd", List.of(NumberColumn.of("run", "", value)));
    assertThatThrownBy(() -> Events.of(odd).friend("f", Events.of(friend()), "run"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected integers up to 2^63 in column run")
        .hasMessageContaining(found);
  }

  @Test
  void mistakesAreExplained() {
    Events events = Events.of(events());
    Events other = Events.of(friend());
    assertThatThrownBy(() -> events.friend("f", other))
        .hasMessageContaining(
            "[friend] expected 4 events, as events has, whose friend it is, found 5")
        .hasMessageContaining("by: [run, event]");
    assertThatThrownBy(() -> events.friend("f", other, "evnt"))
        .hasMessageContaining("[events] expected a column evnt, by which a friend is found")
        .hasMessageContaining("did you mean event");
    assertThatThrownBy(() -> Events.of(friend()).friend("f", other, "word"))
        .hasMessageContaining("expected integers in column word");
    assertThatThrownBy(() -> joined().friend("f", Events.of(friend()), "run", "event"))
        .hasMessageContaining("f.x, which is there; give the friend another name");
    assertThatThrownBy(() -> events.filter("x > 1").friend("f", other, "run", "event"))
        .hasMessageContaining("expected friends before filters, columns and ranges");
    Table large =
        Table.of(
            "large",
            List.of(NumberColumn.of("run", "", 2), NumberColumn.of("id", "", (1L << 53) + 1)));
    assertThatThrownBy(() -> events.friend("l", Events.of(large), "run").table())
        .hasMessageContaining(
            "[large] expected integers that float64 surely holds, below 2^53, in column id");
  }
}

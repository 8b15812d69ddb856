package org.jpsi.core.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lazy views: what they read, what they give, what they refuse.
class EventsTest {
  private static final long MANY = 1L << 40;

  private final ComputedSource computed = new ComputedSource("run.root:events", MANY);

  private static Events few() {
    return Events.of(
        Table.of(
            "higgs.root:sig",
            List.of(
                NumberColumn.of("m", "GeV", 90.0, 125, 126, 172, 80),
                NumberColumn.of("w", "", 1.0, 2, -1, 0.5, 1),
                NumberColumn.of("charge", "e", new int[] {1, -1, 0, 1, -1}),
                new TextColumn("process", new String[] {"Z", "H", "H", "t", "W"}))));
  }

  private static double[] values(Events events, String column) {
    return events.table().numbers(column).toDoubles();
  }

  @Test
  void nothingIsReadUntilValuesAreAskedFor() {
    Events view =
        Events.of(computed)
            .weight("x")
            .label("name")
            .filter("charge > 0")
            .define("y", "x * x")
            .redefine("x", "x + 1")
            .alias("z", "y")
            .select("z", "x");
    assertThat(view.columns())
        .extracting(Column::name, Column::typeName, Column::rows)
        .containsExactly(tuple("z", "float64", 0), tuple("x", "float64", 0));
    assertThat(Events.of(computed).count()).isEqualTo(MANY);
    assertThat(computed.read).isEmpty();
  }

  @Test
  void onlyColumnsThatAreNeededAreRead() {
    Events view =
        Events.of(computed).range(0, 10).filter("charge > 0").define("y", "x * x").define("n", "1");
    assertThat(view.count()).isEqualTo(3);
    assertThat(view.select("y").table().numbers("y").toDoubles()).containsExactly(4, 25, 64);
    assertThat(view.select("n", "name").table().rows()).isEqualTo(3);
    assertThat(computed.read).containsExactly("charge 0+10", "x charge 0+10", "charge name 0+10");
  }

  @Test
  void entriesBeyondTwoBillionArriveExactly() {
    long first = (1L << 33) + 5;
    Events view = Events.of(computed).range(first, first + 100_000).filter("charge == 0");
    List<Long> entries = new ArrayList<>();
    for (EventBlock block : view.blocks("evt", "id", "charge", "name")) {
      assertThat(block.table().column("id").typeName()).isEqualTo("uint64");
      assertThat(block.table().column("charge").typeName()).isEqualTo("int8");
      for (int i = 0; i < block.events(); i++) {
        long entry = block.entries()[i];
        assertThat(block.table().numbers("evt").integer(i, 0)).isEqualTo(entry);
        assertThat(block.table().numbers("id").integer(i, 0)).isEqualTo(entry + Long.MIN_VALUE);
        assertThat(((TextColumn) block.table().column("name")).value(i)).isEqualTo("gamma");
        entries.add(entry);
      }
    }
    assertThat(entries)
        .isEqualTo(
            LongStream.range(first, first + 100_000).filter(e -> e % 3 == 1).boxed().toList());
    assertThat(computed.read)
        .containsExactly(
            "evt id charge name " + first + "+65536",
            "evt id charge name " + (first + 65536) + "+34464");
  }

  @Test
  void aPassOverMoreEventsThanMemoryHoldsIsASum() {
    // 50 million events of 41 bytes, of which no two blocks are held: the sum of whole numbers
    long n = 50_000_000;
    double sum = Events.of(new ComputedSource("t", n)).filter("charge == 0").sum("evt");
    double expected = 0;
    for (long e = 1; e < n; e += 3) {
      expected += e;
    }
    assertThat(sum).isEqualTo(expected);
  }

  @Test
  void aChainIsItsSourcesOneAfterTheOther() {
    EventSource[] sources = {
      new ComputedSource("a", 70_000), new ComputedSource("b", 0), new ComputedSource("c", 30_000)
    };
    Events chain = Events.of(sources).filter("evt % 10000 == 7");
    List<String> found = new ArrayList<>();
    for (EventBlock block : chain.blocks()) {
      for (long entry : block.entries()) {
        found.add(block.table().origin() + block.source() + ":" + entry);
      }
    }
    assertThat(found)
        .containsExactly(
            "a0:7",
            "a0:10007",
            "a0:20007",
            "a0:30007",
            "a0:40007",
            "a0:50007",
            "a0:60007",
            "c2:7",
            "c2:10007",
            "c2:20007");
    assertThat(chain.count()).isEqualTo(10);
    assertThat(Events.of(sources).count()).isEqualTo(100_000);
    assertThat(values(chain.range(60_000, 80_000), "x")).containsExactly(60_007, 7);
    Table whole = Events.of(sources).table();
    assertThat(whole.rows()).isEqualTo(100_000);
    assertThat(whole.numbers("evt").integer(99_999, 0)).isEqualTo(29_999);
    assertThat(whole.column("charge").typeName()).isEqualTo("int8");
  }

  @Test
  void aFilterSeesTheColumnsOfItsPlace() {
    Events events = few();
    assertThat(values(events.define("d", "m - 125").filter("d > 0"), "m"))
        .containsExactly(126, 172);
    assertThat(values(events.filter("m > 125").define("d", "m - 125"), "d")).containsExactly(1, 47);
    // the filter before a redefinition has the old values, the one after it the new ones
    Events twice = events.filter("m > 100").redefine("m", "m / 2").filter("m < 80");
    assertThat(values(twice, "m")).containsExactly(62.5, 63);
    assertThat(values(events.alias("mass", "m").redefine("m", "0 * m"), "mass"))
        .containsExactly(90, 125, 126, 172, 80);
    assertThat(values(events, "m")).as("a view is immutable").hasSize(5);
    assertThat(events.define("d", "m").columns().getLast().unit()).isEqualTo("GeV");
  }

  @Test
  void textIsDefinedSelectedAndPassedOn() {
    Events heavy = few().filter("process == \"H\" || m > 130").define("name", "process");
    Table table = heavy.table();
    assertThat(table.column("name").typeName()).isEqualTo("text");
    assertThat(((TextColumn) table.column("name")).value(2)).isEqualTo("t");
  }

  @Test
  void blocksCarryWeightAndLabel() {
    EventBlock block =
        few().weight("2 * w").label("process").filter("m > 100").blocks("m").iterator().next();
    assertThat(block.weights()).containsExactly(4, -2, 1);
    assertThat(block.labels()).containsExactly("H", "H", "t");
    assertThat(block.table().names()).containsExactly("m");
    EventBlock plain = few().label("charge > 0").blocks("m").iterator().next();
    assertThat(plain.weights()).containsExactly(1, 1, 1, 1, 1);
    assertThat(plain.labels()).containsExactly("1", "0", "0", "1", "0");
    assertThat(few().blocks("m").iterator().next().labels()).isEmpty();
    // what is redefined later changes no weight
    assertThat(few().weight("w").redefine("w", "0").sum("1")).isEqualTo(3.5);
  }

  @Test
  void figuresAreWeighted() {
    // by hand: 90 + 250 - 126 + 86 + 80 = 380; weights 3.5
    Events weighted = few().weight("w");
    assertThat(weighted.sum("m")).isEqualTo(380);
    assertThat(weighted.mean("m")).isCloseTo(380 / 3.5, within(1e-12));
    double mean = 380 / 3.5;
    double[] m = {90, 125, 126, 172, 80};
    double[] w = {1, 2, -1, 0.5, 1};
    double squares = 0;
    for (int i = 0; i < m.length; i++) {
      squares += w[i] * (m[i] - mean) * (m[i] - mean);
    }
    assertThat(weighted.stdDev("m")).isCloseTo(Math.sqrt(squares / 3.5), within(1e-12));
    assertThat(weighted.min("m")).isEqualTo(80);
    assertThat(weighted.max("m - 100")).isEqualTo(72);
    assertThat(few().mean("m")).isEqualTo(118.6);
    assertThat(few().max("m > 100 ? m : log(-1)")).isNaN();
  }

  @Test
  void aMeanFarFromZeroKeepsItsDigits() {
    // seconds of a day of 2024, within a minute
    double[] time = new double[60_000];
    Arrays.setAll(time, i -> 1.7e9 + i / 1000.0);
    Events events = Events.of(Table.of("t", List.of(NumberColumn.of("t", "s", time))));
    assertThat(events.mean("t") - 1.7e9).isCloseTo(29.9995, within(3e-7));
    // of 60,000 equal steps: (n^2 - 1) / 12 in their units
    assertThat(events.stdDev("t")).isCloseTo(Math.sqrt((3.6e9 - 1) / 12) / 1000, within(1e-7));
  }

  @Test
  void aSumIsThatOverBlocksOfTheSelectedEvents() {
    Rng rng = Rng.of(2);
    double[] x = new double[200_000];
    Arrays.setAll(x, rng::normal);
    Events events = Events.of(Table.of("t", List.of(NumberColumn.of("x", "", x))));
    double[] positive = Arrays.stream(x).filter(v -> v > 0).toArray();
    assertThat(events.filter("x > 0").sum("x"))
        .isEqualTo(EventBlocks.sum(positive.length, i -> positive[i]));
  }

  @Test
  void jaggedColumnsAreReadNamedAndComputedWith() {
    JaggedColumn jets =
        JaggedColumn.of("pt", new int[] {0, 2, 2, 3}, NumberColumn.of("", "GeV", 50.0, 30, 40));
    Events events =
        Events.of(Table.of("t", List.of(jets, NumberColumn.of("met", "GeV", 10.0, 20, 30))));
    JaggedColumn kept =
        (JaggedColumn) events.alias("jets", "pt").filter("met != 20").table().column("jets");
    assertThat(kept.offsets()).containsExactly(0, 2, 3);
    Events defined =
        events.define("hard", "pt[pt > 35] / met").define("n", "length(hard)").filter("n == 1");
    assertThat(defined.count()).isEqualTo(2);
    JaggedColumn hard = (JaggedColumn) defined.table().column("hard");
    assertThat(((NumberColumn) hard.items()).toDoubles()).containsExactly(5, 40 / 30.0);
    assertThat(events.sum("sum(pt)")).isEqualTo(120);
    assertThatThrownBy(() -> events.filter("pt > 30"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected one value per event")
        .hasMessageContaining("say any(...), all(...) or count(...)");
    assertThatThrownBy(() -> events.label("pt > 30")).hasMessageContaining("one value per event");
    assertThatThrownBy(() -> events.define("y", "pt * mtt")).hasMessageContaining("mtt");
  }

  @Test
  void whatCannotBeComputedIsRefusedAtTheCall() {
    Events events = Events.of(computed);
    assertThatThrownBy(() -> events.filter("chrage > 0"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "[filter on run.root:events] expected a column chrage, found 5 others; did you mean"
                + " charge?");
    assertThatThrownBy(() -> events.filter("name")).hasMessageContaining("expected a number");
    assertThatThrownBy(() -> events.weight("name")).hasMessageContaining("expected a number");
    assertThatThrownBy(() -> events.sum("name")).hasMessageContaining("expected a number");
    assertThatThrownBy(() -> events.define("y", "x + name")).hasMessageContaining("found text");
    assertThatThrownBy(() -> events.define("x", "1"))
        .hasMessage(
            "[run.root:events] expected a new name for a column, found x, which is there; choose"
                + " another, or say `redefine`");
    assertThatThrownBy(() -> events.redefine("xx", "1"))
        .hasMessageContaining("expected a column xx, found 5 others");
    assertThatThrownBy(() -> events.alias("y", "xx")).hasMessageContaining("a column xx");
    assertThatThrownBy(() -> events.select("x").filter("evt > 0"))
        .hasMessageContaining("expected a column evt, found 1 others");
    assertThatThrownBy(() -> events.blocks("y")).hasMessageContaining("a column y");
    assertThatThrownBy(() -> events.range(5, MANY + 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(Events::of)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Events: expected a source, found none");
    assertThat(computed.read).isEmpty();
  }

  @Test
  void figuresOfNoEventsAreRefused() {
    Events none = few().filter("m > 1000");
    assertThat(none.sum("m")).isZero();
    assertThat(none.count()).isZero();
    assertThat(none.table().names()).containsExactly("m", "w", "charge", "process");
    assertThatThrownBy(() -> none.mean("m"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[higgs.root:sig] expected events, for a value of m, found none that pass; loosen"
                + " `filter`");
    assertThatThrownBy(() -> few().filter("charge == 0 || m == 90").weight("w").mean("m"))
        .hasMessage(
            "[higgs.root:sig] expected weights that do not add up to 0, for a mean of m, found a"
                + " sum of 0");
  }

  @Test
  void moreEventsThanATableHoldsAreRefused() {
    assertThatThrownBy(() -> Events.of(computed).table())
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[run.root:events] expected at most 2147483639 events in one table, found"
                + " 1099511627776; select events, or read them block by block");
  }

  @Test
  void aColumnThatOneFileOfAChainLacksIsRefusedWhereItIsAskedFor() {
    Table first =
        Table.of("a.root", List.of(NumberColumn.of("x", "", 1.0), NumberColumn.of("y", "", 2.0)));
    Table second = Table.of("b.root", List.of(NumberColumn.of("y", "", 3.0)));
    Events chain = Events.of(EventSource.of(first), EventSource.of(second));
    assertThat(chain.names()).containsExactly("y");
    assertThat(values(chain, "y")).containsExactly(2, 3);
    assertThatThrownBy(() -> chain.filter("x > 0"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[b.root] expected a column x, as in a.root, found none; leave it out, or the file");
    assertThatThrownBy(() -> chain.select("x")).hasMessageContaining("[b.root]");
    Events other = Events.of(EventSource.of(second), EventSource.of(first));
    assertThat(other.names()).containsExactly("y");
    assertThatThrownBy(() -> other.mean("x"))
        .hasMessage(
            "[b.root] expected a column x, as in a.root, found none; leave it out, or the file");
    assertThat(other.define("x", "2 * y").sum("x")).isEqualTo(10);
  }

  @Test
  void columnsOfDifferentIntegersAreJoinedWithoutLoss() {
    long large = (1L << 53) + 1;
    EventSource[] sources = {
      EventSource.of(Table.of("a", List.of(NumberColumn.of("evt", "", new int[] {1, 2})))),
      EventSource.of(Table.of("b", List.of(NumberColumn.of("evt", "", large, large + 1)))),
      EventSource.of(Table.of("c", List.of(NumberColumn.of("evt", "", new int[] {3}))))
    };
    Events chain = Events.of(sources);
    assertThat(chain.columns().getFirst().typeName()).isEqualTo("int64");
    assertThat((long[]) chain.table().numbers("evt").array())
        .containsExactly(1, 2, large, large + 1, 3);
    for (EventBlock block : chain.blocks("evt")) {
      assertThat(block.table().column("evt").typeName()).isEqualTo("int64");
    }
    Events odd = chain.filter("evt % 2 == 1").define("next", "evt + 1");
    assertThat((long[]) odd.table().numbers("next").array()).containsExactly(2, large + 1, 4);
  }

  @Test
  void anIntegerOutOfRangeIsToldWithItsEntry() {
    long first = 3L << 32;
    Events view = Events.of(computed).range(first, first + 100_000).filter("charge == 0");
    // 2^60 times more than 7 is beyond int64; of the entries with charge 0, from the 90,010th on
    String large = "(evt - " + (first + 90_000) + ") * 1152921504606846976";
    assertThatThrownBy(() -> view.filter("evt > " + (first + 90_000)).sum(large))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[sum on run.root:events] expected an integer from -92233720")
        .hasMessageContaining(" at event " + (first + 90_010));
  }

  @Test
  void withoutFormatsAFileIsAnsweredWithWhatIsMissing(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("higgs.root"));
    assertThatThrownBy(() -> Events.open(file.toString(), "sig"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + file
                + "] expected a reader of files of events, found none on the class path; add"
                + " jpsi-formats beside jpsi-core");
    assertThatThrownBy(() -> Events.open(folder.resolve("higs.root").toString(), "sig"))
        .hasMessageContaining("found no such file; did you mean higgs.root?")
        .hasMessageEndingWith("relative paths start at the working folder");
    assertThatThrownBy(() -> Events.generate("higgs", 10))
        .hasMessage(
            "[generate] expected a generator of events, found none on the class path; add jpsi-lab"
                + " beside jpsi-core");
  }
}

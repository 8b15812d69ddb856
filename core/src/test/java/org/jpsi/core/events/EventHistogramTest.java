package org.jpsi.core.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;

/// Histograms of views: weighted, by groups, with nothing lost.
class EventHistogramTest {
  private static Events few() {
    return Events.of(
        Table.of(
            "higgs.root:sig",
            List.of(
                NumberColumn.of("m", "GeV", 10.0, 12, 25, -1, 30, 31, Double.NaN),
                NumberColumn.of("w", "", 1.0, 2, -1, 0.5, 4, 8, 16),
                NumberColumn.of("run", "", new int[] {10, 9, 9, 10, 9, 10, 9}),
                new TextColumn("process", new String[] {"Z", "H", "H", "Z", "Z", "H", "H"}))));
  }

  @Test
  void weightsAddUpInBinsAndTheirSquaresInErrors() {
    EventHistogram histogram = few().weight("w").histogram("m", 3, 0, 30);
    Histogram all = histogram.total();
    // by hand; 30 is in the last bin, as in the histograms of figures
    assertThat(all.sum()).containsExactly(0, 3, 3);
    assertThat(all.error(1)).isCloseTo(Math.sqrt(5), within(1e-15));
    assertThat(all.error(2)).isCloseTo(Math.sqrt(17), within(1e-15));
    assertThat(all.underflow()).isEqualTo(0.5);
    assertThat(all.overflow()).isEqualTo(8);
    assertThat(all.total()).isEqualTo(14.5);
    assertThat(histogram.group("").entries()).isEqualTo(7);
    assertThat(histogram.group("").notANumber()).isEqualTo(1);
    assertThat(histogram)
        .hasToString(
            "m [GeV], 3 bins from 0 to 30, weighted\n"
                + "7 entries, sum of weights 14.5000, 0.500000 below, 8.00000 above, 1 not a"
                + " number, left out");
  }

  @Test
  void withoutWeightsEachEventCountsOnceAndTheHistogramSaysSo() {
    EventHistogram histogram = few().filter("m > 0").histogram("m / 10", 4, 0, 4);
    assertThat(histogram.total().sum()).containsExactly(0, 2, 1, 2);
    assertThat(histogram.weighted()).isFalse();
    assertThat(histogram)
        .hasToString(
            "m / 10, 4 bins from 0 to 4, without weights\n5 entries, 0.00000 below, 0.00000 above");
  }

  @Test
  void groupsAreInTheOrderOfNumbersOrWordsAndAddUpToAll() {
    Events weighted = few().weight("w").filter("m == m");
    EventHistogram byRun = weighted.histogram("m", 3, 0, 30).by("run");
    assertThat(byRun.groups().keySet()).containsExactly("9", "10");
    assertThat(byRun.group("9").histogram().sum()).containsExactly(0, 2, 3);
    assertThat(byRun.group("10").histogram().sum()).containsExactly(0, 1, 0);
    assertThatThrownBy(() -> byRun.group("90"))
        .isInstanceOf(InputException.class)
        .hasMessage("[histogram of m] expected a group 90, found 9, 10; did you mean 10 or 9?");
    assertThat(byRun.total().sum()).isEqualTo(weighted.histogram("m", 3, 0, 30).total().sum());
    assertThat(byRun.toString()).contains("\nrun 9: 3 entries, sum of weights 5.00000");
    assertThat(weighted.histogram("m", 3, 0, 30).by("process").groups().keySet())
        .containsExactly("H", "Z");
  }

  @Test
  void oneHistogramIsOnePass() {
    ComputedSource source = new ComputedSource("run.root:events", 100_000);
    EventHistogram histogram =
        Events.of(source).filter("charge == 0").histogram("x", 10, 0, 1e5).by("name");
    assertThat(source.read).isEmpty();
    assertThat(histogram.group("gamma").entries()).isEqualTo(33_333);
    assertThat(histogram.total().total()).isEqualTo(33_333);
    assertThat(source.read).containsExactly("x charge name 0+65536", "x charge name 65536+34464");
  }

  @Test
  void manyEventsAreThoseOfTheHistogramOfFigures() {
    int n = 70_000;
    Rng rng = Rng.of(4);
    double[] x = new double[n];
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = rng.normal(i);
      w[i] = rng.uniform(i) - 0.2;
    }
    Table table = Table.of("t", List.of(NumberColumn.of("x", "", x), NumberColumn.of("w", "", w)));
    Histogram found = Events.of(table).weight("w").histogram("x", 40, -2, 2).total();
    Histogram expected = Histogram.of(new Binning(-2, 2, 40), n, i -> x[i], i -> w[i], i -> true);
    for (int bin = 0; bin < 40; bin++) {
      assertThat(found.content(bin)).isCloseTo(expected.content(bin), within(1e-10));
      assertThat(found.error(bin)).isCloseTo(expected.error(bin), within(1e-10));
    }
    assertThat(found.overflow()).isCloseTo(expected.overflow(), within(1e-10));
    assertThat(found.total()).isCloseTo(expected.total(), within(1e-9));
  }

  @Test
  void whatCannotBeFilledIsRefused() {
    assertThatThrownBy(() -> few().histogram("mm", 10, 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a column mm, found 4 others; did you mean m or w?");
    assertThatThrownBy(() -> few().histogram("m", 10, 1, 0))
        .hasMessage(
            "[histogram of m] expected one bin or more between two ascending numbers, found 10 from"
                + " 1 to 0");
    assertThatThrownBy(() -> few().histogram("m", 10, 0, 1).by("proces"))
        .hasMessageContaining("did you mean process?");
    assertThatThrownBy(() -> few().weight("1 / (m - 25)").histogram("m", 10, 0, 1).groups())
        .hasMessage(
            "[higgs.root:sig] expected finite weights, found Infinity at entry 2; select such"
                + " events away");
    Events many = Events.of(new ComputedSource("t", 1000));
    assertThatThrownBy(() -> many.histogram("x", 10, 0, 1).by("evt").groups())
        .hasMessage(
            "[by evt] expected up to 100 groups, found more; group by a class, not by a quantity");
  }
}

package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

class HiggsSampleTest {
  private static final int EVENTS = 20_000;
  private static final Table TABLE = Generator.of("higgs", 11).table(EVENTS);

  private static double[] ofClass(Table table, String name, int code) {
    NumberColumn process = table.numbers("process");
    NumberColumn values = table.numbers(name);
    return IntStream.range(0, table.rows())
        .filter(i -> process.integer(i, 0) == code)
        .mapToDouble(values::value)
        .sorted()
        .toArray();
  }

  /// The middle of the bin with most entries, and its share of all.
  private static double[] peak(double[] values, double from, double width) {
    int[] counts = new int[200];
    for (double value : values) {
      int bin = (int) ((value - from) / width);
      if (value >= from && bin < counts.length) {
        counts[bin]++;
      }
    }
    int best =
        IntStream.range(0, counts.length)
            .reduce((a, b) -> counts[b] > counts[a] ? b : a)
            .orElseThrow();
    return new double[] {from + (best + 0.5) * width, counts[best] / (double) values.length};
  }

  @Test
  void columnsHaveTheNamesAndTheOrderOfTheUciSample() throws IOException {
    List<String> branches =
        FourVectorTest.fixture("higgs_uci.csv").stream().map(cells -> cells[0]).toList();
    assertThat(branches).hasSize(28);
    assertThat(TABLE.names().subList(0, 28)).isEqualTo(branches);
    assertThat(TABLE.names().subList(28, 31)).containsExactly("process", "eventNumber", "weight");
  }

  @Test
  void columnsKnowTheirUnits() {
    for (Column column : TABLE.columns()) {
      String name = column.name();
      String unit =
          name.startsWith("m_")
                  || name.endsWith("_pt")
                  || name.endsWith("_pT")
                  || name.endsWith("magnitude")
              ? "GeV"
              : name.endsWith("phi") ? "rad" : "1";
      assertThat(column.unit()).as(name).isEqualTo(unit);
    }
    assertThat(Generator.of("higgs", 11).normalized(true).table(1).columns())
        .extracting(Column::unit)
        .containsOnly("1");
  }

  @Test
  void everyEventPassesTheSelection() {
    for (int i = 0; i < EVENTS; i++) {
      assertThat(TABLE.numbers("lepton_pT").value(i)).isGreaterThanOrEqualTo(20);
      assertThat(Math.abs(TABLE.numbers("lepton_eta").value(i))).isLessThanOrEqualTo(2.5);
      double above = Double.POSITIVE_INFINITY;
      int tags = 0;
      for (int jet = 1; jet <= 4; jet++) {
        double pt = TABLE.numbers("jet" + jet + "_pt").value(i);
        assertThat(pt).isBetween(20.0, above);
        above = pt;
        assertThat(Math.abs(TABLE.numbers("jet" + jet + "_eta").value(i))).isLessThanOrEqualTo(2.5);
        assertThat(Math.abs(TABLE.numbers("jet" + jet + "_phi").value(i))).isLessThan(3.1416);
        double tag = TABLE.numbers("jet" + jet + "_b-tag").value(i);
        assertThat(tag).isIn(0.0, 1.0, 2.0);
        tags += tag > 0 ? 1 : 0;
      }
      assertThat(tags).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void theLeptonicWHasItsMassOrMoreWhereTheNeutrinoIsComplex() {
    double[] masses = TABLE.numbers("m_lv").toDoubles();
    assertThat(Arrays.stream(masses)).allMatch(m -> m > 80.38 - 0.01);
    long exact = Arrays.stream(masses).filter(m -> m < 80.38 + 0.01).count();
    assertThat(exact / (double) EVENTS).isBetween(0.6, 0.8);
  }

  @Test
  void theSignalPeaksAtTheMassesOfItsParticles() {
    double[] bb = peak(ofClass(TABLE, "m_bb", 1), 0, 10);
    assertThat(bb[0]).isCloseTo(120, within(10.0));
    assertThat(bb[1]).isGreaterThan(2 * peak(ofClass(TABLE, "m_bb", 0), 0, 10)[1]);
    double[] wbb = peak(ofClass(TABLE, "m_wbb", 1), 0, 20);
    assertThat(wbb[0]).isCloseTo(325, within(25.0));
    double[] wwbb = peak(ofClass(TABLE, "m_wwbb", 1), 0, 20);
    assertThat(wwbb[0]).isCloseTo(425, within(30.0));
    assertThat(wwbb[1]).isGreaterThan(1.3 * peak(ofClass(TABLE, "m_wwbb", 0), 0, 20)[1]);
    assertThat(peak(ofClass(TABLE, "m_jj", 1), 0, 4)[0]).isCloseTo(80.4, within(4.0));
  }

  @Test
  void theBackgroundPeaksAtTheTopQuark() {
    assertThat(peak(ofClass(TABLE, "m_jjj", 0), 0, 10)[0]).isCloseTo(172.5, within(15.0));
    assertThat(peak(ofClass(TABLE, "m_jlv", 0), 0, 10)[0]).isCloseTo(172.5, within(15.0));
  }

  @Test
  void classesComeInEqualPartsAndWeighOne() {
    assertThat(ofClass(TABLE, "weight", 1).length / (double) EVENTS).isCloseTo(0.5, within(0.02));
    assertThat(TABLE.numbers("weight").toDoubles()).containsOnly(1);
  }

  /// A toy, so a likeness, not an agreement: 0.25 of a typical size between the middle halves of
  /// the distributions.
  @Test
  void normalizedDistributionsLieNearThoseOfTheUciSample() throws IOException {
    Table normalized = Generator.of("higgs", 11).normalized(true).table(EVENTS);
    for (String[] cells : FourVectorTest.fixture("higgs_uci.csv")) {
      String name = cells[0];
      double[] uci = FourVectorTest.numbers(Arrays.copyOfRange(cells, 1, cells.length));
      if (name.endsWith("b-tag")) {
        assertThat(Arrays.stream(normalized.numbers(name).toDoubles()))
            .allMatch(v -> Math.abs(v * (v - uci[9]) * (v - uci[9] / 2)) < 1e-3);
        continue;
      }
      for (int code : new int[] {1, 0}) {
        double[] ours = ofClass(normalized, name, code);
        for (int k = 1; k <= 3; k++) {
          double quantile = ours[ours.length * k / 4];
          assertThat(quantile)
              .as(name + " of class " + code)
              .isCloseTo(uci[(1 - code) * 5 + k], within(0.12));
        }
      }
    }
  }
}

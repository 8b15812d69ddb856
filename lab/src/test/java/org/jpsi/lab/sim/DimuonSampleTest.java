package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

class DimuonSampleTest {
  private static final int EVENTS = 50_000;
  private static final Table TABLE = Generator.of("dimuon", 5).table(EVENTS);

  private static double[] masses(int code) {
    NumberColumn process = TABLE.numbers("process");
    return IntStream.range(0, EVENTS)
        .filter(i -> process.integer(i, 0) == code)
        .mapToDouble(TABLE.numbers("M")::value)
        .sorted()
        .toArray();
  }

  @Test
  void columnsAreNamedAsInTheCmsOpenData() {
    assertThat(TABLE.names())
        .containsExactly(
            "pt1",
            "eta1",
            "phi1",
            "Q1",
            "pt2",
            "eta2",
            "phi2",
            "Q2",
            "M",
            "process",
            "eventNumber",
            "weight");
  }

  @Test
  void resonancesStandAtTheirMasses() {
    double[] expected = {3.097, 9.460, 10.023, 10.355, 91.19};
    for (int code = 1; code <= 5; code++) {
      double[] masses = masses(code);
      assertThat(masses.length).isGreaterThan(500);
      assertThat(masses[masses.length / 2])
          .isCloseTo(expected[code - 1], within(0.003 * expected[code - 1]));
    }
  }

  @Test
  void theContinuumFalls() {
    int[] counts = new int[3];
    for (double mass : masses(0)) {
      if (mass < 40) {
        counts[mass < 10 ? 0 : mass < 20 ? 1 : 2]++;
      }
    }
    assertThat(counts[0]).isGreaterThan(counts[1]);
    assertThat(counts[1]).isGreaterThan(counts[2]);
    assertThat(counts[2]).isPositive();
  }

  @Test
  void theMassIsThatOfTheTwoMuonsWhichAreOppositeAndAccepted() {
    for (int i = 0; i < EVENTS; i++) {
      FourVector[] muons = new FourVector[2];
      for (int k = 0; k < 2; k++) {
        double pt = TABLE.numbers("pt" + (k + 1)).value(i);
        double eta = TABLE.numbers("eta" + (k + 1)).value(i);
        assertThat(pt).isGreaterThanOrEqualTo(3);
        assertThat(Math.abs(eta)).isLessThanOrEqualTo(2.4);
        muons[k] = FourVector.of(pt, eta, TABLE.numbers("phi" + (k + 1)).value(i), 0.10566);
      }
      assertThat(muons[0].pt()).isGreaterThanOrEqualTo(muons[1].pt());
      assertThat(TABLE.numbers("Q1").value(i) * TABLE.numbers("Q2").value(i)).isEqualTo(-1);
      double mass = TABLE.numbers("M").value(i);
      assertThat(muons[0].plus(muons[1]).mass()).isCloseTo(mass, within(1e-4 * mass));
    }
  }
}

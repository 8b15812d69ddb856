package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

class DijetSampleTest {
  private static final int EVENTS = 40_000;
  private static final Table TABLE = Generator.of("dijet", 5).table(EVENTS);

  private static double[] values(String name, int code) {
    return Arrays.stream(places(code)).mapToDouble(TABLE.numbers(name)::value).toArray();
  }

  private static int[] places(int code) {
    NumberColumn process = TABLE.numbers("process");
    return IntStream.range(0, EVENTS).filter(i -> process.integer(i, 0) == code).toArray();
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * sorted.length)];
  }

  /// Kolmogorov's distance of two samples, and what it stays below in 999 of 1000 cases where both
  /// are of one distribution.
  private static double[] distance(double[] first, double[] second) {
    double[] a = first.clone();
    double[] b = second.clone();
    Arrays.sort(a);
    Arrays.sort(b);
    double most = 0;
    int j = 0;
    for (int i = 0; i < a.length; i++) {
      while (j < b.length && b[j] <= a[i]) {
        j++;
      }
      most = Math.max(most, Math.abs((i + 0.5) / a.length - (double) j / b.length));
    }
    double n = (double) a.length * b.length / (a.length + b.length);
    return new double[] {most, 1.95 / Math.sqrt(n)};
  }

  @Test
  void theClassesComeInEqualParts() {
    assertThat(places(1).length).isCloseTo(EVENTS / 2, within(300));
    assertThat(places(0).length + places(1).length).isEqualTo(EVENTS);
    assertThat(TABLE.column("m_jj").unit()).isEqualTo("GeV");
    assertThat(TABLE.column("jet2_tau32").unit()).isEqualTo("1");
  }

  @Test
  void theMassIsThatOfTheTwoJetsWhichAreAccepted() {
    for (int i = 0; i < EVENTS; i++) {
      FourVector[] jets = new FourVector[2];
      for (int k = 0; k < 2; k++) {
        String jet = "jet" + (k + 1);
        jets[k] =
            FourVector.of(
                TABLE.numbers(jet + "_pt").value(i),
                TABLE.numbers(jet + "_eta").value(i),
                TABLE.numbers(jet + "_phi").value(i),
                TABLE.numbers(jet + "_mass").value(i));
        assertThat(Math.abs(jets[k].eta())).isLessThan(2.5);
      }
      double mass = TABLE.numbers("m_jj").value(i);
      assertThat(jets[0].plus(jets[1]).mass()).isCloseTo(mass, within(1e-5 * mass));
      assertThat(mass).isGreaterThanOrEqualTo(2500);
      assertThat(jets[0].mass()).isGreaterThanOrEqualTo(jets[1].mass());
      assertThat(Math.abs(jets[0].eta() - jets[1].eta())).isLessThan(1.3 + 1e-6);
    }
  }

  @Test
  void theResonanceStandsAtItsMassesWithTheWidthsOfTheDetector() {
    double[] masses = {3500, 500, 100};
    double[] widths = {0.03, 0.1, 0.1};
    List<String> columns = List.of("m_jj", "jet1_mass", "jet2_mass");
    for (int k = 0; k < 3; k++) {
      double[] values = values(columns.get(k), 1);
      double half = (quantile(values, 0.84) - quantile(values, 0.16)) / 2;
      assertThat(quantile(values, 0.5)).isCloseTo(masses[k], within(0.01 * masses[k]));
      assertThat(half / masses[k]).isCloseTo(widths[k], within(0.15 * widths[k]));
    }
  }

  @Test
  void theContinuumFallsSteeply() {
    double[] masses = values("m_jj", 0);
    int[] counts = new int[4];
    for (double mass : masses) {
      counts[Math.min(3, (int) ((mass - 2500) / 500))]++;
    }
    assertThat(counts[1]).isBetween(counts[0] / 4, counts[0] / 2);
    assertThat(counts[2]).isBetween(counts[1] / 4, counts[1] / 2);
  }

  @Test
  void substructureOfTheContinuumIsIndependentOfTheMassOfBothJetsAndMomentumIsNot() {
    double[] mass = values("m_jj", 0);
    for (String name :
        List.of("jet1_mass", "jet1_tau21", "jet1_tau32", "jet2_mass", "jet2_tau21", "jet2_tau32")) {
      double[] found = lowAgainstHigh(values(name, 0), mass);
      assertThat(found[0]).as(name).isLessThan(found[1]);
    }
    double[] found = lowAgainstHigh(values("jet1_pt", 0), mass);
    assertThat(found[0]).isGreaterThan(10 * found[1]);
  }

  private static double[] lowAgainstHigh(double[] values, double[] mass) {
    double[] low =
        IntStream.range(0, mass.length)
            .filter(i -> mass[i] < 2900)
            .mapToDouble(i -> values[i])
            .toArray();
    double[] high =
        IntStream.range(0, mass.length)
            .filter(i -> mass[i] >= 2900)
            .mapToDouble(i -> values[i])
            .toArray();
    return distance(low, high);
  }

  @Test
  void jetsOfTwoQuarksHaveTwoProngs() {
    assertThat(quantile(values("jet1_tau21", 1), 0.5)).isBetween(0.3, 0.4);
    assertThat(quantile(values("jet1_tau21", 0), 0.5)).isBetween(0.5, 0.65);
    assertThat(quantile(values("jet2_tau21", 0), 0.5)).isBetween(0.65, 0.8);
  }
}

package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

class CalorimeterResponseTest {
  private static final CalorimeterResponse CALORIMETER = new CalorimeterResponse();

  private static double energy(CalorimeterResponse of, double[] charges) {
    double sum = 0;
    for (int c = 0; c < charges.length; c++) {
      sum += (charges[c] - of.pedestal()) / of.gains().get(c);
    }
    return sum;
  }

  @Test
  void nothingIsLostWithoutFluctuations() {
    CalorimeterResponse perfect = CALORIMETER.with(0, 0);
    for (int i = 0; i < 50; i++) {
      CalorimeterResponse.Signal signal = perfect.signal(20 + i, 1, i);
      assertThat(energy(perfect, signal.charges())).isCloseTo(20 + i, within(1e-11));
    }
  }

  /// By its gains the energy is known to `10 % sqrt(E)` and the noise of three compartments.
  @Test
  void theResolutionIsTheSamplingTermAndTheNoise() {
    int n = 4000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double off = energy(CALORIMETER, CALORIMETER.signal(64, 2, i).charges()) - 64;
      sum += off;
      squares += off * off;
    }
    double noise = 0.8 * 0.8 * (1 / 25.0 + 1 / 16.0 + 1 / 6.25);
    double expected = Math.sqrt(0.01 * 64 + noise);
    assertThat(sum / n).isCloseTo(0, within(4 * expected / Math.sqrt(n)));
    assertThat(Math.sqrt(squares / n)).isCloseTo(expected, within(0.04 * expected));
  }

  @Test
  void hardShowersReachDeeper() {
    double soft = 0;
    double hard = 0;
    for (int i = 0; i < 500; i++) {
      soft += CALORIMETER.signal(5, 3, i).charges()[2] / 5;
      hard += CALORIMETER.signal(100, 3, i).charges()[2] / 100;
    }
    assertThat(hard).isGreaterThan(1.3 * soft);
  }

  @Test
  void aShowerIsAFunctionOfSeedAndNumber() {
    Table table = CALORIMETER.table(9, 40, 10, 100);
    assertThat(table.names()).containsExactly("energy", "charge1", "charge2", "charge3");
    double energy = table.numbers("energy").value(23);
    assertThat(energy).isBetween(10.0, 100.0);
    assertThat(table.numbers("charge2").value(23))
        .isEqualTo(CALORIMETER.signal(energy, 9, 23).charges()[1]);
    assertThat(CALORIMETER.table(9, 20, 10, 100).numbers("charge1").toDoubles())
        .isEqualTo(table.slice(0, 20).numbers("charge1").toDoubles());
  }

  @Test
  void saysWhatItCannotDo() {
    assertThatThrownBy(() -> CALORIMETER.signal(0, 1, 1)).hasMessageContaining("found 0.0");
    assertThatThrownBy(() -> CALORIMETER.table(1, 5, 10, 1)).hasMessageContaining("[5, 10.0, 1.0]");
  }
}

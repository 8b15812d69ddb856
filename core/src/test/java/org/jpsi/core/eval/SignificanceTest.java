package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SignificanceTest {
  @Test
  void isThatOfTheFormulaIn120DigitsFromNoSignalToNoBackground() throws IOException {
    int rows = 0;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    SignificanceTest.class.getResourceAsStream("significance.csv")),
                StandardCharsets.UTF_8))) {
      for (String line : in.lines().toList()) {
        String[] row = line.split(",");
        double expected = Double.parseDouble(row[3]);
        double found =
            Significance.asimov(
                Double.parseDouble(row[0]), Double.parseDouble(row[1]), Double.parseDouble(row[2]));
        assertThat(found).as(line).isCloseTo(expected, Percentage.withPercentage(1e-9));
        rows++;
      }
    }
    assertThat(rows).isEqualTo(576);
  }

  @Test
  void isThePublishedOne() {
    // arXiv:1007.1727, eq. 97, at s = b = 1: sqrt(4 ln 2 - 2)
    assertThat(Significance.asimov(1, 1, 0)).isCloseTo(0.8789, within(1e-4));
    // ROOT 6.40, RooStats::AsimovSignificance(10, 50, 5) and (10, 50, 0)
    assertThat(Significance.asimov(10, 50, 25)).isCloseTo(1.1073662678860068, within(1e-12));
    assertThat(Significance.asimov(10, 50, 0)).isCloseTo(1.3706154877552466, within(1e-12));
  }

  @Test
  void limitsAreWhatTheFormulaTendsTo() {
    assertThat(Significance.asimov(0, 5, 1)).isZero();
    assertThat(Significance.asimov(3, 0, 1)).isZero();
    assertThat(Significance.asimov(3, 1e-9, 1)).isLessThan(1e-3);
    assertThat(Significance.asimov(3, 0, 0)).isInfinite();
    assertThat(Significance.asimov(-1, 5, 0)).isNaN();
    assertThat(Significance.asimov(1, -5, 0)).isNaN();
    assertThat(Significance.asimov(1, 5, Double.NaN)).isNaN();
    assertThat(Significance.asimov(1e-9, 100, 0)).isCloseTo(1e-10, Percentage.withPercentage(1e-6));
  }

  @Test
  void slopesAreThoseOfFiniteDifferences() {
    double[][] points = {
      {5, 10, 0.4, 0.1}, {3, 1000, 30, 0}, {200, 7, 0, 0.3}, {0.01, 50, 4, 0.05}
    };
    for (double[] p : points) {
      Significance.Slopes found = Significance.Slopes.of(p[0], p[1], p[2], p[3]);
      assertThat(found.byS())
          .isCloseTo((z2(p, 1e-5, 0, 0) - z2(p, -1e-5, 0, 0)) / (2e-5 * p[0]), withPart(1e-6));
      assertThat(found.byB())
          .isCloseTo((z2(p, 0, 3e-4, 0) - z2(p, 0, -3e-4, 0)) / (6e-4 * p[1]), withPart(1e-5));
      if (p[2] > 0) {
        assertThat(found.bySquares())
            .isCloseTo((z2(p, 0, 0, 3e-4) - z2(p, 0, 0, -3e-4)) / (6e-4 * p[2]), withPart(1e-5));
      }
    }
  }

  private static Percentage withPart(double part) {
    return Percentage.withPercentage(100 * part);
  }

  private static double z2(double[] p, double s, double b, double squares) {
    double back = p[1] * (1 + b);
    double variance = p[3] * back * p[3] * back + p[2] * (1 + squares);
    double z = Significance.asimov(p[0] * (1 + s), back, variance);
    return z * z;
  }
}

package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContourLinesTest {
  private static double[][] grid(double[] x, double[] y) {
    double[][] z = new double[y.length][x.length];
    for (int r = 0; r < y.length; r++) {
      for (int c = 0; c < x.length; c++) {
        z[r][c] = x[c] * x[c] + y[r] * y[r];
      }
    }
    return z;
  }

  @Test
  void aBowlIsCutInOneClosedCircle() {
    double[] x = Chart.range(-2, 2, 81);
    List<List<double[]>> lines = new ContourLines(x, x, grid(x, x)).at(1);
    assertThat(lines).hasSize(1);
    List<double[]> circle = lines.getFirst();
    assertThat(circle.getFirst()).isEqualTo(circle.getLast());
    for (double[] point : circle) {
      assertThat(Math.hypot(point[0], point[1])).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void aLineThatLeavesTheGridIsOneOpenLineAndNaNIsPassedBy() {
    double[] x = {0, 1, 2, 3};
    double[] y = {0, 1};
    List<List<double[]>> lines =
        new ContourLines(x, y, new double[][] {{0, 0, 0, 0}, {2, 2, 2, 2}}).at(0.5);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).hasSize(4);
    assertThat(lines.getFirst()).allMatch(point -> point[1] == 0.25);
    double[][] hole = {{0, Double.NaN, 0, 0}, {2, 2, 2, 2}};
    assertThat(new ContourLines(x, y, hole).at(0.5)).hasSize(1);
    assertThat(new ContourLines(x, y, hole).at(7)).isEmpty();
  }
}

package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static List<List<double[]>> square(double height, double... corners) {
    double[][] z = {{corners[0], corners[1]}, {corners[2], corners[3]}};
    return new ContourLines(new double[] {10, 20}, new double[] {1, 3}, z).at(height);
  }

  /// Corners of one square (lower left, lower right, upper left, upper right), the height, and the
  /// ends of the lines through it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 0 0 | 1 | ",
        "2 2 2 2 | 1 | ",
        "0 4 0 4 | 1 | 12.5 1 12.5 3",
        "0 0 4 4 | 1 | 20 1.5 10 1.5",
        "4 0 0 0 | 1 | 17.5 1 10 2.5",
        "0 4 0 0 | 3 | 17.5 1 20 1.5",
        "0 0 4 0 | 2 | 15 3 10 2",
        "0 0 0 4 | 2 | 20 2 15 3",
        "0 2 2 0 | 1 | 15 1 20 2 ; 15 3 10 2",
        "NaN 4 0 4 | 1 | ",
        "1 1 1 1 | 1 | ",
        "0 1 0 1 | 1 | 20 1 20 3"
      })
  void aLineGoesThroughTheSidesThatItsHeightCrosses(String corners, double height, String ends) {
    double[] z = Arrays.stream(corners.split(" ")).mapToDouble(Double::parseDouble).toArray();
    String found =
        square(height, z).stream()
            .map(line ->
                line.stream()
                    .map(p -> Svg.number(p[0]) + " " + Svg.number(p[1]))
                    .collect(Collectors.joining(" ")))
            .collect(Collectors.joining(" ; "));
    assertThat(found).isEqualTo(ends == null ? "" : ends);
  }

  @Test
  void linesThatMeetAreOneWhicheverPieceIsFoundFirst() {
    double[] x = {0, 1, 2, 3};
    double[] y = {0, 1, 2};
    double[][] z = {{0, 0, 0, 0}, {0, 2, 2, 0}, {0, 0, 0, 0}};
    List<List<double[]>> lines = new ContourLines(x, y, z).at(1);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().getFirst()).isEqualTo(lines.getFirst().getLast());
    assertThat(lines.getFirst()).hasSize(7);
    double[][] two = {{2, 0, 0, 2}, {2, 0, 0, 2}, {2, 0, 0, 2}};
    assertThat(new ContourLines(x, y, two).at(1)).hasSize(2).allMatch(line -> line.size() == 3);
  }
}

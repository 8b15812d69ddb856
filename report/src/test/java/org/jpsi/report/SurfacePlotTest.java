package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurfacePlotTest {
  private static final double[] X = {0, 1, 2};
  private static final double[] Y = {0, 10};

  private static SurfacePlot relief() {
    return SurfacePlot.of("Loss")
        .axes("w1", "w2", "loss")
        .heights(X, Y, new double[][] {{0, 1, 4}, {1, 2, Double.POSITIVE_INFINITY}});
  }

  @Test
  void theSameLandscapeGivesTheSamePictureWithASquareForEachOfTheGrid() {
    String svg = relief().svg();
    assertThat(svg).isEqualTo(relief().svg()).doesNotContain("NaN", "Infinity");
    assertThat(Pattern.compile("M[^\"zM]*z").matcher(svg).results().count()).isEqualTo(2 + 1);
    assertThat(svg).contains("w1", "0 to 2", "w2", "0 to 10", "loss, to 4");
    assertThat(relief().description()).isEqualTo("Loss (loss over w1 and w2), from 0.00 to 4.00");
  }

  @Test
  void whatIsOfAPathBesideTheGroundIsLeftOut() {
    String inside = relief().path(new double[] {0, 1}, new double[] {0, 5}, new double[2]).svg();
    assertThat(inside).contains("<circle");
    String outside = relief().path(new double[] {9}, new double[] {0}, new double[1]).svg();
    assertThat(outside).doesNotContain("<circle");
  }

  @Test
  void highPlacesAreDrawnHigher() {
    String flat = relief().heights(X, Y, new double[2][3], 0, 1).view(0, 45).svg();
    String hill = relief().heights(X, Y, new double[][] {{1, 1, 1}, {1, 1, 1}}, 0, 1).svg();
    assertThat(flat).contains("#ffffff").doesNotContain("#08306b");
    assertThat(hill).contains("#08306b").doesNotContain("fill=\"#ffffff\"");
  }

  @Test
  void aGridWithoutSquaresIsRefused() {
    assertThatThrownBy(() -> SurfacePlot.of("").heights(new double[1], Y, new double[2][1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "SurfacePlot: expected a grid of 2 x 2 heights or more, found 1 x, 2 y and 2 rows");
  }

  /// Corners of the squares as drawn, in pixels below the title, each square from its first corner.
  private static List<double[][]> squares(String svg) {
    List<double[][]> all = new ArrayList<>();
    Matcher square =
        Pattern.compile("M(\\S+) (\\S+)l(\\S+) (\\S+) (\\S+) (\\S+) (\\S+) ([^z]+)z").matcher(svg);
    while (square.find()) {
      double[][] corners = new double[4][2];
      for (int i = 0; i < 8; i++) {
        double step = Double.parseDouble(square.group(i + 1));
        corners[i / 2][i % 2] = step + (i > 1 ? corners[i / 2 - 1][i % 2] : 0);
      }
      all.add(corners);
    }
    return all;
  }

  private static SurfacePlot flat(double height) {
    double[][] z = {{height, height, height}, {height, height, height}};
    return SurfacePlot.of("").size(300, 200).heights(X, Y, z, 0, 1);
  }

  @Test
  void seenFromStraightAboveTheGroundIsASquareAroundTheMiddle() {
    // 300 - 2 x 50 across, 200 - 24 - 34 down: the smaller decides
    List<double[][]> squares = squares(flat(0).view(0, 90).svg());
    assertThat(squares).hasSize(2);
    double[][] left = squares.getFirst();
    double[][] right = squares.getLast();
    assertThat(left[0]).containsExactly(150 - 71, 95 + 71);
    assertThat(left[1]).containsExactly(150, 95 + 71);
    assertThat(left[2]).containsExactly(new double[] {150, 95 - 71}, within(0.11));
    assertThat(right[1]).containsExactly(new double[] {150 + 71, 95 + 71}, within(0.11));
  }

  @Test
  void seenFromTheHorizonHeightIsAllThereIs() {
    double[][] low = squares(flat(0).view(0, 0).svg()).getFirst();
    double[][] high = squares(flat(1).view(0, 0).svg()).getFirst();
    double tall = low[0][1] - high[0][1];
    // as wide as there is room for: 200 pixels, and 0.62 of it high
    assertThat(tall).isCloseTo(0.62 * 200, within(0.11));
    assertThat(low[1][1]).isEqualTo(low[2][1]);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.25, 0.25", "1, 1", "7, 1", "-3, 0", "Infinity, 1", "NaN, 1"})
  void heightsBeyondWhatIsShownAreDrawnAtItsEnds(double height, double shown) {
    assertThat(flat(height).view(20, 30).svg()).isEqualTo(flat(shown).view(20, 30).svg());
  }

  @ParameterizedTest
  @ValueSource(doubles = {20, 110, 200, 290})
  void farSquaresAreDrawnBeforeNearOnes(double azimuth) {
    double[] x = {0, 1, 2};
    double[][] z = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}};
    String svg = SurfacePlot.of("").heights(x, x, z, 0, 1).view(azimuth, 30).svg();
    List<double[][]> squares = squares(svg);
    assertThat(squares).hasSize(4);
    double before = -1;
    for (double[][] square : List.of(squares.getFirst(), squares.getLast())) {
      double lowest = Arrays.stream(square).mapToDouble(p -> p[1]).max().orElseThrow();
      assertThat(lowest).isGreaterThan(before);
      before = lowest;
    }
  }

  @Test
  void aShadeIsTheMeanOfItsFourCorners() {
    double[][] z = {{0, 0, 1}, {0, 1, 1}};
    String svg = SurfacePlot.of("").heights(X, Y, z, 0, 1).view(0, 45).svg();
    assertThat(svg)
        .contains(String.format(Locale.ROOT, "#%06x", ColorMap.SEQUENTIAL.at(0.25)))
        .contains(String.format(Locale.ROOT, "#%06x", ColorMap.SEQUENTIAL.at(0.75)));
  }

  @Test
  void aPathEndsInADotAtItsLastPointOnTheGround() {
    double[] at = {0, 1};
    String svg = flat(0).view(0, 90).path(at, new double[] {0, 5}, new double[2]).svg();
    assertThat(svg).contains("translate(150 95)", "d=\"M79 166L150 95\"", Palette.VERMILLION);
  }

  @Test
  void withoutAnythingThereIsAnEmptyGround() {
    ChartTest.parse(SurfacePlot.of("<T>").svg());
    assertThat(SurfacePlot.of("<T>")).hasToString("<T> ( over  and ), from 0.00 to 1.00");
    double[][] equal = {{3, 3, 3}, {3, 3, 3}};
    assertThat(SurfacePlot.of("").heights(X, Y, equal).description()).contains("from 3.00 to 4.00");
    double[][] none = {{Double.NaN, 1, 1}, {1, 1, 1}};
    ChartTest.parse(SurfacePlot.of("").heights(X, Y, none).svg());
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 1", "2, 2, 1", "1, 2, 2"})
  void aGridThatDoesNotFitIsRefused(int x, int y, int rows) {
    assertThatThrownBy(() ->
            SurfacePlot.of("").heights(new double[x], new double[y], new double[rows][x], 0, 1))
        .hasMessage(
            "SurfacePlot: expected a grid of 2 x 2 heights or more, found "
                + (x + " x, " + y + " y and " + rows + " rows"));
  }
}

package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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
}

package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jpsi.report.PlotReader.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a chart shows, read off its axes.
class ChartLayersTest {
  private static final double[] X = {0, 5, 10};
  private static final double[] Y = {0, 20, 10};

  private static PlotReader read(Chart chart) {
    return PlotReader.of(chart.svg());
  }

  private static void at(Mark mark, int point, double x, double y) {
    assertThat(mark.x(point)).isCloseTo(x, within(0.02));
    assertThat(mark.y(point)).isCloseTo(y, within(0.04));
  }

  @Test
  void pointsStandAtTheirNumbers() {
    List<Mark> points = read(Chart.of("").points("p", X, Y)).marks("circle");
    assertThat(points).hasSize(3);
    for (int i = 0; i < 3; i++) {
      at(points.get(i), 0, X[i], Y[i]);
    }
  }

  @Test
  void linesArePutInTheOrderOfXAndPathsAreNot() {
    double[] back = {10, 0, 5};
    double[] y = {10, 0, 20};
    Mark line = read(Chart.of("").line("l", back, y)).marks("path").getFirst();
    Mark path = read(Chart.of("").path("p", back, y)).marks("path").getFirst();
    at(line, line.points().length - 1, 10, 10);
    at(path, path.points().length - 1, 5, 20);
    assertThat(line.dashed()).isFalse();
    assertThat(read(Chart.of("").dashed("d", back, y)).marks("path").getFirst().dashed()).isTrue();
  }

  @Test
  void anErrorIsOneStandardDeviationUpAndDown() {
    PlotReader plot = read(Chart.of("").errors("e", X, Y, new double[] {1, 2, 3}));
    List<Mark> lines = plot.marks("line");
    for (int i = 0; i < 3; i++) {
      assertThat(lines.get(i).x(0)).isCloseTo(X[i], within(0.02));
      assertThat(Math.abs(lines.get(i).y(0) - lines.get(i).y(1))).isCloseTo(2 * i + 2, within(0.1));
      at(plot.marks("circle").get(i), 0, X[i], Y[i]);
    }
  }

  @Test
  void aBandLiesBetweenItsCurves() {
    double[] low = {0, 1, 2};
    double[] high = {10, 11, 12};
    List<Mark> band = read(Chart.of("").band("b", X, low, high)).marks("path", Palette.BLUE);
    for (int i = 0; i < 3; i++) {
      assertThat(band.getFirst().passes(X[i], low[i], 0.05, 0.05)).isTrue();
      assertThat(band.getFirst().passes(X[i], high[i], 0.05, 0.05)).isTrue();
    }
    assertThat(band.getFirst().passes(5, 6, 0.5, 0.5)).isFalse();
  }

  @Test
  void aFunctionIsDrawnFromEndToEnd() {
    Mark line = read(Chart.of("").function("f", -2, 2, x -> x * x)).marks("path").getFirst();
    assertThat(line.x(0)).isCloseTo(-2, within(0.01));
    assertThat(line.x(line.points().length - 1)).isCloseTo(2, within(0.01));
    assertThat(line.passes(1, 1, 0.02, 0.02)).isTrue();
    assertThat(line.passes(0, 0, 0.05, 0.02)).isTrue();
  }

  @Test
  void aHistogramSumsWeightsInItsBins() {
    double[] values = {0.5, 0.6, 1.5, 3.5, 9, -1};
    Mark count = read(Chart.of("").histogram("h", values, 0, 4, 4)).marks("path").getFirst();
    double[] tops = {2, 1, 0, 1};
    for (int b = 0; b < 4; b++) {
      assertThat(count.passes(b + 0.5, tops[b], 0.05, 0.02)).as("bin " + b).isTrue();
    }
    double[] weights = {1, 2, -1, 0.5, 7, 7};
    Mark sums =
        read(Chart.of("").histogram("h", values, weights, 0, 4, 4)).marks("path").getFirst();
    double[] weighted = {3, -1, 0, 0.5};
    for (int b = 0; b < 4; b++) {
      assertThat(sums.passes(b + 0.5, weighted[b], 0.05, 0.03)).as("bin " + b).isTrue();
    }
  }

  @Test
  void aShapeHasUnitAreaOfWhatLiesInside() {
    double[] values = {0.5, 0.6, 1.5, 4, 9, -1};
    Mark shape = read(Chart.of("").shape("s", values, 0, 4, 8)).marks("path").getFirst();
    // four inside, bins of 1/2: one value is 1 / (4 x 1/2)
    assertThat(shape.passes(0.75, 1, 0.03, 0.01)).isTrue();
    assertThat(shape.passes(1.75, 0.5, 0.03, 0.01)).isTrue();
    assertThat(shape.passes(3.75, 0.5, 0.03, 0.01)).as("its upper edge is inside").isTrue();
    ChartTest.parse(Chart.of("").shape("s", new double[] {9}, 0, 4, 8).svg());
    ChartTest.parse(Chart.of("").shape("s", new double[0], 0, 4, 8).svg());
  }

  @Test
  void barsAreAsHighAsTheirNumbers() {
    PlotReader plot = read(Chart.of("").bars(List.of("b", "a"), 3, 6));
    List<Mark> bars =
        plot.marks("rect").stream().sorted(Comparator.comparingDouble(b -> b.x(0))).toList();
    assertThat(plot.ticksAcross()).containsExactly("b", "a");
    double first = Math.abs(bars.get(0).y(1) - bars.get(0).y(0));
    assertThat(Math.abs(bars.get(1).y(1) - bars.get(1).y(0))).isCloseTo(2 * first, within(0.02));
    assertThat(first).isCloseTo(3, within(0.02));
  }

  @Test
  void rulesAndLabelsStandWhereTheyAreAskedFor() {
    PlotReader plot =
        read(Chart.of("").points("p", X, Y).vertical(2.5).horizontal(12).label(5, 10, "<here>"));
    List<Mark> rules = plot.marks("line");
    assertThat(rules).hasSize(2).allMatch(Mark::dashed);
    assertThat(rules.get(0).x(0)).isCloseTo(2.5, within(0.02)).isEqualTo(rules.get(0).x(1));
    assertThat(rules.get(1).y(0)).isCloseTo(12, within(0.04)).isEqualTo(rules.get(1).y(1));
    assertThat(plot.texts()).contains("<here>");
  }

  @Test
  void contoursAreDrawnAtTheirHeights() {
    double[][] z = {{0, 4}, {0, 4}};
    List<Mark> lines =
        read(Chart.of("")
                .points("", X, Y)
                .contours(new double[] {0, 8}, new double[] {0, 9}, z, 1, 3, 7))
            .marks("path");
    assertThat(lines).hasSize(2);
    at(lines.get(0), 0, 2, 0);
    at(lines.get(1), 0, 6, 0);
  }

  @Test
  void anArrowGoesFromItsPointToTheOther() {
    double[] one = {1};
    Mark arrow =
        read(Chart.of("")
                .points("p", X, Y)
                .arrows("a", one, new double[] {2}, new double[] {8}, new double[] {15}))
            .marks("line")
            .getFirst();
    at(arrow, 0, 1, 2);
    assertThat(arrow.x(1)).isCloseTo(8, within(0.3));
  }

  @Test
  void limitsAndTicksAreThoseAskedFor() {
    PlotReader plot =
        read(Chart.of("").points("p", X, Y).xRange(-10, 30).ticks("x", -5, 0.5, 25).ticks("y", 7));
    assertThat(plot.ticksAcross()).containsExactly("-5", "0.5", "25");
    assertThat(plot.ticksUp()).containsExactly("7");
    PlotReader up = read(Chart.of("").points("p", X, Y).yRange(-100, 100));
    assertThat(up.ticksUp().getFirst()).isEqualTo("-100");
    assertThat(up.ticksUp().getLast()).isEqualTo("100");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-30, 1, 1e30, 1e300})
  void numbersOfAnySizeAreDrawnAndRead(double size) {
    double[] y = {0, size, 2 * size};
    String svg = Chart.of("").points("p", X, y).line("l", X, y).svg();
    ChartTest.parse(svg);
    assertThat(svg).doesNotContain("NaN", "Infinity");
  }

  @Test
  void nothingOneNumberAndAllEqualAreDrawn() {
    for (double[] x : List.of(new double[0], new double[] {3}, new double[] {3, 3, 3})) {
      Chart chart = Chart.of("").points("p", x, x).line("l", x, x).histogram("h", x, 0, 5, 5);
      ChartTest.parse(chart.band("b", x, x, x).svg());
    }
  }

  private static BufferedImage image(Chart chart) throws Exception {
    Matcher data = Pattern.compile("data:image/png;base64,([^\"]+)").matcher(chart.svg());
    assertThat(data.find()).isTrue();
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data.group(1))));
  }

  @Test
  void aHeatMapHasItsRowsFromBelowInItsColors() throws Exception {
    double[] two = {1, 2};
    double[] three = {1, 2, 3};
    double[][] z = {{0, 1, 2}, {3, 4, Double.NaN}};
    BufferedImage seen = image(Chart.of("").heat(three, two, z));
    assertThat(seen.getWidth()).isEqualTo(3);
    assertThat(seen.getHeight()).isEqualTo(2);
    double[][] shares = {{0.75, 1, 0}, {0, 0.25, 0.5}};
    for (int r = 0; r < 2; r++) {
      for (int c = 0; c < 3; c++) {
        assertThat(share(ColorMap.SEQUENTIAL, seen.getRGB(c, r)))
            .as("row " + r + ", column " + c)
            .isCloseTo(shares[r][c], within(0.04));
      }
    }
    BufferedImage sides = image(Chart.of("").divergingHeat(three, two, z, 0, 4));
    assertThat(sides.getRGB(0, 1) & 0xFFFFFF).isEqualTo(0xD55E00);
    assertThat(sides.getRGB(1, 0) & 0xFFFFFF).isEqualTo(0x0072B2);
    assertThat(share(ColorMap.DIVERGING, sides.getRGB(2, 1))).isCloseTo(0.5, within(0.04));
  }

  /// Where in a color map a color is. lets-plot's greys are equally bright steps, not equal
  /// numbers, which moves a color by up to 0.034 of the range.
  private static double share(ColorMap map, int color) {
    double best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i <= 1000; i++) {
      int apart = 0;
      for (int shift = 16; shift >= 0; shift -= 8) {
        apart += Math.abs((map.at(i / 1000.0) >> shift & 0xFF) - (color >> shift & 0xFF));
      }
      if (apart < least) {
        least = apart;
        best = i / 1000.0;
      }
    }
    return best;
  }

  @ParameterizedTest
  @CsvSource({"1, #0072B2", "2, #D55E00", "3, #009E73", "9, #0072B2"})
  void namesTakeTheColorsOfThePaletteInTurn(int number, String color) {
    Chart chart = Chart.of("");
    for (int i = 1; i <= number; i++) {
      chart.line("", X, Y).points("name " + i, X, new double[] {i, i, i});
    }
    List<Mark> points = read(chart).marks("circle");
    assertThat(points.getLast().color()).isEqualTo(color);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "a\u0000b",
        "\u202Eright to left עברית",
        "\\(x^2\\)",
        "$1 \\ %s"
      })
  void anyNameIsWrittenButForItsControls(String name) {
    String svg = Chart.of(name).axes(name, name).line(name, X, Y).label(1, 1, name).svg();
    var document = ChartTest.parse(svg);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(name.replace('\0', '\uFFFD').replace('\u202E', '\uFFFD'));
    ChartTest.parse(Chart.of("").bars(List.of(name, "x".repeat(2_000)), 1, 2).svg());
  }

  @Test
  void manyPointsAreFainter() {
    double[] many = Chart.range(0, 1, 401);
    double[] some = Chart.range(0, 1, 400);
    assertThat(Chart.of("").points("p", many, many).svg()).contains("fill-opacity=\"0.6\"");
    assertThat(Chart.of("").points("p", some, some).svg()).contains("fill-opacity=\"0.9\"");
  }
}

package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class HeatMapTest {
  private static Element draw(HeatMap map) {
    return ChartTest.parse(map.svg("i", "T", "d")).getDocumentElement();
  }

  private static Element one(double value, boolean diverging, int digits) {
    return draw(
        new HeatMap(
            List.of("r"), List.of("c"), "", "", new double[][] {{value}}, diverging, digits));
  }

  /// The squares, without the white ground.
  private static List<Element> squares(Element svg) {
    List<Element> rects = PlotReader.elements(svg, "rect");
    return rects.subList(1, rects.size());
  }

  private static double number(Element e, String name) {
    return Double.parseDouble(e.getAttribute(name));
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, #f4f6f8",
    "100, true, #d55e00",
    "-100, true, #0072b2",
    "50, true, #e5aa7c",
    "-50, true, #7ab4d5",
    "250, true, #d55e00",
    "-250, true, #0072b2",
    "0, false, #f4f6f8",
    "100, false, #0072b2",
    "50, false, #7ab4d5"
  })
  void zeroIsWhiteAndSignsHaveTheirColors(double value, boolean diverging, String color) {
    assertThat(squares(one(value, diverging, 0)).getFirst().getAttribute("fill")).isEqualTo(color);
  }

  @ParameterizedTest
  @CsvSource({
    "12.345, 0, 12",
    "12.345, 1, 12.3",
    "99.95, 1, 100.0",
    "-0.4, 0, 0",
    "-0.04, 1, 0.0",
    "-0.5, 0, -1",
    "-7, 0, -7",
    "100, 0, 100"
  })
  void aSquareHasItsNumberRoundedAndNoNegativeZero(double value, int digits, String text) {
    List<Element> texts = PlotReader.elements(one(value, true, digits), "text");
    assertThat(texts.stream().map(Element::getTextContent)).contains(text);
  }

  @ParameterizedTest
  @CsvSource({"60, #30343b", "60.5, white", "-60.5, white", "0, #30343b"})
  void numbersOnDarkSquaresAreWhite(double value, String ink) {
    Element number =
        PlotReader.elements(one(value, true, 0), "text").stream()
            .filter(text -> text.hasAttribute("fill"))
            .findFirst()
            .orElseThrow();
    assertThat(number.getAttribute("fill")).isEqualTo(ink);
  }

  @Test
  void rowsGoDownAndColumnsAcross() {
    Element svg =
        draw(
            new HeatMap(
                List.of("r0", "r1"),
                List.of("c0", "c1", "c2"),
                "across",
                "down",
                new double[][] {{0, 10, 20}, {30, 40, Double.NaN}},
                false,
                0));
    List<Element> squares = squares(svg);
    assertThat(squares).as("NaN has none").hasSize(5);
    List<String> texts =
        PlotReader.elements(svg, "text").stream().map(Element::getTextContent).toList();
    assertThat(texts)
        .containsExactly(
            "r0", "0", "10", "20", "r1", "30", "40", "c0", "c1", "c2", "across", "down");
    double cell = number(squares.get(1), "x") - number(squares.get(0), "x");
    assertThat(cell).isEqualTo(62);
    assertThat(number(squares.get(3), "y") - number(squares.get(0), "y")).isEqualTo(cell);
    assertThat(number(squares.get(0), "y")).isEqualTo(12);
    assertThat(number(squares.get(3), "x")).isEqualTo(number(squares.get(0), "x"));
    assertThat(number(squares.get(0), "width")).isEqualTo(cell - 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 62", "6, 62", "7, 60", "14, 30", "15, 28", "24, 17.5", "25, 17", "80, 17"})
  void squaresShrinkWithTheirNumberButNotBeyondWhatOneSees(int n, double cell) {
    List<String> names = IntStream.range(0, n).mapToObj(i -> "n" + i).toList();
    Element svg = draw(new HeatMap(names, names, "", "", new double[n][n], true, 0));
    assertThat(number(squares(svg).getFirst(), "width")).isCloseTo(cell - 1, within(0.01));
    long numbers =
        PlotReader.elements(svg, "text").stream()
            .filter(t -> t.getAttribute("fill").equals(PlotSpec.INK))
            .count();
    assertThat(numbers).as("numbers in squares").isEqualTo(n <= 14 ? (long) n * n : 0);
  }

  @Test
  void longNamesStandUprightBelowAndHaveRoom() {
    String longName = "a".repeat(40);
    Element svg =
        draw(new HeatMap(List.of("r"), List.of(longName), "", "", new double[][] {{1}}, false, 0));
    Element name = PlotReader.elements(svg, "text").getLast();
    assertThat(name.getTextContent()).isEqualTo(longName);
    assertThat(name.getAttribute("transform")).endsWith("rotate(-90)");
    assertThat(number(svg, "height")).isGreaterThan(62 + 6.6 * 40);
    Element small =
        draw(new HeatMap(List.of("r"), List.of("c"), "", "", new double[1][1], false, 0));
    assertThat(number(small, "height")).isEqualTo(12 + 62 + 28);
    assertThat(PlotReader.elements(small, "text").getLast().getAttribute("transform"))
        .doesNotContain("rotate");
  }

  @Test
  void adivergingMapHasItsScaleFromMinusHundredToHundred() {
    Element svg = one(0, true, 0);
    List<Element> all = squares(svg);
    List<Element> steps = all.subList(1, all.size());
    assertThat(steps).hasSize(40);
    assertThat(steps.getFirst().getAttribute("fill")).isEqualTo("#d66206");
    assertThat(steps.getLast().getAttribute("fill")).isEqualTo("#0675b4");
    List<String> texts =
        PlotReader.elements(svg, "text").stream().map(Element::getTextContent).toList();
    assertThat(texts).containsSubsequence("-100 %", "-50 %", "0 %", "50 %", "100 %");
    double top = number(steps.getFirst(), "y");
    for (Element text : PlotReader.elements(svg, "text")) {
      if (text.getTextContent().equals("100 %")) {
        assertThat(text.getAttribute("transform")).endsWith(" " + Svg.number(top) + ")");
      }
    }
    assertThat(squares(one(0, false, 0))).hasSize(1);
  }

  @Test
  void namesMayHoldAnything() {
    String evil = "<script>\u0000 & \"'";
    Element svg =
        draw(new HeatMap(List.of(evil), List.of(evil), evil, evil, new double[1][1], true, 0));
    assertThat(PlotReader.elements(svg, "script")).isEmpty();
    assertThat(PlotReader.elements(svg, "text").getFirst().getTextContent())
        .isEqualTo("<script>\uFFFD & \"'");
  }
}

package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvgTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "0.004, 0",
    "-0.004, 0",
    "0.005, 0.01",
    "0.05, 0.05",
    "0.5, 0.5",
    "0.55, 0.55",
    "-0.5, -0.5",
    "-1.05, -1.05",
    "12.3, 12.3",
    "12.999, 13",
    "1234567, 1234567",
    "-7, -7",
    "1e300, 92233720368547758.07",
    "NaN, 0"
  })
  void aNumberHasTwoDigitsAfterThePointAtMost(double value, String text) {
    assertThat(Svg.number(value)).isEqualTo(text);
  }

  private static PlotSpec plot(String axis) {
    return PlotSpec.of(300, 200)
        .axes(axis, "y")
        .layer(
            "line",
            PlotSpec.map("x", List.of(0, 1.123456789), "y", List.of(0, 1)),
            PlotSpec.map("x", "x", "y", "y"));
  }

  @Test
  void onlyNumbersInTagsAreShortenedNotThoseThatAreWritten() {
    String svg = Svg.of("id", "t", "d", plot("cut at 0.123456789 class=\"axis\" xlink:href=1"));
    assertThat(PlotReader.of(svg).texts())
        .contains("cut at 0.123456789 class=\"axis\" xlink:href=1");
    for (String tag :
        Pattern.compile("<[^>]*>").matcher(svg).results().map(r -> r.group()).toList()) {
      assertThat(tag).doesNotContainPattern("\\d\\.\\d{3}");
    }
  }

  @Test
  void allThatIsNamedInAFigureHasItsNameFromTheFigures() {
    String svg = Svg.of("mine", "t", "d", plot("x"));
    Set<String> ids = new TreeSet<>();
    Pattern.compile(" id=\"([^\"]+)\"").matcher(svg).results().forEach(r -> ids.add(r.group(1)));
    assertThat(ids).allMatch(id -> id.startsWith("mine-")).hasSizeGreaterThan(2);
    Pattern.compile("url\\(#([^)]+)\\)")
        .matcher(svg)
        .results()
        .forEach(r -> assertThat(ids).contains(r.group(1)));
    assertThat(svg).doesNotContain("<style", "clip-bounds", " class=");
  }

  @Test
  void aFigureSaysWhatItIsToThoseWhoDoNotSeeIt() {
    var svg = ChartTest.parse(Svg.of("i", "a < b", "c & d", plot("x"))).getDocumentElement();
    assertThat(svg.getAttribute("role")).isEqualTo("img");
    assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("i-title i-desc");
    assertThat(svg.getFirstChild().getTextContent()).isEqualTo("a < b");
    assertThat(svg.getFirstChild().getNextSibling().getTextContent()).isEqualTo("c & d");
    assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 300 200");
  }

  @Test
  void anEmptyGroupWithinAGroupTakesNoTagWithIt() {
    // perfect predictions: one bin, points of one place
    PlotSpec plot =
        PlotSpec.of(300, 200)
            .layer(
                "polygon",
                PlotSpec.map("x", List.of(0, 0, 1, 1), "y", List.of(0, 1, 1, 0)),
                PlotSpec.map("x", "x", "y", "y"))
            .layer(
                "path",
                PlotSpec.map("x", List.of(), "y", List.of()),
                PlotSpec.map("x", "x", "y", "y"));
    ChartTest.parse(Svg.of("i", "t", "d", plot));
  }

  @Test
  void aRasterWhereNoneIsExpectedIsRefused() {
    PlotSpec plot =
        PlotSpec.of(100, 100)
            .layer(
                "raster",
                PlotSpec.map(
                    "x", List.of(0, 1, 0, 1), "y", List.of(0, 0, 1, 1), "z", List.of(0, 1, 1, 0)),
                PlotSpec.map("x", "x", "y", "y", "fill", "z"));
    assertThatThrownBy(() -> Svg.of("i", "t", "d", plot))
        .hasStackTraceContaining("a figure holds a raster image");
  }

  @Test
  void differentTextsHaveDifferentNamesOfLettersAndDigits() {
    assertThat(Svg.id("")).isEqualTo("fcbf29ce484222325");
    assertThat(Svg.id("a")).isEqualTo("faf63dc4c8601ec8c"); // of the reference of FNV-1a
    assertThat(Svg.id("b")).isNotEqualTo(Svg.id("a")).matches("[a-z0-9]+");
  }

  @Test
  void manyThreadsDrawTheSame() throws Exception {
    String svg = Svg.of("i", "t", "d", plot("x"));
    try (var pool = Executors.newFixedThreadPool(4)) {
      Callable<String> draw = () -> Svg.of("i", "t", "d", plot("x"));
      for (Future<String> drawn : pool.invokeAll(List.of(draw, draw, draw, draw, draw, draw))) {
        assertThat(drawn.get()).isEqualTo(svg);
      }
    }
  }

  @Test
  void aTitledFigureIsMovedDownByItsTitle() {
    String inner = Svg.open("i", "t", "d", 100, 50) + "</svg>\n";
    var svg = ChartTest.parse(Svg.titled("i", "T & U", "d", 100, 50, inner)).getDocumentElement();
    assertThat(svg.getAttribute("height")).isEqualTo("76");
    assertThat(PlotReader.elements(svg, "svg").getFirst().getAttribute("y")).isEqualTo("26");
    assertThat(PlotReader.elements(svg, "text").getFirst().getTextContent()).isEqualTo("T & U");
  }
}

package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ChartTest {
  private static final double[] X = {1, 2, 3};
  private static final double[] Y = {2, 1, 4};

  /// One of everything.
  private static Chart everything() {
    return Chart.of("All < of it & \"more\"")
        .axes("mass [GeV]", "events")
        .color("line", "#123456")
        .line("line", X, Y)
        .dashed("dashed", X, Y)
        .path("path", X, Y)
        .points("points", X, Y)
        .errors("errors", X, Y, new double[] {0.1, 0.2, 0.3})
        .band("band", X, new double[] {0, 0, 0}, Y)
        .function("function", 1, 3, x -> x * x)
        .histogram("histogram", X, 0, 4, 4)
        .shape("shape", X, 0, 4, 4)
        .arrows("arrows", X, Y, Y, X)
        .contours(new double[] {1, 2}, new double[] {1, 2}, new double[][] {{0, 1}, {1, 2}}, 0.5)
        .vertical(2)
        .horizontal(1)
        .label(2, 2, "here & there");
  }

  static Document parse(String svg) {
    try {
      // a prefix that nobody declared is no fault to a parser that knows of none
      return DocumentBuilderFactory.newNSInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
    } catch (Exception e) {
      throw new AssertionError(svg, e);
    }
  }

  private static long count(String what, String svg) {
    return Pattern.compile(what).matcher(svg).results().count();
  }

  @Test
  void theSameChartGivesTheSameWellFormedText() {
    String svg = everything().svg();
    assertThat(everything().svg()).isEqualTo(svg);
    Document document = parse(svg);
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("All < of it & \"more\"");
    assertThat(svg).doesNotContain("NaN", "Infinity", "<style");
  }

  @Test
  void theSameChartGivesTheSameTextInAnyCountry() {
    String svg = everything().svg();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(everything().svg()).isEqualTo(svg);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theLegendHasEveryNameOnceInItsOrder() {
    String svg = everything().svg();
    List<String> names =
        List.of("line", "dashed", "path", "points", "errors", "band", "function", "histogram");
    List<Integer> places = names.stream().map(name -> svg.indexOf(">" + name + "<")).toList();
    assertThat(places).allMatch(place -> place > 0).isSorted();
    assertThat(svg).contains("mass [GeV]", "here &amp; there", "#123456");
  }

  @Test
  void piecesOfOneNameShareTheirColorAndNamelessOnesAreGreyWithoutALegend() {
    String svg = Chart.of("").line("a", X, Y).points("a", X, Y).svg();
    assertThat(count(">a<", svg)).isEqualTo(1);
    assertThat(svg.toLowerCase(Locale.ROOT)).contains("rgb(0,114,178)").doesNotContain("213,94,0");
    String grey = Chart.of("").line("", X, Y).svg();
    assertThat(grey.toLowerCase(Locale.ROOT)).contains("rgb(122,129,140)");
  }

  @Test
  void wordsSayWhatIsSeen() {
    assertThat(everything().description())
        .startsWith(
            "All < of it & \"more\" (events against mass [GeV]): line, dashed, path, points");
    assertThat(Chart.of("Title").line("", X, Y)).hasToString("Title");
  }

  @Test
  void numbersThatAreNotFiniteAreLeftOut() {
    double[] gap = {2, Double.NaN, Double.POSITIVE_INFINITY};
    Chart chart = Chart.of("").points("p", X, gap).errors("e", X, Y, gap).band("b", X, gap, Y);
    String svg = chart.arrows("a", X, Y, gap, Y).histogram("h", gap, 0, 4, 4).svg();
    assertThat(svg).doesNotContain("NaN", "Infinity");
    assertThat(parse(svg).getElementsByTagName("circle").getLength()).isGreaterThan(0);
  }

  @Test
  void asManyXAsYAreAskedFor() {
    assertThatThrownBy(() -> Chart.of("").line("a", X, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Chart: expected as many y as x, found 2 and 3");
    assertThatThrownBy(() -> Chart.of("").errors("a", X, Y, new double[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Chart: expected as many errors as y, found 4 and 3");
  }

  @Test
  void aHistogramCountsIntoItsBinsAndAShapeHasUnitArea() {
    double[] values = {0.5, 0.5, 1.5, 2, 9};
    var h =
        org.jpsi.core.histogram.Histogram.of(
            new org.jpsi.core.histogram.Binning(0, 2, 2), 5, i -> values[i], _ -> 1, _ -> true);
    double[][] outline = LayerData.outline(h);
    assertThat(outline[0]).containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(outline[1]).containsExactly(0, 2, 2, 2, 2, 0);
  }

  @Test
  void aGridIsAnImageInItsColors() {
    double[][] z = {{0, 1}, {2, Double.NaN}};
    String svg = Chart.of("Grid").heat(new double[] {1, 2}, new double[] {1, 2}, z).svg();
    assertThat(count("<image", svg)).isEqualTo(1);
    assertThat(svg).contains("data:image/png;base64,");
    parse(svg);
    String flat =
        Chart.of("").heat(new double[] {1, 2}, new double[] {1, 2}, new double[2][2]).svg();
    assertThat(flat).contains("data:image/png;base64,");
    String sides =
        Chart.of("").divergingHeat(new double[] {1, 2}, new double[] {1, 2}, z, -1, 1).svg();
    assertThat(sides).isNotEqualTo(flat);
  }

  @Test
  void aGridFillsItsPlaceAndABareOneHasNoAxes() {
    double[] narrow = Chart.range(0, 1, 10);
    double[] wide = Chart.range(0, 100, 10);
    String svg =
        Chart.of("").size(400, 300).axes("x", "y").heat(narrow, wide, new double[10][10]).svg();
    var image = Pattern.compile("<image[^>]* width=\"([\\d.]+)\"").matcher(svg);
    assertThat(image.find()).isTrue();
    assertThat(Double.parseDouble(image.group(1))).isGreaterThan(250);
    String bare =
        Chart.of("")
            .size(200, 200)
            .axes("x", "y")
            .bare()
            .heat(wide, wide, new double[10][10])
            .svg();
    assertThat(bare).doesNotContain(">x<", ">0<");
  }

  @Test
  void barsStandAboveTheirNames() {
    String svg = Chart.of("").axes("", "AUC").bars(List.of("b tag", "m_bb"), 0.5, 0.7).svg();
    assertThat(svg).contains(">b tag<", ">m_bb<");
    assertThat(parse(svg).getElementsByTagName("rect").getLength()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void logarithmicAxesHaveDecades() {
    double[] decades = IntStream.range(0, 4).mapToDouble(i -> StrictMath.pow(10, i)).toArray();
    String svg = Chart.of("").line("a", decades, decades).logX().logY().svg();
    assertThat(svg).contains(">10<", ">100<").doesNotContain(">500<");
    parse(svg);
  }

  @Test
  void ticksStandWhereTheyAreAskedFor() {
    String svg =
        Chart.of("")
            .line("a", new double[] {0.001, 60}, new double[] {1, 2})
            .logX()
            .ticks("x", 0.001, 5, 50)
            .svg();
    assertThat(svg).contains(">0.001<", ">5<", ">50<").doesNotContain(">0.01<", ">10<");
  }

  @Test
  void aTitleStandsAboveAndMakesThePictureTaller() {
    assertThat(Chart.of("").size(300, 200).line("a", X, Y).svg())
        .contains("width=\"300\" height=\"200\"");
    assertThat(Chart.of("T").size(300, 200).line("a", X, Y).svg())
        .startsWith("<svg ")
        .contains("viewBox=\"0 0 300 226\"", "<svg y=\"26\" ");
  }

  @Test
  void rangesHaveTheirEnds() {
    assertThat(Chart.range(1, 2, 5)).containsExactly(1, 1.25, 1.5, 1.75, 2);
    assertThat(Chart.range(3, 9, 1)).containsExactly(3);
  }
}
